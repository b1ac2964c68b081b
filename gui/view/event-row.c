/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/event-row.h"

static const double time_scale = 0.93; /* of the text's size */

enum
{
  GAP = 10, /* between the time and the host */
};

struct _EventRow
{
  GtkWidget parent_instance;

  EventItem *item; /* NULL: none yet */
};

G_DEFINE_TYPE (EventRow, event_row, GTK_TYPE_WIDGET)

static void
event_row_dispose (GObject *object)
{
  g_clear_object (&MAILFLOW_EVENT_ROW (object)->item);
  G_OBJECT_CLASS (event_row_parent_class)->dispose (object);
}

/* How high a line is, in whole pixels: the same for all rows, whatever is written in them. */
static int
measure_line (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
event_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 2 * measure_line (widget) : 0;
}

static const char *
name_ink (StoryTone tone)
{
  switch (tone)
    {
    case STORY_TONE_QUIET:
      return "mf_dim";
    case STORY_TONE_GOOD:
      return "mf_good";
    case STORY_TONE_WAIT:
      return "mf_wait";
    case STORY_TONE_BAD:
      return "mf_bad";
    case STORY_TONE_PLAIN:
      return "mf_ink";
    }
  g_assert_not_reached ();
}

static PangoLayout *
lay_out (EventRow *row, const char *text, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (row), text);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  return layout;
}

/* Takes ATTRIBUTE. */
static void
set_attribute (PangoLayout *layout, PangoAttribute *attribute)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, attribute);
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

/* Its baseline at Y. */
static void
show (EventRow *row, GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const char *ink)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (row)), ink, &colour))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (row)), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (y - (double) pango_layout_get_baseline (layout) / PANGO_SCALE)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
show_head (EventRow *row, GtkSnapshot *snapshot, int width, double baseline)
{
  g_autoptr (PangoLayout) time = lay_out (row, event_item_get_clock (row->item), width), who = NULL;
  gboolean quiet = event_item_get_tone (row->item) == STORY_TONE_QUIET;
  int taken;

  set_attribute (time, pango_attr_scale_new (time_scale));
  pango_layout_get_pixel_size (time, &taken, NULL);
  show (row, snapshot, time, 0, baseline, "mf_dim");
  who = lay_out (row, event_item_get_who (row->item), width - taken - GAP);
  if (!quiet)
    set_attribute (who, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  show (row, snapshot, who, taken + GAP, baseline, quiet ? "mf_dim" : "mf_ink");
}

static void
show_what (EventRow *row, GtkSnapshot *snapshot, int width, double baseline)
{
  g_autoptr (PangoLayout) what = lay_out (row, event_item_get_what (row->item), width);

  if (event_item_is_quote (row->item))
    set_attribute (what, pango_attr_family_new ("monospace"));
  show (row, snapshot, what, 0, baseline, name_ink (event_item_get_tone (row->item)));
}

static void
event_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EventRow *row = MAILFLOW_EVENT_ROW (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  double baseline = (double) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE;
  int width = gtk_widget_get_width (widget);

  pango_font_metrics_unref (metrics);
  if (row->item == NULL)
    return;
  show_head (row, snapshot, width, baseline);
  show_what (row, snapshot, width, baseline + measure_line (widget));
}

static void
event_row_class_init (EventRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = event_row_dispose;
  widget_class->measure = event_row_measure;
  widget_class->snapshot = event_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "event");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
event_row_init (EventRow *row)
{
}

GtkWidget *
event_row_new (void)
{
  return g_object_new (EVENT_ROW_TYPE, NULL);
}

void
event_row_set_item (EventRow *row, EventItem *item)
{
  g_autofree char *words = g_strdup_printf ("%s %s %s", event_item_get_clock (item), event_item_get_who (item), event_item_get_what (item));

  g_set_object (&row->item, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (row));
}
