/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/turn-list.h"

#include "gui/model/player-steps.h"
#include "gui/view/list-row.h"
#include "gui/view/still-pane.h"
#include "gui/view/turn-row.h"

struct _TurnList
{
  GtkWidget parent_instance;

  Player *player; /* or NULL */
  DialogueList *turns;
  GtkWidget *pane, *scrolled, *list;
  GtkSingleSelection *selection;
  gboolean following; /* it is the player that changes the selection */
  guint scroll;       /* idle source, 0: none */
};

G_DEFINE_TYPE (TurnList, turn_list, GTK_TYPE_WIDGET)

static void
turn_list_dispose (GObject *object)
{
  TurnList *list = MAILFLOW_TURN_LIST (object);

  if (list->selection != NULL)
    g_signal_handlers_disconnect_by_data (list->selection, list);
  g_clear_handle_id (&list->scroll, g_source_remove);
  g_clear_pointer (&list->pane, gtk_widget_unparent);
  g_clear_object (&list->selection);
  g_clear_object (&list->turns);
  g_clear_object (&list->player);
  G_OBJECT_CLASS (turn_list_parent_class)->dispose (object);
}

static void
turn_list_class_init (TurnListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = turn_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  list_row_set_child (item, turn_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  turn_row_set_turn (MAILFLOW_TURN_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* Somebody has picked a turn. */
static void
on_selected (TurnList *list)
{
  DialogueTurn *turn = gtk_single_selection_get_selected_item (list->selection);

  if (!list->following && list->player != NULL && turn != NULL)
    player_go_to_record (list->player, dialogue_turn_get_record (turn));
}

static gboolean
scroll_to_selected (gpointer data)
{
  TurnList *list = data;
  guint selected = gtk_single_selection_get_selected (list->selection);

  list->scroll = 0;
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (list->list, "list.scroll-to-item", "u", selected);
  return G_SOURCE_REMOVE;
}

static void
want_scroll (TurnList *list)
{
  if (list->scroll == 0)
    list->scroll = g_idle_add_full (G_PRIORITY_HIGH_IDLE, scroll_to_selected, list, NULL);
}

static void
turn_list_init (TurnList *list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  list->turns = dialogue_list_new ();
  list->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (list->selection, FALSE);
  gtk_single_selection_set_can_unselect (list->selection, TRUE);
  gtk_single_selection_set_model (list->selection, G_LIST_MODEL (list->turns));
  g_signal_connect_swapped (list->selection, "notify::selected", G_CALLBACK (on_selected), list);
  list->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (list->selection)), factory);
  list_row_let_pass (list->list);
  gtk_widget_add_css_class (list->list, "turns");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Dialogue", -1);
  list->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", list->list, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (list->scrolled));
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (want_scroll), list, G_CONNECT_SWAPPED);
  list->pane = still_pane_new (list->scrolled);
  gtk_widget_set_size_request (list->pane, 160, 60);
  gtk_widget_set_parent (list->pane, GTK_WIDGET (list));
}

/* What is told about now, or the last thing that was said. */
static guint
find_present (TurnList *list)
{
  int told = dialogue_list_find (list->turns, player_get_record (list->player));
  guint count = dialogue_list_count (list->turns);

  return told >= 0 ? (guint) told : count > 0 ? count - 1
                                              : GTK_INVALID_LIST_POSITION;
}

void
turn_list_show (TurnList *list, Player *player, guint32 conn)
{
  guint before = gtk_single_selection_get_selected (list->selection), count = dialogue_list_count (list->turns), present;

  g_set_object (&list->player, player);
  list->following = TRUE;
  dialogue_list_show (list->turns, player, conn);
  present = find_present (list);
  gtk_single_selection_set_selected (list->selection, present);
  list->following = FALSE;
  if (present != before || count != dialogue_list_count (list->turns))
    want_scroll (list);
}

void
turn_list_forget (TurnList *list)
{
  list->following = TRUE;
  if (list->player != NULL)
    dialogue_list_show (list->turns, list->player, 0);
  g_clear_object (&list->player);
  list->following = FALSE;
}

TraceId
turn_list_get_record (TurnList *list)
{
  DialogueTurn *turn = gtk_single_selection_get_selected_item (list->selection);

  return turn == NULL ? 0 : dialogue_turn_get_record (turn);
}

TraceId
turn_list_find_record (TurnList *list, GtkWidget *view, double *x, double *y)
{
  DialogueTurn *turn = list_row_find (list->list, view, x, y);

  return turn == NULL ? 0 : dialogue_turn_get_record (turn);
}

guint
turn_list_count (TurnList *list)
{
  return dialogue_list_count (list->turns);
}
