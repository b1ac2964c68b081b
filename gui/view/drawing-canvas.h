/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * drawing-canvas: a drawing, or a strip of it from top to bottom, as a widget of its whole size, to be scrolled: what is
 * seen of it is painted, tile by tile, once.
 *
 * Signal "picked" (guint id): somebody clicked what has this id.
 */
#pragma once

#include "gui/draw/drawing.h"

#include <gtk/gtk.h>

#define DRAWING_CANVAS_TYPE (drawing_canvas_get_type ())
G_DECLARE_FINAL_TYPE (DrawingCanvas, drawing_canvas, MAILFLOW, DRAWING_CANVAS, GtkWidget)

/* DRAWING is borrowed until another one, or NULL, is set; TOP and BOTTOM are its. */
void drawing_canvas_set_drawing (DrawingCanvas *canvas, const Drawing *drawing, double top, double bottom);
const Drawing *drawing_canvas_get_drawing (DrawingCanvas *canvas);
/* Pixels for a unit of the drawing. */
void drawing_canvas_set_zoom (DrawingCanvas *canvas, double zoom);
double drawing_canvas_get_zoom (DrawingCanvas *canvas);
/* What lies from TOP to BOTTOM, in the drawing's units, is lit, and what lies below is faint. TOP < 0: nothing of both. */
void drawing_canvas_set_now (DrawingCanvas *canvas, double top, double bottom);
/* What is about this is outlined: the keyboard is at it. 0: none. */
void drawing_canvas_set_cursor (DrawingCanvas *canvas, guint32 about);
/* What the drawing has at X, Y of the canvas is about, or 0. */
guint32 drawing_canvas_find_about (DrawingCanvas *canvas, double x, double y);
/* Where GROUP is on the canvas; a part of the drawing that it doesn't show is above or below it. */
void drawing_canvas_locate (DrawingCanvas *canvas, const DrawingGroup *group, graphene_rect_t *place);
/* What is seen of it; borrowed. */
void drawing_canvas_set_adjustment (DrawingCanvas *canvas, GtkAdjustment *vertical);
/* Colours have changed. */
void drawing_canvas_forget (DrawingCanvas *canvas);
