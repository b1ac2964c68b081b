/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-section.h"

#include <string.h>

#include "sim/codec/imap-string.h"

static const char *const words[] = {
  [IMAP_SECTION_ALL] = "",
  [IMAP_SECTION_HEADER] = "HEADER",
  [IMAP_SECTION_FIELDS] = "HEADER.FIELDS",
  [IMAP_SECTION_FIELDS_NOT] = "HEADER.FIELDS.NOT",
  [IMAP_SECTION_TEXT] = "TEXT",
  [IMAP_SECTION_MIME] = "MIME",
};

ImapSection *
imap_section_new (ImapSectionKind kind)
{
  ImapSection *section = g_new0 (ImapSection, 1);

  section->kind = kind;
  section->path = g_array_new (FALSE, FALSE, sizeof (guint32));
  section->fields = g_ptr_array_new_with_free_func (g_free);
  return section;
}

void
imap_section_free (ImapSection *section)
{
  g_array_unref (section->path);
  g_ptr_array_unref (section->fields);
  g_free (section);
}

/* "1.2" or "1.2." before a word; *WORD is TRUE where a word may follow. FALSE where it is malformed. */
static gboolean
take_path (ImapScanner *scanner, GArray *path, gboolean *word)
{
  guint32 number;

  *word = TRUE;
  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
    {
      if (!imap_scanner_take_number (scanner, &number) || number == 0)
        return FALSE;
      g_array_append_val (path, number);
      *word = imap_scanner_take_char (scanner, '.');
      if (!*word)
        return TRUE;
    }
  return TRUE;
}

/* The word at hand; ALL where there is none. */
static ImapSectionKind
take_word (ImapScanner *scanner)
{
  for (int i = G_N_ELEMENTS (words) - 1; i > 0; i--)
    {
      gsize length = strlen (words[i]);

      if (length <= (gsize) (scanner->end - scanner->at) && g_ascii_strncasecmp (scanner->at, words[i], length) == 0
          && (i != IMAP_SECTION_HEADER || scanner->at + length == scanner->end || scanner->at[length] != '.'))
        {
          scanner->at += length;
          return (ImapSectionKind) i;
        }
    }
  return IMAP_SECTION_ALL;
}

/* " (DATE FROM)"; the answer has the names in capitals, as other servers have them. */
static gboolean
take_fields (ImapScanner *scanner, GPtrArray *fields)
{
  if (!imap_scanner_take_char (scanner, ' ') || !imap_scanner_take_char (scanner, '('))
    return FALSE;
  do
    {
      g_autofree char *name = imap_scanner_dup_astring (scanner);

      if (name == NULL)
        return FALSE;
      g_ptr_array_add (fields, g_ascii_strup (name, -1));
    }
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

static gboolean
has_fields (const ImapSection *section)
{
  return section->kind == IMAP_SECTION_FIELDS || section->kind == IMAP_SECTION_FIELDS_NOT;
}

ImapSection *
imap_section_parse (ImapScanner *scanner)
{
  g_autoptr (ImapSection) section = imap_section_new (IMAP_SECTION_ALL);
  gboolean word;

  if (!imap_scanner_take_char (scanner, '[') || !take_path (scanner, section->path, &word))
    return NULL;
  if (word)
    section->kind = take_word (scanner);
  if (word && section->path->len > 0 && section->kind == IMAP_SECTION_ALL)
    return NULL;
  if (section->kind == IMAP_SECTION_MIME && section->path->len == 0)
    return NULL;
  if (has_fields (section) && !take_fields (scanner, section->fields))
    return NULL;
  return imap_scanner_take_char (scanner, ']') ? g_steal_pointer (&section) : NULL;
}

/* As an atom where it is one. */
static void
write_name (const char *name, GString *out)
{
  ImapScanner scanner;
  const char *atom;
  gsize length;

  imap_scanner_init (&scanner, name, strlen (name));
  if (imap_scanner_take_atom (&scanner, &atom, &length) && imap_scanner_is_at_end (&scanner) && !strchr (name, ']'))
    g_string_append (out, name);
  else
    imap_string_write (out, name);
}

void
imap_section_write (const ImapSection *section, GString *out)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < section->path->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "." : "", g_array_index (section->path, guint32, i));
  if (section->path->len > 0 && section->kind != IMAP_SECTION_ALL)
    g_string_append_c (out, '.');
  g_string_append (out, words[section->kind]);
  for (guint i = 0; i < section->fields->len; i++)
    {
      g_string_append (out, i > 0 ? " " : " (");
      write_name (g_ptr_array_index (section->fields, i), out);
    }
  g_string_append (out, has_fields (section) ? ")]" : "]");
}
