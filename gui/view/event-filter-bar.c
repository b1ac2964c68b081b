/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/event-filter-bar.h"

#include "gui/model/lineage.h"
#include "gui/model/name-list.h"
#include "gui/view/control-icon.h"

struct _EventFilterBar
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *search, *count, *button, *protocol, *severity, *host, *message;
  EventFilter filter;
  gboolean resetting;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (EventFilterBar, event_filter_bar, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static guint changed;

static void
event_filter_bar_dispose (GObject *object)
{
  g_clear_object (&MAILFLOW_EVENT_FILTER_BAR (object)->player);
  G_OBJECT_CLASS (event_filter_bar_parent_class)->dispose (object);
}

static void
event_filter_bar_finalize (GObject *object)
{
  event_filter_clear (&MAILFLOW_EVENT_FILTER_BAR (object)->filter);
  G_OBJECT_CLASS (event_filter_bar_parent_class)->finalize (object);
}

static void
event_filter_bar_class_init (EventFilterBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = event_filter_bar_dispose;
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
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", label, "xalign", 1.0f, NULL);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_grid_attach (GTK_GRID (grid), words, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), drop_down, 1, row, 1, 1);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (on_changed), bar);
  return drop_down;
}

static void
fill_fixed (EventFilterBar *bar)
{
  g_autoptr (GtkStringList) protocols = gtk_string_list_new (NULL), severities = gtk_string_list_new (NULL);

  for (EventProtocol protocol = 0; protocol < N_EVENT_PROTOCOLS; protocol++)
    gtk_string_list_append (protocols, event_protocol_name (protocol));
  for (EventSeverity severity = 0; severity < N_EVENT_SEVERITIES; severity++)
    gtk_string_list_append (severities, event_severity_name (severity));
  gtk_drop_down_set_model (GTK_DROP_DOWN (bar->protocol), G_LIST_MODEL (protocols));
  gtk_drop_down_set_model (GTK_DROP_DOWN (bar->severity), G_LIST_MODEL (severities));
}

/* There may be thousands of these. */
static GtkWidget *
add_names (EventFilterBar *bar, GtkWidget *grid, int row, const char *label)
{
  GtkWidget *drop_down = add_choice (bar, grid, row, label);
  g_autoptr (GtkExpression) name = gtk_property_expression_new (LABEL_ITEM_TYPE, NULL, "label");

  gtk_drop_down_set_expression (GTK_DROP_DOWN (drop_down), name);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  return drop_down;
}

static GtkWidget *
make_popover (EventFilterBar *bar)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 10, "row-spacing", 6, NULL);
  GtkWidget *reset = gtk_button_new_with_label ("Show Everything");

  bar->protocol = add_choice (bar, grid, 0, "Protocol");
  bar->severity = add_choice (bar, grid, 1, "At least");
  bar->host = add_names (bar, grid, 2, "Host");
  bar->message = add_names (bar, grid, 3, "Message");
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
fill_names (GtkWidget *drop_down, Player *player, NameListKind kind, const char *all, guint32 number)
{
  g_autoptr (NameList) list = name_list_new (player, kind, all);

  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), name_list_find_place (list, number));
}

/* In another run of the same, the same is wanted. */
static void
event_filter_bar_set_player (PlayerView *view, Player *player)
{
  EventFilterBar *bar = MAILFLOW_EVENT_FILTER_BAR (view);
  gboolean again = lineage_joins (bar->player, player);
  HostId host = lineage_find_host (bar->player, player, bar->filter.host);
  MessageId message = lineage_find_message (bar->player, player, bar->filter.message);

  bar->resetting = TRUE;
  fill_names (bar->host, player, NAME_LIST_HOSTS, "all hosts", host);
  fill_names (bar->message, player, NAME_LIST_MESSAGES, "all messages", message);
  bar->resetting = FALSE;
  g_set_object (&bar->player, player);
  if (again)
    on_changed (bar);
  else
    event_filter_bar_reset (bar);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = event_filter_bar_set_player;
}
