/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/until-popover.h"

#include "gui/model/label-item.h"
#include "gui/model/named-time.h"
#include "gui/model/stop-choices.h"

struct _UntilPopover
{
  GtkPopover parent_instance;

  Player *player;
  GtkWidget *box, *selected, *time, *complaint, *breakpoints, *kind;
  GArray *kinds; /* StopCondition, as KIND lists them */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (UntilPopover, until_popover, GTK_TYPE_POPOVER, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (UntilPopover *popover)
{
  if (popover->player != NULL)
    g_signal_handlers_disconnect_by_data (popover->player, popover);
  g_clear_object (&popover->player);
}

static void
until_popover_dispose (GObject *object)
{
  forget_player (MAILFLOW_UNTIL_POPOVER (object));
  G_OBJECT_CLASS (until_popover_parent_class)->dispose (object);
}

static void
until_popover_finalize (GObject *object)
{
  g_array_unref (MAILFLOW_UNTIL_POPOVER (object)->kinds);
  G_OBJECT_CLASS (until_popover_parent_class)->finalize (object);
}

static void
until_popover_class_init (UntilPopoverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = until_popover_dispose;
  G_OBJECT_CLASS (class)->finalize = until_popover_finalize;
}

static void
complain (UntilPopover *popover, const char *words)
{
  gtk_label_set_text (GTK_LABEL (popover->complaint), words == NULL ? "" : words);
  gtk_widget_set_visible (popover->complaint, words != NULL);
}

static GtkWidget *
add_heading (UntilPopover *popover, const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, "fact-heading");
  gtk_box_append (GTK_BOX (popover->box), label);
  return label;
}

/* A row with what it leads to, and back by the same. */
static GtkWidget *
add_step (UntilPopover *popover, const char *label, const char *action, const char *back, const char *tip)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "action-name", action, "tooltip-text", tip, "has-frame", FALSE, "hexpand", TRUE, "halign", GTK_ALIGN_FILL, NULL);
  GtkWidget *before = g_object_new (GTK_TYPE_BUTTON, "label", "Back", "action-name", back, "has-frame", FALSE, NULL);
  g_autofree char *name = g_strdup_printf ("Back: %s", label);

  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (before), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (row), before);
  gtk_box_append (GTK_BOX (popover->box), row);
  return button;
}

static void
on_time (UntilPopover *popover)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (popover->time)))), *complaint = NULL;
  SimTime t;

  if (popover->player == NULL)
    return;
  complaint = named_time_find (popover->player, text, &t);
  complain (popover, complaint);
  if (complaint != NULL)
    return;
  player_set_playing (popover->player, FALSE);
  player_seek_time (popover->player, t);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
on_remove (UntilPopover *popover, GtkWidget *button)
{
  StopCondition condition = {
    (StopConditionKind) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind")),
    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number")),
  };

  player_set_breakpoint (popover->player, condition, FALSE);
}

static void
add_breakpoint_row (UntilPopover *popover, StopCondition condition)
{
  g_autofree char *words = stop_condition_describe (player_get_trace (popover->player), condition);
  g_autofree char *name = g_strdup_printf ("Stop no more at %s", words);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "window-close-symbolic", "has-frame", FALSE, "tooltip-text", name, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (condition.kind));
  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (condition.number));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_remove), popover);
  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "hexpand", TRUE, NULL));
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (popover->breakpoints), row);
}

/* The place of the row that the keyboard is in, or -1. */
static int
find_focus (UntilPopover *popover)
{
  int place = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (popover->breakpoints); row != NULL; row = gtk_widget_get_next_sibling (row), place++)
    if (gtk_widget_get_focus_child (row) != NULL)
      return place;
  return -1;
}

/* To the row at PLACE, or the last one, or where there is none to what can be added. */
static void
put_focus (UntilPopover *popover, int place)
{
  GtkWidget *row = gtk_widget_get_first_child (popover->breakpoints);

  while (row != NULL && place-- > 0 && gtk_widget_get_next_sibling (row) != NULL)
    row = gtk_widget_get_next_sibling (row);
  gtk_widget_grab_focus (row == NULL ? popover->kind : gtk_widget_get_last_child (row));
}

static void
fill_breakpoints (UntilPopover *popover)
{
  const GArray *breakpoints = player_get_breakpoints (popover->player);
  int focus = find_focus (popover);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (popover->breakpoints)) != NULL)
    gtk_box_remove (GTK_BOX (popover->breakpoints), child);
  for (guint i = 0; i < breakpoints->len; i++)
    add_breakpoint_row (popover, g_array_index (breakpoints, StopCondition, i));
  if (focus >= 0)
    put_focus (popover, focus);
}

static void
on_add (UntilPopover *popover)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (popover->kind));

  if (popover->player != NULL && selected < popover->kinds->len)
    player_set_breakpoint (popover->player, g_array_index (popover->kinds, StopCondition, selected), TRUE);
}

static guint
find_kind (UntilPopover *popover, StopCondition condition)
{
  for (guint i = 0; i < popover->kinds->len; i++)
    if (stop_condition_equal (g_array_index (popover->kinds, StopCondition, i), condition))
      return i;
  return 0;
}

