/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/queue-stage.h"

#include "gui/draw/queue-ages.h"
#include "gui/draw/queue-picture.h"
#include "gui/draw/retry-chart.h"
#include "gui/model/lineage.h"
#include "gui/model/player-steps.h"
#include "gui/model/queue-servers.h"
#include "gui/view/picture-pane.h"
#include "gui/view/retry-lanes.h"
#include "gui/view/theme.h"

struct _QueueStage
{
  GtkBox parent_instance;

  Player *player;
  QueueServers *servers;
  GtkWidget *choice, *bar, *stack, *empty, *pages, *entries, *schedules, *comparison;
  GtkStringList *choices;
  gboolean following; /* nobody chooses */
  guint update;       /* idle source, 0: none */
  HostId host;
  HostId unit_host; /* what UNIT is of */
  SimTime unit;
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (QueueStage, queue_stage, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (QueueStage *stage)
{
  if (stage->player != NULL)
    g_signal_handlers_disconnect_by_data (stage->player, stage);
  g_clear_handle_id (&stage->update, g_source_remove);
  g_clear_pointer (&stage->servers, queue_servers_free);
  g_clear_object (&stage->player);
}

static void
queue_stage_dispose (GObject *object)
{
  forget_player (MAILFLOW_QUEUE_STAGE (object));
  G_OBJECT_CLASS (queue_stage_parent_class)->dispose (object);
}

static void
queue_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, gtk_stack_get_visible_child_name (GTK_STACK (MAILFLOW_QUEUE_STAGE (object)->pages)));
}

static void
queue_stage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GtkStack *pages = GTK_STACK (MAILFLOW_QUEUE_STAGE (object)->pages);
  GtkWidget *page = gtk_stack_get_child_by_name (pages, g_value_get_string (value));

  if (page != NULL)
    gtk_stack_set_visible_child (pages, page);
}

static void
queue_stage_class_init (QueueStageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = queue_stage_dispose;
  object_class->get_property = queue_stage_get_property;
  object_class->set_property = queue_stage_set_property;
  g_object_class_install_property (object_class, 1, g_param_spec_string ("page", NULL, NULL, "entries", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void want_update (QueueStage *stage);

static void
on_chosen (QueueStage *stage)
{
  if (!stage->following)
    want_update (stage);
}

/* The message of an entry that was picked is what is looked at. */
static void
on_entry_picked (QueueStage *stage, guint queued)
{
  player_select (stage->player, (Selection){ SELECTION_MESSAGE, trace_get (player_get_trace (stage->player), queued)->message });
  want_update (stage);
}

/* What came of an attempt that was picked is gone to. */
static void
on_mark_picked (QueueStage *stage, guint record)
{
  player_go_to_record (stage->player, record);
}

static GtkWidget *
make_page (QueueStage *stage, const char *name, const char *title, const char *label)
{
  GtkWidget *pane = picture_pane_new (label);

  gtk_stack_add_titled (GTK_STACK (stage->pages), pane, name, title);
  g_signal_connect_swapped (pane, "resized", G_CALLBACK (want_update), stage);
  return pane;
}

static GtkWidget *
make_bar (QueueStage *stage)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  stage->choices = gtk_string_list_new (NULL);
  stage->choice = gtk_drop_down_new (G_LIST_MODEL (stage->choices), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stage->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, "Whose queue is shown", -1);
  g_signal_connect_swapped (stage->choice, "notify::selected", G_CALLBACK (on_chosen), stage);
  gtk_widget_add_css_class (bar, "view-bar");
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_STACK_SWITCHER, "stack", stage->pages, NULL));
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_LABEL, "hexpand", TRUE, NULL));
  gtk_box_append (GTK_BOX (bar), stage->comparison);
  gtk_box_append (GTK_BOX (bar), stage->choice);
  return bar;
}

static void
queue_stage_init (QueueStage *stage)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (stage), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (stage), "picture-stage");
  stage->pages = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  stage->entries = make_page (stage, "entries", "Entries", "The queue: age by destination, and its entries");
  g_signal_connect_swapped (stage->entries, "picked", G_CALLBACK (on_entry_picked), stage);
  stage->schedules = make_page (stage, "schedules", "Schedules", "Retry schedules of the servers, and of well-known programs");
  g_signal_connect_swapped (stage->schedules, "picked", G_CALLBACK (on_mark_picked), stage);
  stage->comparison = g_object_new (GTK_TYPE_CHECK_BUTTON, "label", "Other programs", "tooltip-text", "The default schedules of well-known programs, for comparison", "active", TRUE, "visible", FALSE, NULL);
  g_signal_connect_swapped (stage->comparison, "toggled", G_CALLBACK (want_update), stage);
  stage->bar = make_bar (stage);
  stage->empty = g_object_new (GTK_TYPE_LABEL, "label", "No server of this run ever has anything in its queue. Mail that waits to be passed on would stand here.", "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (stage->empty, "stage-empty");
  stage->stack = g_object_new (GTK_TYPE_STACK, "vexpand", TRUE, NULL);
  gtk_stack_add_child (GTK_STACK (stage->stack), stage->pages);
  gtk_stack_add_child (GTK_STACK (stage->stack), stage->empty);
  gtk_box_append (GTK_BOX (stage), stage->bar);
  gtk_box_append (GTK_BOX (stage), stage->stack);
  g_signal_connect_swapped (stage->pages, "notify::visible-child", G_CALLBACK (want_update), stage);
  g_signal_connect (stage, "map", G_CALLBACK (want_update), NULL);
}

