/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/text-collation.h"

#include <string.h>

#include "sim/codec/mime-start.h"

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80 || text[i] == '\0')
      return FALSE;
  return TRUE;
}

static char *
fold_unicode (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autoptr (GString) titled = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (titled, g_unichar_totitle (g_utf8_get_char (at)));
  return g_utf8_normalize (titled->str, (gssize) titled->len, G_NORMALIZE_ALL);
}

char *
text_collation_fold (const char *text, gssize length)
{
  gsize size = length >= 0 ? (gsize) length : strlen (text);

  return is_ascii (text, size) ? g_ascii_strup (text, (gssize) size) : fold_unicode (text, (gssize) size);
}

char *
text_collation_decode_header (const char *value)
{
  g_autofree char *decoded = NULL;

  mime_start ();
  decoded = g_mime_utils_header_decode_text (NULL, value);
  return g_utf8_make_valid (decoded, -1);
}

static gboolean
is_utf8 (const char *charset)
{
  return charset == NULL || g_ascii_strcasecmp (charset, "utf-8") == 0 || g_ascii_strcasecmp (charset, "us-ascii") == 0;
}

char *
text_collation_decode_charset (const char *text, gsize length, const char *charset)
{
  char *converted = NULL;

  if (!is_utf8 (charset) && length > 0)
    {
      mime_start ();
      converted = g_convert (text, (gssize) length, "UTF-8", g_mime_charset_iconv_name (charset), NULL, NULL, NULL);
    }
  return converted != NULL ? converted : g_utf8_make_valid (length > 0 ? text : "", (gssize) length);
}
