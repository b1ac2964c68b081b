/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text-width: about how wide a text is, without any font: as in DejaVu Sans, which is wider than most. What is
 * laid out by it is the same on every machine, and fits in all of them.
 */
#pragma once

#include <glib.h>

/* SIZE is that of the font, in units of the picture; so is the result. TEXT is valid UTF-8. */
double text_width (const char *text, double size, gboolean bold);

/* TEXT, or as much of its beginning as is not wider than ROOM, with an ellipsis; caller frees. */
char *text_width_cut (const char *text, double size, gboolean bold, double room);

/* TEXT in lines of at most ROOM, broken between words (a longer word is cut), MOST of them at most: then the last one
 * ends in an ellipsis. NULL-terminated; caller frees with g_strfreev. */
char **text_width_wrap (const char *text, double size, gboolean bold, double room, guint most);
