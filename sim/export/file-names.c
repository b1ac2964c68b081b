/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/file-names.h"

#include <string.h>

enum
{
  LONGEST = 200, /* bytes; file systems take 255, some less, and the suffix and a number need some */
  DIGEST = 16,   /* hexadecimal digits that stand for the rest of a longer one */
};

struct FileNames
{
  GHashTable *taken; /* in lower case; never walked */
};

FileNames *
file_names_new (void)
{
  FileNames *names = g_new (FileNames, 1);

  names->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return names;
}

void
file_names_free (FileNames *names)
{
  g_hash_table_unref (names->taken);
  g_free (names);
}

/* Windows opens a device for these, whatever follows the first dot. */
static gboolean
is_device (const char *text)
{
  static const char *const devices[] = { "con", "prn", "aux", "nul" };
  g_autofree char *stem = g_ascii_strdown (text, (gssize) strcspn (text, "."));

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (strcmp (stem, devices[i]) == 0)
      return TRUE;
  return strlen (stem) == 4 && (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt")) && g_ascii_isdigit (stem[3]);
}

/* What only its place makes unsafe: a dot at either end, a sign that begins an option, the first letter of a device. */
static gboolean
is_safe_at (const char *text, gsize at)
{
  if (text[at] == '.')
    return at > 0 && text[at + 1] != '\0';
  return at > 0 || (text[at] != '-' && !is_device (text));
}

static char *
escape (const char *text)
{
  GString *name = g_string_new (NULL);

  for (gsize at = 0; text[at] != '\0'; at++)
    if ((g_ascii_isalnum (text[at]) || strchr ("._+-=", text[at]) != NULL) && is_safe_at (text, at))
      g_string_append_c (name, text[at]);
    else
      g_string_append_printf (name, "~%02X", (guchar) text[at]);
  return g_string_free (name, FALSE);
}

static char *
make_name (const char *text)
{
  g_autofree char *name = escape (text);
  g_autofree char *digest = NULL;

  if (name[0] == '\0')
    return g_strdup ("_");
  if (strlen (name) <= LONGEST)
    return g_steal_pointer (&name);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_strdup_printf ("%.*s_%.*s", LONGEST - DIGEST - 1, name, DIGEST, digest);
}

/* FALSE where it is taken. */
static gboolean
take (FileNames *names, const char *name)
{
  return g_hash_table_add (names->taken, g_ascii_strdown (name, -1));
}

char *
file_names_take (FileNames *names, const char *text, const char *suffix)
{
  g_autofree char *plain = make_name (text);
  char *name = g_strconcat (plain, suffix, NULL);

  for (guint number = 2; !take (names, name); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u%s", plain, number, suffix);
    }
  return name;
}
