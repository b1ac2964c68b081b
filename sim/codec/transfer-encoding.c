/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/transfer-encoding.h"

#include <string.h>

/* What a line holds up to its line end, spaces and tabs before that left out (RFC 2045 6.7, rule 3). */
static gsize
count_kept (const char *line, gsize length)
{
  while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;
  return length;
}

static void
append_unquoted (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == '=' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
      {
        g_string_append_c (out, (char) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2])));
        i += 2;
      }
    else
      g_string_append_c (out, text[i]);
}

/* One line; END is the line end, of 0 to 2 bytes. */
static void
append_quoted_line (GString *out, const char *line, gsize length, const char *end, gsize end_length)
{
  length = count_kept (line, length);
  if (length > 0 && line[length - 1] == '=')
    {
      append_unquoted (out, line, length - 1);
      return;
    }
  append_unquoted (out, line, length);
  g_string_append_len (out, end, (gssize) end_length);
}

static GBytes *
decode_quoted_printable (const char *at, gsize length)
{
  GString *out = g_string_sized_new (length);
  const char *end = at + length;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at)), *next = newline != NULL ? newline + 1 : end;
      const char *stop = newline != NULL ? newline : end;

      if (stop > at && stop < end && stop[-1] == '\r')
        stop--;
      append_quoted_line (out, at, (gsize) (stop - at), stop, (gsize) (next - stop));
      at = next;
    }
  return g_string_free_to_bytes (out);
}

/* What stands after the padding is no longer data. */
static GBytes *
decode_base64 (const char *bytes, gsize length)
{
  guchar *out = g_malloc (length / 4 * 3 + 4);
  const char *padding = memchr (bytes, '=', length);
  gint state = 0;
  guint save = 0;
  gsize written = g_base64_decode_step (bytes, padding != NULL ? (gsize) (padding - bytes) : length, out, &state, &save);

  if (state % 4 >= 2)
    written += g_base64_decode_step ("==", state % 4 == 2 ? 2 : 1, out + written, &state, &save);
  return g_bytes_new_take (out, written);
}

GBytes *
transfer_encoding_decode (const char *encoding, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "7bit") == 0 || g_ascii_strcasecmp (encoding, "8bit") == 0
      || g_ascii_strcasecmp (encoding, "binary") == 0)
    return g_bytes_ref (bytes);
  if (g_ascii_strcasecmp (encoding, "base64") == 0)
    return decode_base64 (length > 0 ? data : "", length);
  if (g_ascii_strcasecmp (encoding, "quoted-printable") == 0)
    return decode_quoted_printable (length > 0 ? data : "", length);
  return NULL;
}
