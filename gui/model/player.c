/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/player.h"

#include "gui/model/breakpoint-list.h"
#include "gui/model/lineage.h"

#include <math.h>

struct _Player
{
  GObject parent_instance;

  guint lineage;
  Run *run;
  const Trace *trace; /* the run's */
  Stops *stops;
  History *history;
  TraceIndex *index;
  guint count; /* of records that are shown */

  double seconds;
  StopPlace place;
  guint stop;

  gboolean growing, playing, gliding;
  double speed;
  gboolean has_target;
  double target;      /* where a glide ends */

  BreakpointList *breakpoints;

  Selection selection;
  gboolean pinned;
};

G_DEFINE_TYPE (Player, player, G_TYPE_OBJECT)

enum
{
  PROP_PLAYING = 1,
  PROP_SPEED,
  N_PROPERTIES,
};

enum
{
  MOVED,
  GROWN,
  SELECTION_CHANGED,
  BREAKPOINTS_CHANGED,
  N_SIGNALS,
};

static const double slowest = 0.125, fastest = 16;
static const double glide_seconds = 0.45;
static const double usual_lag = 3; /* seconds behind a run that goes on: more are made up for */

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
player_finalize (GObject *object)
{
  Player *player = MAILFLOW_PLAYER (object);

  breakpoint_list_free (player->breakpoints);
  g_clear_pointer (&player->index, trace_index_free);
  g_clear_pointer (&player->history, history_free);
  g_clear_pointer (&player->stops, stops_free);
  g_clear_pointer (&player->run, run_free);
  G_OBJECT_CLASS (player_parent_class)->finalize (object);
}

