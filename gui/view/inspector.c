/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/inspector.h"

#include "gui/model/connection-list.h"
#include "gui/view/dialogue-view.h"
#include "gui/view/host-view.h"
#include "gui/view/message-view.h"
#include "gui/view/whole-tip.h"

struct _Inspector
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *title, *subtitle, *pin;
  GtkWidget *stack, *facts_page, *facts, *dialogue, *message;
  guint update; /* idle source, 0: none */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (Inspector, inspector, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (Inspector *inspector)
{
  if (inspector->player != NULL)
    g_signal_handlers_disconnect_by_data (inspector->player, inspector);
  g_clear_handle_id (&inspector->update, g_source_remove);
  g_clear_object (&inspector->player);
}

static void
inspector_dispose (GObject *object)
{
  forget_player (MAILFLOW_INSPECTOR (object));
  G_OBJECT_CLASS (inspector_parent_class)->dispose (object);
}

static void
inspector_class_init (InspectorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = inspector_dispose;
}

static GtkWidget *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_pin_toggled (Inspector *inspector)
{
  if (inspector->player != NULL)
    player_set_pinned (inspector->player, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (inspector->pin)));
}

static GtkWidget *
make_head (Inspector *inspector)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *titles = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (head, "inspector-head");
  g_object_set (head, "margin-start", 12, "margin-end", 8, "margin-top", 6, "margin-bottom", 2, NULL);
  inspector->title = add_label (titles, "inspector-title");
  inspector->subtitle = add_label (titles, "inspector-subtitle");
  whole_tip_attach (inspector->title);
  whole_tip_attach (inspector->subtitle);
  inspector->pin = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "label", "Pin", "valign", GTK_ALIGN_CENTER, "focus-on-click", FALSE,
                                 "tooltip-text", "Keep showing this, whatever happens elsewhere", NULL);
  g_signal_connect_swapped (inspector->pin, "toggled", G_CALLBACK (on_pin_toggled), inspector);
  gtk_box_append (GTK_BOX (head), titles);
  gtk_box_append (GTK_BOX (head), inspector->pin);
  return head;
}

static void
inspector_init (Inspector *inspector)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (inspector), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (inspector), "inspector");
  inspector->facts = g_object_new (FACT_LIST_TYPE, "margin-start", 12, "margin-end", 10, "margin-bottom", 10, NULL);
  inspector->facts_page = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", inspector->facts, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inspector->facts_page), GTK_ACCESSIBLE_PROPERTY_LABEL, "Details of what is selected", -1);
  inspector->dialogue = g_object_new (DIALOGUE_VIEW_TYPE, NULL);
  inspector->message = g_object_new (MESSAGE_VIEW_TYPE, NULL);
  inspector->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  gtk_stack_add_child (GTK_STACK (inspector->stack), inspector->facts_page);
  gtk_stack_add_child (GTK_STACK (inspector->stack), inspector->dialogue);
  gtk_stack_add_child (GTK_STACK (inspector->stack), inspector->message);
  gtk_box_append (GTK_BOX (inspector), make_head (inspector));
  gtk_box_append (GTK_BOX (inspector), inspector->stack);
}

static void
set_titles (Inspector *inspector, const char *title, const char *subtitle)
{
  gtk_label_set_text (GTK_LABEL (inspector->title), title);
  gtk_label_set_text (GTK_LABEL (inspector->subtitle), subtitle);
}

static const char *
describe_role (HostRole role)
{
  switch (role)
    {
    case HOST_DEVICE:
      return "a person's device";
    case HOST_MAIL_SERVER:
      return "mail server";
    case HOST_NAME_SERVER:
      return "name server: knows its own zone";
    case HOST_RESOLVER:
      return "resolver: asks the DNS for others";
    case HOST_ROLE_NONE:
      return "";
    }
  g_assert_not_reached ();
}

static void
show_host (Inspector *inspector, HostId host)
{
  const Trace *trace = player_get_trace (inspector->player);

  set_titles (inspector, trace_host_name (trace, host), describe_role ((HostRole) trace_host_record (trace, host)->code));
  host_view_fill (MAILFLOW_FACT_LIST (inspector->facts), inspector->player, host);
  gtk_stack_set_visible_child (GTK_STACK (inspector->stack), inspector->facts_page);
}

