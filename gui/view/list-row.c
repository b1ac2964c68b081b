/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/list-row.h"

#include "gui/view/focus-keys.h"

/* The list item outlives its child. */
void
list_row_set_child (GtkListItem *item, GtkWidget *child)
{
  g_object_set_data (G_OBJECT (child), "list-item", item);
  gtk_list_item_set_child (item, child);
}

/* Of the row, or of what is in it; the row itself is the toolkit's, and has one child. */
static GtkListItem *
get_list_item (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GtkListItem *item = g_object_get_data (G_OBJECT (widget), "list-item");

  return item == NULL && child != NULL ? g_object_get_data (G_OBJECT (child), "list-item") : item;
}

/* As if the focus were on all of the list, and nothing in it could have it. */
static gboolean
on_tab (GtkWidget *list, GVariant *arguments, gpointer direction)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (list));

  gtk_widget_set_can_focus (list, FALSE);
  for (GtkWidget *child = list; child != root; child = gtk_widget_get_parent (child))
    gtk_widget_set_focus_child (gtk_widget_get_parent (child), child);
  gtk_widget_child_focus (root, (GtkDirectionType) GPOINTER_TO_INT (direction));
  gtk_widget_set_can_focus (list, TRUE);
  return TRUE;
}

static void
add_tab (GtkShortcutController *keys, const char *key, GtkDirectionType direction)
{
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key), gtk_callback_action_new (on_tab, GINT_TO_POINTER (direction), NULL)));
}

/* That scrolling there moves the keyboard's place is how rows that are focused tell their list. */
void
list_row_stand_at (GtkWidget *list, guint position)
{
  if (gtk_widget_get_focus_child (list) != NULL && position < g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

static GtkSingleSelection *
get_selection (GtkWidget *list)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* NULL where it is far from what is in sight. By its place: a model may make its items anew each time. */
static GtkWidget *
find_selected (GtkWidget *list)
{
  guint selected = gtk_single_selection_get_selected (get_selection (list));

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL && selected != GTK_INVALID_LIST_POSITION; row = gtk_widget_get_next_sibling (row))
    if (get_list_item (row) != NULL && gtk_list_item_get_position (get_list_item (row)) == selected)
      return row;
  return NULL;
}

gboolean
list_row_has_focus (GtkWidget *list)
{
  GtkWidget *row = find_selected (list);

  return row != NULL && gtk_widget_has_focus (row);
}

static gboolean
on_idle (gpointer list)
{
  GtkWidget *row;

  if (gtk_widget_get_root (list) == NULL)
    return G_SOURCE_REMOVE;
  list_row_stand_at (list, gtk_single_selection_get_selected (get_selection (list)));
  row = find_selected (list);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  return G_SOURCE_REMOVE;
}

/* A click knows where it goes. */
static void
on_enter (GtkEventControllerFocus *controller, GtkWidget *list)
{
  if (focus_keys_get_walks (GTK_WIDGET (gtk_widget_get_root (list))))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, g_object_ref (list), g_object_unref);
}

void
list_row_let_pass (GtkWidget *list)
{
  GtkEventController *keys = gtk_shortcut_controller_new (), *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_tab (GTK_SHORTCUT_CONTROLLER (keys), "Tab|KP_Tab", GTK_DIR_TAB_FORWARD);
  add_tab (GTK_SHORTCUT_CONTROLLER (keys), "<Shift>Tab|<Shift>ISO_Left_Tab", GTK_DIR_TAB_BACKWARD);
  gtk_widget_add_controller (list, keys);
  g_signal_connect (focus, "enter", G_CALLBACK (on_enter), list);
  gtk_widget_add_controller (list, focus);
}

static gpointer
find_at (GtkWidget *list, GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = NULL;

  if (picked == NULL || !gtk_widget_is_ancestor (picked, list))
    return NULL;
  for (; picked != list && item == NULL; picked = gtk_widget_get_parent (picked))
    item = get_list_item (picked);
  return item == NULL ? NULL : gtk_list_item_get_item (item);
}

/* Rows that are kept for later are not mapped. */
static void
locate (GtkWidget *list, GtkWidget *view, double *x, double *y)
{
  GtkWidget *row = find_selected (list);
  double row_x, row_y;

  if (row == NULL || !gtk_widget_get_mapped (row) || !gtk_widget_translate_coordinates (row, view, gtk_widget_get_width (row) / 2.0, gtk_widget_get_height (row) / 2.0, &row_x, &row_y)
      || !gtk_widget_contains (view, row_x, row_y))
    return;
  *x = row_x;
  *y = row_y;
}

gpointer
list_row_find (GtkWidget *list, GtkWidget *view, double *x, double *y)
{
  gpointer item;

  if (*x >= 0)
    return find_at (list, view, *x, *y);
  item = gtk_single_selection_get_selected_item (get_selection (list));
  if (item != NULL)
    locate (list, view, x, y);
  return item;
}
