/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/event-row.h"

#include "gui/view/row-text.h"

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

static void
event_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 2 * row_text_measure (widget, NULL) : 0;
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

static void
show_head (EventRow *row, GtkSnapshot *snapshot, int width, double baseline)
{
  gboolean quiet = event_item_get_tone (row->item) == STORY_TONE_QUIET;
  const RowTextLook time = { .ink = "mf_dim", .scale = time_scale }, who = { .ink = quiet ? "mf_dim" : "mf_ink", .bold = !quiet };
  int taken = row_text_show (GTK_WIDGET (row), snapshot, event_item_get_clock (row->item), 0, baseline, width, &time) + GAP;

  row_text_show (GTK_WIDGET (row), snapshot, event_item_get_who (row->item), taken, baseline, width - taken, &who);
}

static void
show_what (EventRow *row, GtkSnapshot *snapshot, int width, double baseline)
{
  const RowTextLook what = { .ink = name_ink (event_item_get_tone (row->item)), .monospace = event_item_is_quote (row->item) };

  row_text_show (GTK_WIDGET (row), snapshot, event_item_get_what (row->item), 0, baseline, width, &what);
}

static void
event_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EventRow *row = MAILFLOW_EVENT_ROW (widget);
  int width = gtk_widget_get_width (widget), line;
  double baseline;

  if (row->item == NULL)
    return;
  line = row_text_measure (widget, &baseline);
  show_head (row, snapshot, width, baseline);
  show_what (row, snapshot, width, baseline + line);
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
