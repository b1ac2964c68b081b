/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-string.h"

#include <string.h>

#include "sim/codec/imap-scanner.h"

enum
{
  LONGEST_QUOTED = 1000, /* many clients read a line into a buffer */
};

/* Whether TEXT may be a quoted string: ASCII without line ends. */
static gboolean
is_quotable (const char *text)
{
  const char *at = text;

  while (*at != '\0' && (guchar) *at < 0x80 && *at != '\r' && *at != '\n')
    at++;
  return *at == '\0' && at - text <= LONGEST_QUOTED;
}

void
imap_string_write (GString *out, const char *text)
{
  if (text == NULL)
    g_string_append (out, "NIL");
  else if (is_quotable (text))
    imap_scanner_write_quoted (out, text);
  else
    imap_string_write_literal (out, text, strlen (text));
}

void
imap_string_write_literal (GString *out, const char *bytes, gsize length)
{
  gsize from;

  g_string_append_printf (out, "{%" G_GSIZE_FORMAT "}\r\n", length);
  from = out->len;
  g_string_append_len (out, bytes, (gssize) length);
  for (char *nul = out->str + from; (nul = memchr (nul, '\0', out->len - (gsize) (nul - out->str))) != NULL;)
    *nul = (char) 0x80;
}

void
imap_string_write_binary (GString *out, const char *bytes, gsize length)
{
  g_string_append_printf (out, "%s{%" G_GSIZE_FORMAT "}\r\n", memchr (bytes, '\0', length) != NULL ? "~" : "", length);
  g_string_append_len (out, bytes, (gssize) length);
}
