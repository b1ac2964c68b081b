/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/event-view.h"

#include "gui/model/event-list.h"
#include "gui/model/player-steps.h"
#include "gui/view/event-filter-bar.h"
#include "gui/view/event-row.h"
#include "gui/view/list-row.h"

struct _EventView
{
  GtkWidget parent_instance;

  Player *player;
  GtkWidget *box, *bar, *scrolled, *list, *nothing;
  EventList *events; /* of the player; NULL: none */
  GtkSingleSelection *selection;
  gboolean following; /* it is the player that changes the selection */
  guint scroll; /* an idle source, 0: none */
  double row_height;  /* 0: not known yet */
  gboolean short_of;  /* the list had not yet grown to where it has to be scrolled to */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (EventView, event_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (EventView *view)
{
  if (view->player != NULL)
    g_signal_handlers_disconnect_by_data (view->player, view);
  g_clear_object (&view->player);
}

static void
event_view_dispose (GObject *object)
{
  EventView *view = MAILFLOW_EVENT_VIEW (object);

  forget_player (view);
  if (view->selection != NULL)
    g_signal_handlers_disconnect_by_data (view->selection, view);
  if (view->scrolled != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), view);
  g_clear_handle_id (&view->scroll, g_source_remove);
  g_clear_object (&view->events);
  view->scrolled = NULL;
  g_clear_pointer (&view->box, gtk_widget_unparent);
  g_clear_object (&view->selection);
  G_OBJECT_CLASS (event_view_parent_class)->dispose (object);
}

static void
event_view_class_init (EventViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = event_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  list_row_set_child (item, event_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  event_row_set_item (MAILFLOW_EVENT_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* Somebody has picked a row. */
static void
on_selected (EventView *view)
{
  guint selected = gtk_single_selection_get_selected (view->selection);

  if (!view->following && view->player != NULL && selected != GTK_INVALID_LIST_POSITION)
    player_go_to_stop (view->player, event_list_get_stop (view->events, selected));
}

/* Rows are equally high. The present one is kept in the upper middle, so that what comes is seen too. */
static void
scroll_to_selected (EventView *view)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  guint selected = gtk_single_selection_get_selected (view->selection);
  double page = gtk_adjustment_get_page_size (adjustment), row = view->row_height;
  double top = row * selected, wanted = top - MAX (page * 0.4 - row / 2, 0);

  view->short_of = row <= 0;
  if (selected == GTK_INVALID_LIST_POSITION || page <= 0 || row <= 0)
    return;
  if (top < gtk_adjustment_get_value (adjustment) + row / 2 || top + 3 * row > gtk_adjustment_get_value (adjustment) + page)
    gtk_adjustment_set_value (adjustment, wanted);
  view->short_of = top + row > gtk_adjustment_get_value (adjustment) + page;
  if (!view->short_of)
    list_row_stand_at (view->list, selected);
}

static gboolean
on_idle (gpointer data)
{
  EventView *view = data;

  view->scroll = 0;
  scroll_to_selected (view);
  return G_SOURCE_REMOVE;
}

/* Before the next frame, however closely they follow each other. */
static void
want_scroll (EventView *view)
{
  if (view->scroll == 0)
    view->scroll = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, view, NULL);
}

/* The list has settled how long it is. */
static void
on_upper_changed (EventView *view, GParamSpec *spec, GtkAdjustment *adjustment)
{
  view->row_height = gtk_adjustment_get_upper (adjustment) / MAX (g_list_model_get_n_items (G_LIST_MODEL (view->selection)), 1);
  if (view->short_of)
    want_scroll (view);
}

static void
select_row (EventView *view, guint row)
{
  view->following = TRUE;
  gtk_single_selection_set_selected (view->selection, row);
  view->following = FALSE;
}

static void
go_to_present_row (EventView *view)
{
  guint row = event_list_find_row (view->events, player_get_stop (view->player));

  if (gtk_single_selection_get_selected (view->selection) == row)
    return;
  select_row (view, row);
  want_scroll (view);
}

/* How many there are of what is wanted, and words where there are none. */
static void
tell_count (EventView *view)
{
  guint rows = g_list_model_get_n_items (G_LIST_MODEL (view->events)), all = stops_count (player_get_stops (view->player));
  gboolean filtered = !event_filter_is_empty (event_list_get_filter (view->events));
  g_autofree char *text = filtered ? g_strdup_printf ("%u of %u", rows, all) : NULL;

  event_filter_bar_set_count (MAILFLOW_EVENT_FILTER_BAR (view->bar), text);
  gtk_widget_set_visible (view->nothing, rows == 0);
}

/* Before there are others: the list would look for its place among rows that are gone. */
static void
take_rows_away (EventView *view)
{
  view->following = TRUE;
  view->row_height = 0; /* until the list has settled how long it is then */
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), 0);
  gtk_single_selection_set_model (view->selection, NULL);
  view->following = FALSE;
}

