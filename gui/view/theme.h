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
const Palette *theme_get_palette (void);