static void
player_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  Player *player = MAILFLOW_PLAYER (object);

  if (id == PROP_PLAYING)
    g_value_set_boolean (value, player->playing);
  else if (id == PROP_SPEED)
    g_value_set_double (value, player->speed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  Player *player = MAILFLOW_PLAYER (object);

  if (id == PROP_PLAYING)
    player_set_playing (player, g_value_get_boolean (value));
  else if (id == PROP_SPEED)
    player_set_speed (player, g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
player_class_init (PlayerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = player_finalize;
  object_class->get_property = player_get_property;
  object_class->set_property = player_set_property;
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, slowest, fastest, 1, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[MOVED] = g_signal_new ("moved", PLAYER_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GROWN] = g_signal_new ("grown", PLAYER_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BREAKPOINTS_CHANGED] = g_signal_new ("breakpoints-changed", PLAYER_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", PLAYER_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
player_init (Player *player)
{
  player->speed = 1;
  player->breakpoints = breakpoint_list_new ();
}

static void
look_at (Player *player, Selection selection)
{
  if (selection.kind == SELECTION_NONE || selection_equal (selection, player->selection))
    return;
  player->selection = selection;
  g_signal_emit (player, signals[SELECTION_CHANGED], 0);
}

static void
set_place (Player *player, double seconds)
{
  player->seconds = CLAMP (seconds, 0, stops_get_length (player->stops));
  player->place = stops_locate (player->stops, player->seconds);
  player->stop = stops_find (player->stops, player->seconds);
}

static void
show_place (Player *player)
{
  if (!player->pinned)
    look_at (player, selection_of_record (player->trace, player_get_record (player)));
  g_signal_emit (player, signals[MOVED], 0);
}

static void
move_to (Player *player, double seconds)
{
  set_place (player, seconds);
  show_place (player);
}

static gboolean
is_at_end (Player *player)
{
  return player->seconds >= stops_get_length (player->stops);
}

static Player *
create (Run *run, const Player *before)
{
  static guint last_lineage;
  Player *player = g_object_new (PLAYER_TYPE, NULL);

  player->lineage = before != NULL ? before->lineage : ++last_lineage;
  player->run = run;
  player->trace = run_get_trace (run);
  player->stops = stops_new (player->trace);
  player->history = history_new (player->trace);
  player->index = trace_index_new (player->trace);
  player->count = trace_count (player->trace);
  if (trace_count_messages (player->trace) > 0)
    player->selection = (Selection){ SELECTION_MESSAGE, 1 };
  set_place (player, 0);
  return player;
}

Player *
player_new (Run *run)
{
  Player *player = create (run, NULL);

  move_to (player, stops_get (player->stops, stops_find_opening (player->stops))->seconds);
  return player;
}

Player *
player_new_growing (Run *run)
{
  Player *player = create (run, NULL);

  player->growing = player->playing = TRUE;
  return player;
}

Player *
player_new_after (Player *before, Run *run)
{
  Player *player = create (run, before);
  Selection selection = lineage_find_selection (before, player, before->selection);

  player->speed = before->speed;
  player->gliding = before->gliding;
  player->pinned = before->pinned && selection.kind == before->selection.kind;
  if (selection.kind != SELECTION_NONE)
    player->selection = selection;
  breakpoint_list_copy (player->breakpoints, before->breakpoints, before->trace, player->trace);
  set_place (player, time_warp_leave (stops_get_warp (player->stops), player_get_time (before)));
  player->playing = before->playing && !is_at_end (player);
  return player;
}

Player *
player_open (const char *name, GError **error)
{
  Run *run = run_open (name, error);

  return run == NULL ? NULL : player_new (run);
}

/* Where nothing glides, the end of a run that is followed is where it stands. */
static double
place_after_growth (Player *player)
{
  return player->playing && !player->gliding ? stops_get_length (player->stops) : player->seconds;
}

gboolean
player_refresh (Player *player)
{
  if (player->count == trace_count (player->trace))
    return FALSE;
  player->count = trace_count (player->trace);
  stops_free (player->stops);
  player->stops = stops_new (player->trace);
  trace_index_update (player->index);
  set_place (player, place_after_growth (player));
  g_signal_emit (player, signals[GROWN], 0);
  show_place (player);
  return TRUE;
}

gboolean
player_get_growing (Player *player)
{
  return player->growing;
}

void
player_stop_growing (Player *player)
{
  player->growing = FALSE;
  g_signal_emit (player, signals[MOVED], 0);
}

guint
player_get_lineage (Player *player)
{
  return player->lineage;
}

Run *
player_get_run (Player *player)
{
  return player->run;
}

const Trace *
player_get_trace (Player *player)
{
  return player->trace;
}

const TraceIndex *
player_get_index (Player *player)
{
  return player->index;
}

const Stops *
player_get_stops (Player *player)
{
  return player->stops;
}

double
player_get_seconds (Player *player)
{
  return player->seconds;
}

SimTime
player_get_time (Player *player)
{
  return player->place.t;
}

guint
player_get_position (Player *player)
{
  return player->place.position;
}

const Snapshot *
player_get_snapshot (Player *player)
{
  return history_seek (player->history, player->place.position);
}

guint
player_get_stop (Player *player)
{
  return player->stop;
}

TraceId
player_get_record (Player *player)
{
  return stops_get (player->stops, player->stop)->record;
}

double
player_get_progress (Player *player, TraceId packet)
{
  return stops_get_progress (player->stops, packet, player->seconds);
}

/* Ends what moves: from now on SECONDS is where it stands. */
static void
stand_at (Player *player, double seconds)
{
  player->has_target = FALSE;
  move_to (player, seconds);
}

void
player_seek (Player *player, double seconds)
{
  stand_at (player, seconds);
}

void
player_seek_time (Player *player, SimTime t)
{
  stand_at (player, time_warp_leave (stops_get_warp (player->stops), t));
}

void
player_approach (Player *player, double seconds)
{
  player_set_playing (player, FALSE);
  if (!player->gliding)
    {
      stand_at (player, seconds);
      return;
    }
  player->has_target = TRUE;
  player->target = seconds;
  g_signal_emit (player, signals[MOVED], 0);
}

double
player_get_standing_point (Player *player)
{
  return player->has_target ? player->target : player->seconds;
}

void
player_set_gliding (Player *player, gboolean gliding)
{
  player->gliding = gliding;
}

/* Moves towards the target; far ways are covered in the same time as near ones. */
static void
glide (Player *player, double seconds)
{
  double way = player->target - player->seconds;
  double part = MIN (1, seconds / glide_seconds * 2.5);

  if (fabs (way) < 0.01)
    stand_at (player, player->target);
  else
    move_to (player, player->seconds + way * part);
}

/* Seconds of the presentation in one of the viewer's. */
static double
get_rate (Player *player)
{
  double lag = stops_get_length (player->stops) - player->seconds;

  return player->growing ? player->speed * MAX (1, lag / usual_lag) : player->speed;
}

static void
play_on (Player *player, double seconds)
{
  double next = player->seconds + seconds * get_rate (player);
  guint stop = MIN (breakpoint_list_find (player->breakpoints, player->trace, player->stops, player->seconds, next), lesson_stops_find_between (run_get_lesson (player->run), player->stops, player->seconds, next));

  move_to (player, stop == STOP_NOWHERE ? next : stops_get (player->stops, stop)->seconds);
  if (stop != STOP_NOWHERE || (is_at_end (player) && !player->growing))
    player_set_playing (player, FALSE);
}

gboolean
player_advance (Player *player, double seconds)
{
  if (player->has_target)
    glide (player, seconds);
  else if (player->playing)
    play_on (player, seconds);
  return player_is_moving (player);
}

void
player_set_breakpoint (Player *player, StopCondition condition, gboolean set)
{
  if (breakpoint_list_set (player->breakpoints, condition, set))
    g_signal_emit (player, signals[BREAKPOINTS_CHANGED], 0);
}

const GArray *
player_get_breakpoints (Player *player)
{
  return breakpoint_list_get (player->breakpoints);
}

gboolean
player_is_moving (Player *player)
{
  return player->has_target || (player->playing && !(player->growing && is_at_end (player)));
}

gboolean
player_get_playing (Player *player)
{
  return player->playing;
}

void
player_set_playing (Player *player, gboolean playing)
{
  if (player->playing == playing)
    return;
  player->playing = playing;
  if (playing)
    player->has_target = FALSE;
  if (playing && is_at_end (player) && !player->growing)
    move_to (player, 0);
  g_object_notify_by_pspec (G_OBJECT (player), properties[PROP_PLAYING]);
}

double
player_get_speed (Player *player)
{
  return player->speed;
}

void
player_set_speed (Player *player, double speed)
{
  speed = CLAMP (speed, slowest, fastest);
  if (player->speed == speed)
    return;
  player->speed = speed;
  g_object_notify_by_pspec (G_OBJECT (player), properties[PROP_SPEED]);
}

Selection
player_get_selection (Player *player)
{
  return player->selection;
}

void
player_select (Player *player, Selection selection)
{
  look_at (player, selection);
}

gboolean
player_get_pinned (Player *player)
{
  return player->pinned;
}

void
player_set_pinned (Player *player, gboolean pinned)
{
  player->pinned = pinned;
  if (!pinned)
    look_at (player, selection_of_record (player->trace, player_get_record (player)));
}
