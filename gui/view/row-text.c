/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/row-text.h"

int
row_text_measure (GtkWidget *row, double *baseline)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (row), NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  if (baseline != NULL)
    *baseline = (double) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  return height;
}

static PangoAttrList *
make_attributes (const RowTextLook *look)
{
  PangoAttrList *list = pango_attr_list_new ();

  if (look->scale > 0)
    pango_attr_list_insert (list, pango_attr_scale_new (look->scale));
  if (look->bold)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (look->monospace)
    pango_attr_list_insert (list, pango_attr_family_new ("monospace"));
  if (look->struck)
    pango_attr_list_insert (list, pango_attr_strikethrough_new (TRUE));
  return list;
}

static PangoLayout *
lay_out (GtkWidget *row, const char *text, int width, const RowTextLook *look)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (row, text);
  PangoAttrList *attributes = make_attributes (look);

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_attr_list_unref (attributes);
  return layout;
}

int
row_text_show (GtkWidget *row, GtkSnapshot *snapshot, const char *text, double x, double y, int width, const RowTextLook *look)
{
  GtkStyleContext *style = gtk_widget_get_style_context (row);
  g_autoptr (PangoLayout) layout = lay_out (row, text, width, look);
  GdkRGBA colour;
  int taken;

  if (look->ink == NULL || !gtk_style_context_lookup_color (style, look->ink, &colour))
    gtk_style_context_get_color (style, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  pango_layout_get_pixel_size (layout, &taken, NULL);
  return taken;
}