/* What is chosen stays so, if this run can stop at it. */
static void
fill_kinds (UntilPopover *popover)
{
  g_autoptr (GListStore) names = g_list_store_new (LABEL_ITEM_TYPE);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (popover->kind));
  const StopCondition chosen = selected < popover->kinds->len ? g_array_index (popover->kinds, StopCondition, selected) : (StopCondition){ STOP_AT_TROUBLE, 0 };

  g_array_unref (popover->kinds);
  popover->kinds = stop_choices_new (popover->player);
  for (guint i = 0; i < popover->kinds->len; i++)
    {
      g_autoptr (LabelItem) name = label_item_new (stop_choices_name (player_get_trace (popover->player), g_array_index (popover->kinds, StopCondition, i)));

      g_list_store_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (popover->kind), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (popover->kind), find_kind (popover, chosen));
}

static void
add_time (UntilPopover *popover)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *go = gtk_button_new_with_label ("Go");

  popover->time = g_object_new (GTK_TYPE_ENTRY, "placeholder-text", "1.36s, 2h5m or 9:05", "hexpand", TRUE, NULL);
  popover->complaint = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "wrap", TRUE, "max-width-chars", 34, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (popover->complaint, "form-complaint");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->time), GTK_ACCESSIBLE_PROPERTY_LABEL, "Time to go to", -1);
  g_signal_connect_swapped (popover->time, "activate", G_CALLBACK (on_time), popover);
  g_signal_connect_swapped (go, "clicked", G_CALLBACK (on_time), popover);
  gtk_box_append (GTK_BOX (row), popover->time);
  gtk_box_append (GTK_BOX (row), go);
  gtk_box_append (GTK_BOX (popover->box), row);
  gtk_box_append (GTK_BOX (popover->box), popover->complaint);
}

static void
add_breakpoints (UntilPopover *popover)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *add = gtk_button_new_with_label ("Add");

  popover->breakpoints = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  popover->kind = gtk_drop_down_new (NULL, gtk_property_expression_new (LABEL_ITEM_TYPE, NULL, "label"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (popover->kind), TRUE);
  gtk_widget_set_hexpand (popover->kind, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, "What to stop at", -1);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), popover);
  gtk_box_append (GTK_BOX (popover->box), popover->breakpoints);
  gtk_box_append (GTK_BOX (row), popover->kind);
  gtk_box_append (GTK_BOX (row), add);
  gtk_box_append (GTK_BOX (popover->box), row);
}

/* What the row of the selection leads to. */
static void
tell_selected (UntilPopover *popover)
{
  Selection selection = popover->player == NULL ? (Selection){ SELECTION_NONE, 0 } : player_get_selection (popover->player);
  g_autofree char *label = NULL;

  if (selection.kind == SELECTION_HOST)
    label = g_strdup_printf ("At %s", trace_host_name (player_get_trace (popover->player), (HostId) selection.number));
  else if (selection.kind == SELECTION_MESSAGE)
    label = g_strdup_printf ("Message %s moves", trace_message_label (player_get_trace (popover->player), selection.number));
  gtk_button_set_label (GTK_BUTTON (popover->selected), label == NULL ? "Of what is selected" : label);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (popover->selected)), GTK_ALIGN_START);
}

static void
on_show (UntilPopover *popover)
{
  tell_selected (popover);
  if (popover->player != NULL)
    fill_kinds (popover);
}

static void
until_popover_init (UntilPopover *popover)
{
  popover->kinds = g_array_new (FALSE, FALSE, sizeof (StopCondition));
  popover->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  add_heading (popover, "Run until the next");
  add_step (popover, "Line on the wire", "win.line", "win.line-back", "Ctrl+→");
  add_step (popover, "Hop", "win.hop", "win.hop-back", "Shift+→");
  add_step (popover, "Message", "win.message", "win.message-back", "Ctrl+Shift+→");
  add_step (popover, "Reply of 4xx or 5xx", "win.trouble", "win.trouble-back", "E");
  popover->selected = add_step (popover, "Of what is selected", "win.selected", "win.selected-back", "S");
  add_heading (popover, "Go to a time");
  add_time (popover);
  add_heading (popover, "Whenever it plays, stop at");
  add_breakpoints (popover);
  gtk_popover_set_child (GTK_POPOVER (popover), popover->box);
  g_signal_connect (popover, "show", G_CALLBACK (on_show), NULL);
}

static void
until_popover_set_player (PlayerView *view, Player *player)
{
  UntilPopover *popover = MAILFLOW_UNTIL_POPOVER (view);

  forget_player (popover);
  popover->player = g_object_ref (player);
  fill_breakpoints (popover);
  if (gtk_widget_get_visible (GTK_WIDGET (popover)))
    fill_kinds (popover);
  complain (popover, NULL);
  g_signal_connect_swapped (player, "breakpoints-changed", G_CALLBACK (fill_breakpoints), popover);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = until_popover_set_player;
}
