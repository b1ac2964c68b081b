/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screenshot: a picture of a window, taken inside the program.
 */
#pragma once

#include <gtk/gtk.h>

/* SURFACE is borrowed. */
typedef void (*ScreenshotFunc) (cairo_surface_t *surface, gpointer user);

/* Calls DONE with a picture of WINDOW, which is shown, once it has settled: after some frames. */
void screenshot_when_settled (GtkWidget *window, ScreenshotFunc done, gpointer user);

/* Writes WINDOW as a PNG file once it is drawn, then closes it. *STATUS becomes 2 where FILE can't be
 * written. */
void screenshot_take (GtkWindow *window, const char *file, int *status);

/* What WINDOW looks like now; caller destroys. NULL while it isn't drawn yet. */
cairo_surface_t *screenshot_render (GtkWidget *window);
