/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-key-pane.h"

#include "gui/draw/map-key.h"
#include "gui/view/theme.h"

static const double share = 0.25; /* of the view, beside the map */

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer index)
{
  double scale = MIN ((double) width / MAP_KEY_WIDTH, (double) height / MAP_KEY_HEIGHT);

  cairo_scale (cr, scale, scale);
  map_key_draw (cr, GPOINTER_TO_UINT (index), theme_get_palette ());
}

static GtkWidget *
make_row (guint index)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *picture = gtk_drawing_area_new ();
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", map_key_get_words (index), "xalign", 0.0, "wrap", TRUE, "width-chars", 9, "max-width-chars", 20, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), MAP_KEY_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), MAP_KEY_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw, GUINT_TO_POINTER (index), NULL);
  gtk_box_append (GTK_BOX (row), picture);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

GtkWidget *
map_key_pane_new (void)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pane = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", rows, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-width", TRUE, NULL);

  for (guint i = 0; i < map_key_count (); i++)
    gtk_box_append (GTK_BOX (rows), make_row (i));
  gtk_widget_add_css_class (pane, "map-key");
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_LABEL, "What the shapes on the map mean", -1);
  return pane;
}

int
map_key_pane_find_width (GtkWidget *pane, int width)
{
  int least, natural;

  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  return CLAMP ((int) (width * share), least, natural);
}
