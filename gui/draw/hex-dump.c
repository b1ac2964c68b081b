/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/hex-dump.h"

enum
{
  HEX = 6, /* the column of the first byte, behind offset and two spaces */
};

/* Behind the hexadecimal and two more spaces. */
static guint
ascii_column (guint per_row)
{
  return HEX + 3 * per_row + 1;
}

guint
hex_dump_width (guint per_row)
{
  return ascii_column (per_row) + per_row;
}

static void
write_row (GString *out, const guint8 *bytes, gsize length, gsize offset, guint per_row)
{
  gsize count = MIN (per_row, length - offset);

  g_string_append_printf (out, "%s%04" G_GSIZE_MODIFIER "x  ", offset == 0 ? "" : "\n", offset);
  for (gsize i = 0; i < per_row; i++)
    if (i < count)
      g_string_append_printf (out, "%02x ", bytes[offset + i]);
    else
      g_string_append (out, "   ");
  g_string_append_c (out, ' ');
  for (gsize i = 0; i < count; i++)
    g_string_append_c (out, bytes[offset + i] >= 0x20 && bytes[offset + i] < 0x7f ? (char) bytes[offset + i] : '.');
}

char *
hex_dump_write (const guint8 *bytes, gsize length, guint per_row)
{
  GString *out = g_string_new (NULL);

  for (gsize offset = 0; offset < length; offset += per_row)
    write_row (out, bytes, length, offset, per_row);
  return g_string_free (out, FALSE);
}

void
hex_dump_place (gsize offset, guint per_row, guint *line, guint *hex, guint *ascii)
{
  guint place = (guint) (offset % per_row);

  *line = (guint) (offset / per_row);
  *hex = HEX + 3 * place;
  *ascii = ascii_column (per_row) + place;
}

gboolean
hex_dump_find (gsize length, guint per_row, guint line, guint column, gsize *offset)
{
  guint place;

  if (column >= ascii_column (per_row))
    place = column - ascii_column (per_row);
  else if (column >= HEX && column < HEX + 3 * per_row)
    place = (column - HEX) / 3;
  else
    return FALSE;
  *offset = (gsize) line * per_row + place;
  return place < per_row && *offset < length;
}
