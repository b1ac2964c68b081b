/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theme: light or dark, in usual or in high contrast, for widgets and pictures alike. High contrast is what the viewer
 * or the desktop, by the name of its theme, wants.
 */
#pragma once

#include "gui/draw/palette.h"

#include <gtk/gtk.h>

/* Loads the style sheets. To be called once there is a display. */
void theme_start (gboolean dark);
void theme_set_dark (gboolean dark);
gboolean theme_is_dark (void);
/* FALSE: as the desktop has it. */
void theme_set_high_contrast (gboolean high);
/* Whether it was asked for here. */
gboolean theme_wants_high_contrast (void);
/* Whether it is shown, by whomever it was asked for. */
gboolean theme_has_high_contrast (void);
/* FUNC (USER) once the desktop has another theme, as long as USER lives. */
void theme_follow (GObject *user, GCallback func);
/* Makes all text SCALE times as large as the desktop has it; 0.5 to 2. */
void theme_set_text_scale (double scale);
double theme_get_text_scale (void);
/* Likewise, once more: since the window is so large. 1 to 2. */
void theme_set_room_scale (double scale);
double theme_get_room_scale (void);
/* How much larger text is than at 96 dots per inch, by that and by the desktop's own choice: for all that has no font
 * of its own to go by. */
double theme_get_font_scale (void);
/* What moves may glide. */
gboolean theme_has_animations (void);
const Palette *theme_get_palette (void);
