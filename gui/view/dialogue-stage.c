/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/dialogue-stage.h"

#include "gui/draw/dialogue-state.h"
#include "gui/draw/trace-frames.h"
#include "gui/model/connection-list.h"
#include "gui/view/packet-view.h"
#include "gui/view/pane-share.h"
#include "gui/view/session-view.h"
#include "gui/view/theme.h"
#include "gui/view/turn-list.h"
#include "gui/view/whole-tip.h"

struct _DialogueStage
{
  GtkBox parent_instance;

  Player *player;
  ConnectionList *connections;
  TraceFrames *frames; /* NULL until a packet is to be shown */
  GtkWidget *choice, *stack, *empty, *panes, *halves, *client, *server, *turns, *session, *fold, *packet;
  gboolean following; /* it is the player that changes the choice */
  guint update;       /* idle source, 0: none */
  guint32 conn;
  TraceId record;
  double share; /* of the dialogue, while the packet is folded away */
  int most;     /* width of the states */
  guint count;  /* of the turns, and what was told about, when it was filled */
  TraceId told;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (DialogueStage, dialogue_stage, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (DialogueStage *stage)
{
  if (stage->player != NULL)
    g_signal_handlers_disconnect_by_data (stage->player, stage);
  g_clear_handle_id (&stage->update, g_source_remove);
  g_clear_pointer (&stage->frames, trace_frames_free);
  g_clear_object (&stage->connections);
  g_clear_object (&stage->player);
}

static void
dialogue_stage_dispose (GObject *object)
{
  forget_player (MAILFLOW_DIALOGUE_STAGE (object));
  G_OBJECT_CLASS (dialogue_stage_parent_class)->dispose (object);
}

static void
dialogue_stage_class_init (DialogueStageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dialogue_stage_dispose;
}

static void
on_chosen (DialogueStage *stage)
{
  guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice));
  guint32 conn = stage->connections == NULL ? 0 : connection_list_get_conn (stage->connections, place);

  if (!stage->following && conn != 0)
    player_select (stage->player, (Selection){ SELECTION_CONNECTION, conn });
}

/* A label that shortens where it has to, in the closed drop-down and its list. */
static void
on_setup_choice (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);

  whole_tip_attach (label);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_choice (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autofree char *label = NULL;

  g_object_get (gtk_list_item_get_item (item), "label", &label, NULL);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), label);
}

static GtkWidget *
make_choice (DialogueStage *stage)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *choice = gtk_drop_down_new (NULL, gtk_property_expression_new (LABEL_ITEM_TYPE, NULL, "label"));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_choice), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_choice), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), factory);
  g_object_unref (factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, "Connection", -1);
  gtk_widget_add_css_class (choice, "stage-choice");
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_chosen), stage);
  return choice;
}

static GtkWidget *
make_side (GtkWidget *box, const char *class, float xalign)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", xalign, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);

  whole_tip_attach (label);
  gtk_widget_add_css_class (label, "turn-side");
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_dialogue (DialogueStage *stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  stage->client = make_side (sides, "turn-client", 0);
  stage->server = make_side (sides, "turn-server", 1);
  stage->turns = g_object_new (TURN_LIST_TYPE, "vexpand", TRUE, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), sides);
  gtk_box_append (GTK_BOX (box), stage->turns);
  return box;
}

static GtkWidget *
make_packet (DialogueStage *stage)
{
  stage->packet = g_object_new (PACKET_VIEW_TYPE, "vexpand", TRUE, NULL);
  stage->fold = g_object_new (GTK_TYPE_EXPANDER, "label", "The packet, byte by byte", "expanded", TRUE, "child", stage->packet, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stage->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, "The packet, byte by byte", -1);
  gtk_widget_add_css_class (stage->fold, "packet-fold");
  return stage->fold;
}

/* Folded, the packet leaves all the room to the dialogue; unfolded, it has its share again. */
static void
on_folded (DialogueStage *stage)
{
  gboolean open = gtk_expander_get_expanded (GTK_EXPANDER (stage->fold));

  if (!open)
    g_object_get (stage->panes, "share", &stage->share, NULL);
  g_object_set (stage->panes, "share", open ? stage->share : 0.0, NULL);
  if (open)
    pane_share_set_second (MAILFLOW_PANE_SHARE (stage->panes), 0.4, 150, G_MAXINT);
  else
    pane_share_set_second (MAILFLOW_PANE_SHARE (stage->panes), 0.01, 30, 30);
  gtk_widget_queue_allocate (stage->panes);
}

static void want_update (DialogueStage *stage);

/* As much as their names need, in text of this size. */
static void
fit_states (DialogueStage *stage)
{
  int most = (int) (430 * theme_get_font_scale ());

  if (most != stage->most)
    pane_share_set_second (MAILFLOW_PANE_SHARE (stage->halves), 0.44, 150, most);
  stage->most = most;
}

