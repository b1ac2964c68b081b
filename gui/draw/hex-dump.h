/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hex-dump: bytes as text: offset, hexadecimal, ASCII; and where in that text each byte stands. It knows no widget.
 */
#pragma once

#include <glib.h>

/* "0010  45 00 00 2c …  E..,…": PER_ROW bytes a line, lines parted by LF. Caller frees. */
char *hex_dump_write (const guint8 *bytes, gsize length, guint per_row);
/* How many characters a line has. */
guint hex_dump_width (guint per_row);

/* The two places of byte OFFSET within its line, in characters: of its hexadecimal (two characters), and its ASCII. */
void hex_dump_place (gsize offset, guint per_row, guint *line, guint *hex, guint *ascii);
/* The byte at a place; FALSE where there is none. */
gboolean hex_dump_find (gsize length, guint per_row, guint line, guint column, gsize *offset);
