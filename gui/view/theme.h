/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theme: light or dark, for widgets and pictures alike.
 */
#pragma once

#include "gui/draw/palette.h"

#include <gtk/gtk.h>

/* Loads the style sheets. To be called once there is a display. */
void theme_start (gboolean dark);
void theme_set_dark (gboolean dark);
gboolean theme_is_dark (void);
/* Makes all text SCALE times as large as the desktop has it; 0.5 to 2. */
void theme_set_text_scale (double scale);
double theme_get_text_scale (void);
/* How much larger text is than at 96 dots per inch, by that and by the desktop's own choice: for all that has no font
 * of its own to go by. */
double theme_get_font_scale (void);
const Palette *theme_get_palette (void);