/* The server that somebody chose, or 0. */
static HostId
get_chosen (QueueStage *stage)
{
  const GArray *hosts = stage->servers == NULL ? NULL : queue_servers_list (stage->servers);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (stage->choice));

  return hosts != NULL && chosen > 0 && chosen <= hosts->len ? g_array_index (hosts, HostId, chosen - 1) : 0;
}

/* The first row stands for the one that goes with what is looked at. */
static void
choose_host (QueueStage *stage)
{
  HostId chosen = get_chosen (stage);

  stage->host = chosen != 0 ? chosen : queue_servers_choose (stage->servers);
}

static MessageId
get_selected_message (QueueStage *stage)
{
  Selection selection = player_get_selection (stage->player);

  return selection.kind == SELECTION_MESSAGE ? selection.number : 0;
}

static SimTime
get_unit (QueueStage *stage)
{
  if (stage->unit_host != stage->host)
    stage->unit = queue_ages_find_unit (player_get_trace (stage->player), player_get_index (stage->player), stage->host);
  stage->unit_host = stage->host;
  return stage->unit;
}

static void
show_entries (QueueStage *stage)
{
  PicturePane *pane = MAILFLOW_PICTURE_PANE (stage->entries);
  const QueuePicture picture = {
    .trace = player_get_trace (stage->player),
    .index = player_get_index (stage->player),
    .snapshot = player_get_snapshot (stage->player),
    .host = stage->host,
    .unit = get_unit (stage),
    .now = player_get_time (stage->player),
    .message = get_selected_message (stage),
  };

  picture_pane_show (pane, queue_picture_draw (&picture, picture_pane_get_room (pane), theme_get_palette ()));
}

static void
show_schedules (QueueStage *stage)
{
  PicturePane *pane = MAILFLOW_PICTURE_PANE (stage->schedules);
  g_autoptr (GPtrArray) lanes = retry_lanes_new (stage->player, queue_servers_list (stage->servers), get_selected_message (stage), gtk_check_button_get_active (GTK_CHECK_BUTTON (stage->comparison)));

  picture_pane_show (pane, retry_chart_draw (lanes, picture_pane_get_room (pane), theme_get_palette ()));
}

static void
update (QueueStage *stage)
{
  gboolean schedules = gtk_stack_get_visible_child (GTK_STACK (stage->pages)) == stage->schedules;

  choose_host (stage);
  gtk_stack_set_visible_child (GTK_STACK (stage->stack), stage->host == 0 ? stage->empty : stage->pages);
  gtk_widget_set_visible (stage->bar, stage->host != 0);
  if (stage->host == 0)
    return;
  gtk_widget_set_visible (stage->comparison, schedules);
  gtk_widget_set_visible (stage->choice, !schedules);
  if (schedules)
    show_schedules (stage);
  else
    show_entries (stage);
}

static gboolean
on_idle (gpointer data)
{
  QueueStage *stage = data;

  stage->update = 0;
  if (stage->player != NULL && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    update (stage);
  return G_SOURCE_REMOVE;
}

static void
want_update (QueueStage *stage)
{
  if (stage->update == 0 && gtk_widget_get_mapped (GTK_WIDGET (stage)))
    stage->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, stage, NULL);
}

/* CHOSEN stays so, if it has a queue. */
static void
fill_choices (QueueStage *stage, HostId chosen)
{
  const GArray *hosts = queue_servers_list (stage->servers);
  guint place = 0;

  stage->following = TRUE;
  gtk_string_list_splice (stage->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (stage->choices)), NULL);
  gtk_string_list_append (stage->choices, "the one that is told about");
  for (guint i = 0; i < hosts->len; i++)
    {
      HostId host = g_array_index (hosts, HostId, i);

      gtk_string_list_append (stage->choices, trace_host_name (player_get_trace (stage->player), host));
      if (host == chosen)
        place = i + 1;
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (stage->choice), place);
  stage->following = FALSE;
}

static void
on_grown (QueueStage *stage)
{
  HostId chosen = get_chosen (stage);

  stage->unit_host = 0;
  if (queue_servers_update (stage->servers))
    fill_choices (stage, chosen);
}

static void
queue_stage_set_player (PlayerView *player_view, Player *player)
{
  QueueStage *stage = MAILFLOW_QUEUE_STAGE (player_view);
  HostId chosen = lineage_find_host (stage->player, player, get_chosen (stage));

  forget_player (stage);
  stage->host = stage->unit_host = 0;
  stage->player = g_object_ref (player);
  stage->servers = queue_servers_new (player);
  fill_choices (stage, chosen);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (want_update), stage);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (want_update), stage);
  g_signal_connect_swapped (player, "grown", G_CALLBACK (on_grown), stage);
  want_update (stage);
}

static void
queue_stage_set_palette (PlayerView *player_view)
{
  want_update (MAILFLOW_QUEUE_STAGE (player_view));
}

HostId
queue_stage_get_host (QueueStage *stage)
{
  return stage->host;
}

/* An entry, or an attempt; beside the entries the server whose queue it is. */
static gboolean
queue_stage_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  QueueStage *stage = MAILFLOW_QUEUE_STAGE (player_view);
  GtkWidget *pane = gtk_stack_get_visible_child (GTK_STACK (stage->pages));
  TraceId record = stage->host == 0 ? 0 : picture_cursor_find (picture_pane_get_cursor (MAILFLOW_PICTURE_PANE (pane)), GTK_WIDGET (stage), x, y);

  if (record != 0)
    *target = act_target_of_record (player_get_trace (stage->player), record);
  else if (pane == stage->entries)
    target->host = stage->host;
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = queue_stage_find_target;
  interface->set_player = queue_stage_set_player;
  interface->set_palette = queue_stage_set_palette;
}
