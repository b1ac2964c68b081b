/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/act-menu.h"

#include "gui/view/acting.h"
#include "gui/view/focus-keys.h"

static void
on_act (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *popover = data;
  const GPtrArray *acts = g_object_get_data (G_OBJECT (popover), "acts");
  const Act *act = g_ptr_array_index (acts, g_variant_get_uint32 (parameter));

  acting_begin (MAILFLOW_WINDOW (gtk_widget_get_root (popover)), act);
}

/* Labels are words, not mnemonics. */
static void
append (GMenu *section, const Act *act, guint index)
{
  g_auto (GStrv) parts = g_strsplit (act->label, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "act.do", "u", index);
  g_menu_append_item (section, item);
}

/* A section of MENU with the acts from FIRST to the next NULL. */
static void
append_group (GMenu *menu, const GPtrArray *acts, guint first)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = first; i < acts->len && g_ptr_array_index (acts, i) != NULL; i++)
    append (section, g_ptr_array_index (acts, i), i);
  g_menu_append_section (menu, ((const Act *) g_ptr_array_index (acts, first))->heading, G_MENU_MODEL (section));
}

static GMenuModel *
make_model (const GPtrArray *acts)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < acts->len; i++)
    if (g_ptr_array_index (acts, i) != NULL && (i == 0 || g_ptr_array_index (acts, i - 1) == NULL))
      append_group (menu, acts, i);
  return G_MENU_MODEL (menu);
}

static gboolean
let_go (gpointer popover)
{
  gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

/* What was chosen is done after it has closed. */
static void
on_closed (GtkWidget *popover)
{
  gtk_widget_set_can_target (gtk_widget_get_parent (popover), TRUE);
  g_idle_add (let_go, g_object_ref (popover));
}

static void
add_actions (GtkWidget *popover)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("do", G_VARIANT_TYPE_UINT32);

  g_signal_connect (action, "activate", G_CALLBACK (on_act), popover);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (popover, "act", G_ACTION_GROUP (group));
}

const char *
act_menu_explain_nothing (Player *player)
{
  SimTime t;

  if (!run_can_be_acted_on (player_get_run (player)))
    return "Nothing can be done in a trace or with real programs: open a scenario.";
  return act_list_find_time (player, &t) ? "Nothing can be done to this now." : "Nothing can be done here: the run's time is up.";
}

/* Takes ACTS. While it is open nothing else is pointed at: the tooltip of what it was opened on would lie over it. */
static void
present (Window *window, GtkWidget *parent, GPtrArray *acts, double x, double y)
{
  g_autoptr (GMenuModel) model = make_model (acts);
  GtkWidget *popover = gtk_popover_menu_new_from_model (model);

  g_object_set_data_full (G_OBJECT (popover), "acts", acts, (GDestroyNotify) g_ptr_array_unref);
  add_actions (popover);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_widget_set_can_target (parent, FALSE);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* X, Y are VIEW's. The menu belongs to the window's child, which has a layout that places popovers. */
static void
present_at (GtkWidget *view, double x, double y, const ActTarget *target)
{
  Window *window = MAILFLOW_WINDOW (gtk_widget_get_root (view));
  GtkWidget *parent = gtk_window_get_child (GTK_WINDOW (window));
  GPtrArray *acts = act_list_new (window_get_player (window), target);
  double parent_x, parent_y;

  if (acts->len == 0)
    {
      g_ptr_array_unref (acts);
      window_complain (window, act_menu_explain_nothing (window_get_player (window)));
    }
  else if (gtk_widget_translate_coordinates (view, parent, x, y, &parent_x, &parent_y))
    present (window, parent, acts, parent_x, parent_y);
  else
    g_ptr_array_unref (acts);
}

/* Before what stands there: a text would offer to be copied. */
static void
on_pressed (GtkGesture *gesture, int count, double x, double y, gpointer data)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  ActTarget target;

  if (!gdk_event_triggers_context_menu (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture))))
    return;
  if (player_view_find_target (view, &x, &y, &target))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      present_at (view, x, y, &target);
    }
}

static void
on_long_pressed (GtkGesture *gesture, double x, double y, gpointer data)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  ActTarget target;

  if (player_view_find_target (view, &x, &y, &target))
    present_at (view, x, y, &target);
}

void
act_menu_attach (GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), NULL);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_pressed), NULL);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
}

/* Of the part of the window that the keyboard is in; where it is in none, of what is shown in large. */
static GtkWidget *
find_view (GtkWidget *focus, GtkWidget *large)
{
  for (; focus != NULL; focus = gtk_widget_get_parent (focus))
    if (MAILFLOW_IS_PLAYER_VIEW (focus) && MAILFLOW_PLAYER_VIEW_GET_IFACE (focus)->find_target != NULL)
      return focus;
  return large;
}

/* Where text is written it has a menu of its own. */
static gboolean
on_menu_key (GtkWidget *widget, GVariant *arguments, gpointer large)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget)), *view = find_view (focus, large);
  double x = -1, y = -1;
  ActTarget target;

  if (!gtk_widget_get_mapped (view) || focus_keys_of (focus, TRUE) == FOCUS_KEYS_ALL || !player_view_find_target (view, &x, &y, &target))
    return FALSE;
  present_at (view, x, y, &target);
  return TRUE;
}

void
act_menu_attach_keys (Window *window, GtkWidget *large)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"), gtk_callback_action_new (on_menu_key, large, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

void
act_menu_present_for_selection (Window *window)
{
  const ActTarget target = act_target_of_selection (player_get_selection (window_get_player (window)));
  GtkWidget *child = gtk_window_get_child (GTK_WINDOW (window));

  present_at (child, gtk_widget_get_width (child) / 4.0, gtk_widget_get_height (child) / 4.0, &target);
}
