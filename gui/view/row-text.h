/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * row-text: words that a row of a long list paints itself, cut where there is no more room. A list keeps two hundred rows ready;
 * a label for each of their words would have them all styled anew at each jump.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  const char *ink;  /* name of a colour of the style sheet; NULL: the row's own */
  double scale;     /* of the widget's font, 0: 1 */
  gboolean bold, monospace, struck;
} RowTextLook;

/* A line's height, in whole pixels, and how far its baseline lies below its top: the same for all rows, whatever is written in
 * them. BASELINE may be NULL. */
int row_text_measure (GtkWidget *row, double *baseline);

/* TEXT from X, its baseline at Y, in WIDTH pixels; how many it takes. */
int row_text_show (GtkWidget *row, GtkSnapshot *snapshot, const char *text, double x, double y, int width, const RowTextLook *look);