/* More bytes go into a line, or fewer. */
static void
on_width_changed (DialogueStage *stage)
{
  stage->told = 0;
  want_update (stage);
}

static GtkWidget *
make_panes (GtkWidget *first, GtkWidget *second, GtkOrientation orientation, const char *name)
{
  GtkWidget *paned = g_object_new (GTK_TYPE_PANED, "orientation", orientation, "start-child", first, "end-child", second, "shrink-start-child", FALSE, "shrink-end-child", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return g_object_new (PANE_SHARE_TYPE, "paned", paned, "vexpand", TRUE, NULL);
}

static void
dialogue_stage_init (DialogueStage *stage)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (stage), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (stage), "dialogue-stage");
  stage->choice = make_choice (stage);
  stage->session = g_object_new (SESSION_VIEW_TYPE, "width-request", 150, NULL);
  stage->halves = make_panes (make_dialogue (stage), stage->session, GTK_ORIENTATION_HORIZONTAL, "Dialogue and states");
  stage->panes = make_panes (stage->halves, make_packet (stage), GTK_ORIENTATION_VERTICAL, "Dialogue and packet");
  fit_states (stage);
  on_folded (stage);
  stage->empty = g_object_new (GTK_TYPE_LABEL, "label", "No connection has been opened yet. What two hosts say to each other will stand here.", "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (stage->empty, "stage-empty");
  stage->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  gtk_stack_add_child (GTK_STACK (stage->stack), stage->empty);
  gtk_stack_add_child (GTK_STACK (stage->stack), stage->panes);
  gtk_box_append (GTK_BOX (stage), stage->choice);
  gtk_box_append (GTK_BOX (stage), stage->stack);
  g_signal_connect_swapped (stage->fold, "notify::expanded", G_CALLBACK (on_folded), stage);
  g_signal_connect_swapped (gtk_widget_get_first_child (stage->halves), "notify::max-position", G_CALLBACK (on_width_changed), stage);
  g_signal_connect (stage, "map", G_CALLBACK (want_update), NULL);
}

static void
show_sides (DialogueStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);
  const GArray *ids = trace_index_connection (player_get_index (stage->player), stage->conn);
  const TraceRecord *opened = trace_get (trace, g_array_index (ids, TraceId, 0));
  g_autofree char *client = g_strdup_printf ("C  %s", trace_host_name (trace, opened->host)), *server = g_strdup_printf ("%s  S", trace_host_name (trace, opened->peer));

  gtk_label_set_text (GTK_LABEL (stage->client), client);
  gtk_label_set_text (GTK_LABEL (stage->server), server);
}

static void
show_state (DialogueStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);
  const GArray *ids = trace_index_connection (player_get_index (stage->player), stage->conn);
  const SessionTable *table = dialogue_state_find_table (trace_get (trace, g_array_index (ids, TraceId, 0))->code);

  session_view_show (MAILFLOW_SESSION_VIEW (stage->session), table, table == NULL ? NULL : dialogue_state_new (trace, table, ids, turn_list_count (MAILFLOW_TURN_LIST (stage->turns))));
}

/* Whether what is told about is no line of a dialogue, but has a packet of its own: one that is lost, or sent again; a
 * question or an answer of the DNS. */
static gboolean
is_other_packet (const TraceRecord *record, guint32 conn)
{
  if (record->kind == TRACE_TCP)
    return record->conn == conn;
  return record->kind == TRACE_DNS_QUERY || record->kind == TRACE_DNS_ANSWER || record->kind == TRACE_UDP;
}

static char *
describe_packet (DialogueStage *stage, TraceId packet, gboolean is_cause)
{
  const Trace *trace = player_get_trace (stage->player);
  const TraceRecord *record = packet == 0 ? NULL : trace_get (trace, packet);

  if (record == NULL)
    return g_strdup ("No packet goes with this line. Where a packet does, its bytes will stand here.");
  return g_strdup_printf ("%s %s to %s%s%s", is_cause ? "Noticed by the packet from" : record->kind == TRACE_UDP ? "Beside this connection: a datagram from"
                                                                                                                 : "From",
                          trace_host_name (trace, record->host), trace_host_name (trace, record->peer),
                          record->code & TCP_AGAIN && record->kind == TRACE_TCP ? ", sent again" : "", record->value < 0 ? ", lost on the way" : "");
}

/* What a host noticed, it noticed by a packet that came. */
static TraceId
find_cause (const Trace *trace, TraceId id)
{
  TraceId cause = id == 0 ? 0 : trace_get (trace, id)->cause;

  return cause != 0 && trace_kind_is_packet (trace_get (trace, cause)->kind) ? cause : 0;
}

