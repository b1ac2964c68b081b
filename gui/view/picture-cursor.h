/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * picture-cursor: how a picture on a canvas is walked by keyboard: Up and Down, the Page keys, Home and End go from one thing
 * in it to another, Enter picks it; what it is is outlined, and said to screen readers. And what stands where somebody
 * points. It knows no trace.
 */
#pragma once

#include "gui/view/drawing-canvas.h"

typedef struct PictureCursor PictureCursor;

/* Makes WIDGET, which has CANVAS in it, scrolled by VERTICAL, something that the keyboard goes to. It lives as long as WIDGET. */
PictureCursor *picture_cursor_attach (GtkWidget *widget, DrawingCanvas *canvas, GtkAdjustment *vertical);
/* Another canvas with the same drawing, whose part of it is always in sight. */
void picture_cursor_add_strip (PictureCursor *cursor, DrawingCanvas *strip);

/* Whether WIDGET is such a one. */
gboolean picture_cursor_is_attached (GtkWidget *widget);

/* Where it lives; borrowed. */
GtkWidget *picture_cursor_get_widget (PictureCursor *cursor);

/* What it is at is about ABOUT from now on; nothing is scrolled. */
void picture_cursor_put (PictureCursor *cursor, guint32 about);
/* What it is at is about that, or 0. */
guint32 picture_cursor_get (PictureCursor *cursor);
/* As Down and Up do: STEP is 1 or -1. */
void picture_cursor_move (PictureCursor *cursor, int step);

/* What stands at X, Y of VIEW, which has the picture in it, is about this; with -1, -1, what the cursor is at, and X and Y
 * become its middle. 0: nothing. */
guint32 picture_cursor_find (PictureCursor *cursor, GtkWidget *view, double *x, double *y);
