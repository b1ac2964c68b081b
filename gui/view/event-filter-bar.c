/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/event-filter-bar.h"

#include "gui/view/control-icon.h"

enum
{
  MOST_CHOICES = 1000, /* of hosts, and of messages */
};

struct _EventFilterBar
{
  GtkBox parent_instance;

  GtkWidget *search, *count, *button, *protocol, *severity, *host, *message;
  EventFilter filter;
  gboolean resetting;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (EventFilterBar, event_filter_bar, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static guint changed;

static void
event_filter_bar_finalize (GObject *object)
{
  event_filter_clear (&MAILFLOW_EVENT_FILTER_BAR (object)->filter);
  G_OBJECT_CLASS (event_filter_bar_parent_class)->finalize (object);
}

static void
event_filter_bar_class_init (EventFilterBarClass *class)
{
  G_OBJECT_CLASS (class)->finalize = event_filter_bar_finalize;
  changed = g_signal_new ("changed", EVENT_FILTER_BAR_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static guint
chosen (GtkWidget *drop_down)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));

  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

static void
on_changed (EventFilterBar *bar)
{
  gboolean by_choice;

  if (bar->resetting)
    return;
  bar->filter.protocol = (EventProtocol) chosen (bar->protocol);
  bar->filter.least = (EventSeverity) chosen (bar->severity);
  bar->filter.host = (HostId) chosen (bar->host);
  bar->filter.message = chosen (bar->message);
  event_filter_set_words (&bar->filter, gtk_editable_get_text (GTK_EDITABLE (bar->search)));
  by_choice = bar->filter.protocol != EVENT_ANY || bar->filter.least != EVENT_CHAT || bar->filter.host != 0 || bar->filter.message != 0;
  if (by_choice)
    gtk_widget_add_css_class (bar->button, "filter-on");
  else
    gtk_widget_remove_css_class (bar->button, "filter-on");
  g_signal_emit (bar, changed, 0);
}

/* Back to where single keys move the run; what was searched for stays. */
static void
on_stop_search (EventFilterBar *bar)
{
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (bar)), NULL);
}

static GtkWidget *
add_choice (EventFilterBar *bar, GtkWidget *grid, int row, const char *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", label, "xalign", 1.0f, NULL);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_grid_attach (GTK_GRID (grid), words, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), drop_down, 1, row, 1, 1);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_changed), bar);
  return drop_down;
}

static GtkStringList *
list_of (GtkWidget *drop_down)
{
  return GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down)));
}

static void
fill_fixed (EventFilterBar *bar)
{
  for (EventProtocol protocol = 0; protocol < N_EVENT_PROTOCOLS; protocol++)
    gtk_string_list_append (list_of (bar->protocol), event_protocol_name (protocol));
  for (EventSeverity severity = 0; severity < N_EVENT_SEVERITIES; severity++)
    gtk_string_list_append (list_of (bar->severity), event_severity_name (severity));
}

static GtkWidget *
make_popover (EventFilterBar *bar)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 10, "row-spacing", 6, NULL);
  GtkWidget *reset = gtk_button_new_with_label ("Show Everything");

  bar->protocol = add_choice (bar, grid, 0, "Protocol");
  bar->severity = add_choice (bar, grid, 1, "At least");
  bar->host = add_choice (bar, grid, 2, "Host");
  bar->message = add_choice (bar, grid, 3, "Message");
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (event_filter_bar_reset), bar);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), reset);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
event_filter_bar_init (EventFilterBar *bar)
{
  gtk_widget_add_css_class (GTK_WIDGET (bar), "view-bar");
  gtk_box_set_spacing (GTK_BOX (bar), 6);
  bar->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "placeholder-text", "Search events", "hexpand", TRUE, "width-chars", 8, NULL);
  bar->count = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, NULL);
  bar->button = g_object_new (GTK_TYPE_MENU_BUTTON, "child", control_icon_new (CONTROL_FILTER), "focus-on-click", FALSE, "tooltip-text", "Show only some events", NULL);
  gtk_widget_add_css_class (bar->count, "filter-count");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->search), GTK_ACCESSIBLE_PROPERTY_LABEL, "Search events", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Show only some events", -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (bar->button), make_popover (bar));
  bar->resetting = TRUE;
  fill_fixed (bar);
  bar->resetting = FALSE;
  g_signal_connect_swapped (bar->search, "search-changed", G_CALLBACK (on_changed), bar);
  g_signal_connect_swapped (bar->search, "stop-search", G_CALLBACK (on_stop_search), bar);
  gtk_box_append (GTK_BOX (bar), bar->search);
  gtk_box_append (GTK_BOX (bar), bar->count);
  gtk_box_append (GTK_BOX (bar), bar->button);
}

const EventFilter *
event_filter_bar_get (EventFilterBar *bar)
{
  return &bar->filter;
}

void
event_filter_bar_reset (EventFilterBar *bar)
{
  bar->resetting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (bar->search), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bar->protocol), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bar->severity), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bar->host), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bar->message), 0);
  bar->resetting = FALSE;
  on_changed (bar);
}

void
event_filter_bar_search (EventFilterBar *bar)
{
  gtk_widget_grab_focus (bar->search);
}

void
event_filter_bar_set_count (EventFilterBar *bar, const char *text)
{
  gtk_widget_set_visible (bar->count, text != NULL);
  gtk_label_set_text (GTK_LABEL (bar->count), text == NULL ? "" : text);
}

static void
fill_hosts (EventFilterBar *bar, const Trace *trace)
{
  GtkStringList *list = list_of (bar->host);

  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), (const char *const[]){ "all hosts", NULL });
  for (HostId host = 1; host <= MIN (trace_count_hosts (trace), MOST_CHOICES); host++)
    gtk_string_list_append (list, trace_host_name (trace, host));
}

static void
fill_messages (EventFilterBar *bar, const Trace *trace)
{
  GtkStringList *list = list_of (bar->message);

  gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), (const char *const[]){ "all messages", NULL });
  for (MessageId message = 1; message <= MIN (trace_count_messages (trace), MOST_CHOICES); message++)
    gtk_string_list_append (list, trace_message_label (trace, message));
}

static void
event_filter_bar_set_player (PlayerView *view, Player *player)
{
  EventFilterBar *bar = MAILFLOW_EVENT_FILTER_BAR (view);

  bar->resetting = TRUE;
  fill_hosts (bar, player_get_trace (player));
  fill_messages (bar, player_get_trace (player));
  bar->resetting = FALSE;
  event_filter_bar_reset (bar);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = event_filter_bar_set_player;
}