static void
show_connection (Inspector *inspector, guint32 conn)
{
  const Trace *trace = player_get_trace (inspector->player);
  const GArray *ids = trace_index_connection (player_get_index (inspector->player), conn);
  const TraceRecord *opened = ids->len == 0 ? NULL : trace_get (trace, g_array_index (ids, TraceId, 0));
  g_autofree char *hosts = NULL;

  if (opened == NULL)
    return;
  hosts = g_strdup_printf ("%s → %s", trace_host_name (trace, opened->host), trace_host_name (trace, opened->peer));
  set_titles (inspector, connection_list_describe_port (opened->code), hosts);
  dialogue_view_show (MAILFLOW_DIALOGUE_VIEW (inspector->dialogue), inspector->player, conn);
  gtk_stack_set_visible_child (GTK_STACK (inspector->stack), inspector->dialogue);
}

static void
show_message (Inspector *inspector, MessageId message)
{
  const Trace *trace = player_get_trace (inspector->player);
  const TraceRecord *record = trace_message_record (trace, message);
  g_autofree char *title = g_strdup_printf ("Message %s", trace_message_label (trace, message)), *subtitle = NULL;
  const char *from = trace_blob (trace, record->item, NULL);

  subtitle = g_strdup_printf ("%s, from %s", record->code == MESSAGE_MAIL ? "mail" : record->code == MESSAGE_FAILURE_REPORT ? "failure report" : record->code == MESSAGE_DELAY_REPORT ? "delay report" : "success report",
                              from[0] == '\0' ? "<> (nobody)" : from);
  set_titles (inspector, title, subtitle);
  message_view_show (MAILFLOW_MESSAGE_VIEW (inspector->message), inspector->player, message);
  gtk_stack_set_visible_child (GTK_STACK (inspector->stack), inspector->message);
}

static void
update (Inspector *inspector)
{
  Selection selection = player_get_selection (inspector->player);

  switch (selection.kind)
    {
    case SELECTION_HOST:
      show_host (inspector, (HostId) selection.number);
      return;
    case SELECTION_CONNECTION:
      show_connection (inspector, selection.number);
      return;
    case SELECTION_MESSAGE:
      show_message (inspector, selection.number);
      return;
    case SELECTION_NONE:
      set_titles (inspector, "Nothing selected", "Click a host, a connection or a message");
      return;
    }
}

static gboolean
on_idle (gpointer data)
{
  Inspector *inspector = data;

  inspector->update = 0;
  update (inspector);
  return G_SOURCE_REMOVE;
}

/* Between frames: text that changes in the midst of one has no size yet when it is to be painted. */
static void
want_update (Inspector *inspector)
{
  if (inspector->update == 0)
    inspector->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, inspector, NULL);
}

static void
inspector_set_player (PlayerView *player_view, Player *player)
{
  Inspector *inspector = MAILFLOW_INSPECTOR (player_view);

  forget_player (inspector);
  inspector->player = g_object_ref (player);
  dialogue_view_forget (MAILFLOW_DIALOGUE_VIEW (inspector->dialogue));
  message_view_forget (MAILFLOW_MESSAGE_VIEW (inspector->message));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (inspector->pin), player_get_pinned (player));
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), inspector);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (want_update), inspector);
  update (inspector);
}

static void
inspector_set_palette (PlayerView *player_view)
{
  Inspector *inspector = MAILFLOW_INSPECTOR (player_view);

  dialogue_view_set_palette (MAILFLOW_DIALOGUE_VIEW (inspector->dialogue));
  message_view_set_palette (MAILFLOW_MESSAGE_VIEW (inspector->message));
}

/* Where somebody points at a line of a dialogue, that too. */
static gboolean
inspector_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  Inspector *inspector = MAILFLOW_INSPECTOR (player_view);
  Selection selection = player_get_selection (inspector->player);
  gboolean dialogue = *x >= 0 && selection.kind == SELECTION_CONNECTION && gtk_stack_get_visible_child (GTK_STACK (inspector->stack)) == inspector->dialogue;
  TraceId record = dialogue ? dialogue_view_find_record (MAILFLOW_DIALOGUE_VIEW (inspector->dialogue), GTK_WIDGET (inspector), *x, *y) : 0;

  *target = record != 0 ? act_target_of_record (player_get_trace (inspector->player), record) : act_target_of_selection (selection);
  if (selection.kind == SELECTION_CONNECTION)
    target->connection = selection.number;
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = inspector_find_target;
  interface->set_player = inspector_set_player;
  interface->set_palette = inspector_set_palette;
}
