/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * picture-pane: a drawing as wide as there is room, scrolled, and drawn anew only where another one looks different. What
 * can be picked in it can be picked by the keyboard too.
 *
 * Signals: "picked" (guint id); "resized" where another drawing has to be made.
 */
#pragma once

#include "gui/view/picture-cursor.h"

#include <gtk/gtk.h>

#define PICTURE_PANE_TYPE (picture_pane_get_type ())
G_DECLARE_FINAL_TYPE (PicturePane, picture_pane, MAILFLOW, PICTURE_PANE, GtkWidget)

/* NAME: what a screen reader says of it. */
GtkWidget *picture_pane_new (const char *name);

/* How wide a drawing should be, in its own units. */
double picture_pane_get_room (PicturePane *pane);
/* Takes DRAWING; NULL: nothing is shown. */
void picture_pane_show (PicturePane *pane, Drawing *drawing);
/* What is shown, borrowed; or NULL. */
const Drawing *picture_pane_get_drawing (PicturePane *pane);
/* Scrolls to what has ID, if it isn't seen. */
void picture_pane_reveal (PicturePane *pane, guint32 id);
/* The keyboard's; borrowed. */
PictureCursor *picture_pane_get_cursor (PicturePane *pane);
