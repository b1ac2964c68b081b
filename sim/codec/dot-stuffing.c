/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dot-stuffing.h"

#include <string.h>

void
dot_stuffing_write (const char *content, gsize length, GString *out)
{
  const char *end = content + length, *from = content, *newline;

  if (length > 0 && content[0] == '.')
    g_string_append_c (out, '.');
  /* One copy for each stretch between lines that begin with a dot. */
  for (const char *at = content; at < end && (newline = memchr (at, '\n', (gsize) (end - at))) != NULL; at = newline + 1)
    if (newline + 1 < end && newline[1] == '.' && newline > content && newline[-1] == '\r')
      {
        g_string_append_len (out, from, newline + 1 - from);
        g_string_append_c (out, '.');
        from = newline + 1;
      }
  g_string_append_len (out, from, end - from);
  if (length > 0 && (length < 2 || end[-2] != '\r' || end[-1] != '\n'))
    g_string_append_len (out, "\r\n", 2);
  g_string_append_len (out, ".\r\n", 3);
}