static void
on_filter_changed (EventView *view)
{
  if (view->events == NULL)
    return;
  take_rows_away (view);
  view->following = TRUE;
  event_list_set_filter (view->events, event_filter_bar_get (MAILFLOW_EVENT_FILTER_BAR (view->bar)));
  gtk_single_selection_set_model (view->selection, G_LIST_MODEL (view->events));
  view->following = FALSE;
  tell_count (view);
  go_to_present_row (view);
}

static GtkWidget *
make_list (EventView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  view->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (view->selection, FALSE);
  gtk_single_selection_set_can_unselect (view->selection, TRUE);
  view->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (view->selection)), factory);
  list_row_let_pass (view->list);
  gtk_widget_add_css_class (view->list, "events");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Events", -1);
  g_signal_connect_swapped (view->selection, "notify::selected", G_CALLBACK (on_selected), view);
  return view->list;
}

static void
event_view_init (EventView *view)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkAdjustment *adjustment;

  view->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view->bar = g_object_new (EVENT_FILTER_BAR_TYPE, NULL);
  view->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", make_list (view), "vexpand", TRUE, NULL);
  view->nothing = g_object_new (GTK_TYPE_LABEL, "label", "No event is like that", "visible", FALSE, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (view->nothing, "empty");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), view->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), view->nothing);
  gtk_box_append (GTK_BOX (view->box), view->bar);
  gtk_box_append (GTK_BOX (view->box), overlay);
  gtk_widget_set_parent (view->box, GTK_WIDGET (view));
  g_signal_connect_swapped (view->bar, "changed", G_CALLBACK (on_filter_changed), view);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  g_signal_connect_swapped (adjustment, "notify::page-size", G_CALLBACK (want_scroll), view);
  g_signal_connect_swapped (adjustment, "notify::upper", G_CALLBACK (on_upper_changed), view);
}

/* Rows have come while the events were looked through. */
static void
on_rows_added (EventView *view)
{
  tell_count (view);
  if (!view->following)
    go_to_present_row (view);
}

void
event_view_search (EventView *view)
{
  event_filter_bar_search (MAILFLOW_EVENT_FILTER_BAR (view->bar));
}

static void
event_view_set_player (PlayerView *player_view, Player *player)
{
  EventView *view = MAILFLOW_EVENT_VIEW (player_view);

  forget_player (view);
  take_rows_away (view);
  g_clear_object (&view->events);
  player_view_set_player (view->bar, player);
  view->player = g_object_ref (player);
  view->events = event_list_new (player);
  event_list_set_filter (view->events, event_filter_bar_get (MAILFLOW_EVENT_FILTER_BAR (view->bar)));
  view->following = TRUE;
  gtk_single_selection_set_model (view->selection, G_LIST_MODEL (view->events));
  view->following = FALSE;
  g_signal_connect_object (view->events, "items-changed", G_CALLBACK (on_rows_added), view, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (go_to_present_row), view);
  tell_count (view);
  select_row (view, GTK_INVALID_LIST_POSITION);
  go_to_present_row (view);
}

static gboolean
event_view_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  EventView *view = MAILFLOW_EVENT_VIEW (player_view);
  EventItem *item = list_row_find (view->list, GTK_WIDGET (view), x, y);

  if (item != NULL)
    *target = act_target_of_record (player_get_trace (view->player), event_item_get_record (item));
  return item != NULL;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = event_view_set_player;
  interface->find_target = event_view_find_target;
}

guint
event_view_get_row (EventView *view)
{
  return gtk_single_selection_get_selected (view->selection);
}