static void
show_packet (DialogueStage *stage)
{
  const Trace *trace = player_get_trace (stage->player);
  TraceId told = player_get_record (stage->player), packet, cause;
  g_autofree char *title = NULL;

  stage->record = is_other_packet (trace_get (trace, told), stage->conn) ? told : turn_list_get_record (MAILFLOW_TURN_LIST (stage->turns));
  packet = stage->record == 0 ? 0 : stops_find_packet (trace, stage->record);
  cause = packet == 0 ? find_cause (trace, stage->record) : 0;
  if (stage->frames == NULL)
    stage->frames = trace_frames_new (trace);
  trace_frames_update (stage->frames);
  title = describe_packet (stage, packet == 0 ? cause : packet, cause != 0);
  packet_view_show (MAILFLOW_PACKET_VIEW (stage->packet), title, stage->frames, packet == 0 ? cause : packet);
}

static void
show_choice (DialogueStage *stage)
{
  int place;

  stage->following = TRUE;
  connection_list_update (stage->connections);
  stage->conn = connection_list_choose (stage->connections);
  place = connection_list_find (stage->connections, stage->conn);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (stage->choice), place < 0 ? GTK_INVALID_LIST_POSITION : (guint) place);
  stage->following = FALSE;
}

/* Whether nothing is to be told that is not: most frames of a run that plays move things on the wire only. */
static gboolean
is_filled (DialogueStage *stage, guint32 conn_before)
{
  guint count = turn_list_count (MAILFLOW_TURN_LIST (stage->turns));
  TraceId told = player_get_record (stage->player);
  gboolean filled = stage->conn == conn_before && stage->count == count && stage->told == told;

  stage->count = count;
  stage->told = told;
  return filled;
}

static void
update (DialogueStage *stage)
{
  guint32 before = stage->conn;

  fit_states (stage);
  show_choice (stage);
  turn_list_show (MAILFLOW_TURN_LIST (stage->turns), stage->player, stage->conn);
  gtk_stack_set_visible_child (GTK_STACK (stage->stack), stage->conn == 0 ? stage->empty : stage->panes);
  gtk_widget_set_visible (stage->choice, stage->conn != 0);
  if (stage->conn == 0)
    stage->record = 0;
  if (stage->conn == 0 || is_filled (stage, before))
    return;
  show_sides (stage);
  show_state (stage);
  show_packet (stage);
}

static gboolean
on_idle (gpointer data)
{
  DialogueStage *stage = data;

  stage->update = 0;
  if (stage->player != NULL && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    update (stage);
  return G_SOURCE_REMOVE;
}

/* Between frames: text that changes in the midst of one has no size yet when it is to be painted. */
static void
want_update (DialogueStage *stage)
{
  if (stage->update == 0 && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    stage->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, stage, NULL);
}

static void
dialogue_stage_set_player (PlayerView *player_view, Player *player)
{
  DialogueStage *stage = MAILFLOW_DIALOGUE_STAGE (player_view);

  forget_player (stage);
  turn_list_forget (MAILFLOW_TURN_LIST (stage->turns));
  stage->conn = 0;
  stage->player = g_object_ref (player);
  stage->connections = connection_list_new (player);
  stage->following = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (stage->choice), G_LIST_MODEL (stage->connections));
  stage->following = FALSE;
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), stage);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (want_update), stage);
  want_update (stage);
}

static void
dialogue_stage_set_palette (PlayerView *player_view)
{
  DialogueStage *stage = MAILFLOW_DIALOGUE_STAGE (player_view);

  packet_view_set_palette (MAILFLOW_PACKET_VIEW (stage->packet));
  session_view_set_palette (MAILFLOW_SESSION_VIEW (stage->session));
}

guint32
dialogue_stage_get_connection (DialogueStage *stage)
{
  return stage->conn;
}

TraceId
dialogue_stage_get_record (DialogueStage *stage)
{
  return stage->record;
}

/* The names above the dialogue are its two hosts. */
static HostId
find_side (DialogueStage *stage, double x, double y)
{
  const Trace *trace = player_get_trace (stage->player);
  const TraceRecord *opened = trace_get (trace, g_array_index (trace_index_connection (player_get_index (stage->player), stage->conn), TraceId, 0));
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (stage), x, y, GTK_PICK_DEFAULT);

  return picked == stage->client ? opened->host : picked == stage->server ? opened->peer
                                                                          : 0;
}

/* A turn; one of its hosts; or, everywhere else, the packet that is shown. */
static gboolean
dialogue_stage_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  DialogueStage *stage = MAILFLOW_DIALOGUE_STAGE (player_view);
  TraceId record = turn_list_find_record (MAILFLOW_TURN_LIST (stage->turns), GTK_WIDGET (stage), x, y);
  HostId side = stage->conn == 0 || *x < 0 ? 0 : find_side (stage, *x, *y);

  if (stage->conn == 0)
    return FALSE;
  if (record == 0)
    record = stage->record;
  if (side != 0)
    target->host = side;
  else if (record != 0)
    *target = act_target_of_record (player_get_trace (stage->player), record);
  target->connection = stage->conn;
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = dialogue_stage_find_target;
  interface->set_player = dialogue_stage_set_player;
  interface->set_palette = dialogue_stage_set_palette;
}
