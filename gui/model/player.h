/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player: where a presentation stands: which second of it, whether it runs and how fast, and what is
 * looked at. Everything that is shown follows from the second alone, so that back is as exact as forth.
 * It knows no widgets.
 *
 * Signals: "moved" when the second has changed, "selection-changed".
 * Properties: "playing", "speed".
 */
#pragma once

#include <glib-object.h>

#include "gui/model/selection.h"
#include "gui/model/stops.h"
#include "sim/trace/history.h"
#include "sim/trace/story.h"
#include "sim/trace/trace-index.h"
#include "sim/world/simulation.h"

#define PLAYER_TYPE (player_get_type ())
G_DECLARE_FINAL_TYPE (Player, player, MAILFLOW, PLAYER, GObject)

/* Takes SIMULATION, runs it to its end and stands at the first thing worth seeing. */
Player *player_new (Simulation *simulation);
/* Takes TRACE, which has records: those of an earlier run. */
Player *player_new_for_trace (Trace *trace);
/* Reads and runs NAME, a scenario's file or its name in the library, or reads NAME as a file of a trace. NULL
 * and an error where it can't. */
Player *player_open (const char *name, GError **error);

/* Borrowed. The summary is NULL where there is none, the scenario's file where only a trace is there. */
const char *player_get_title (Player *player);
const char *player_get_summary (Player *player);
const char *player_get_scenario_file (Player *player);
const Trace *player_get_trace (Player *player);
const TraceIndex *player_get_index (Player *player);
const Stops *player_get_stops (Player *player);

/* What is shown now. The snapshot is borrowed until the player moves. */
double player_get_seconds (Player *player);
SimTime player_get_time (Player *player);
guint player_get_position (Player *player);
const Snapshot *player_get_snapshot (Player *player);
guint player_get_stop (Player *player);
/* The record that is told about now. */
TraceId player_get_record (Player *player);
/* Of a packet in the snapshot's flights. */
double player_get_progress (Player *player, TraceId packet);

void player_seek (Player *player, double seconds);
void player_seek_time (Player *player, SimTime t);
void player_go_to_stop (Player *player, guint stop);
void player_go_to_record (Player *player, TraceId record);
/* To the next stop (DIRECTION 1) or the one before (-1); the next or last hop. */
void player_step (Player *player, int direction);
void player_hop (Player *player, int direction);
void player_go_to_start (Player *player);
void player_go_to_end (Player *player);

/* Where TRUE, steps glide to their stop while player_advance is called; else they jump. */
void player_set_gliding (Player *player, gboolean gliding);
/* Lets SECONDS of the viewer's time pass. FALSE when nothing moves any longer. */
gboolean player_advance (Player *player, double seconds);
gboolean player_is_moving (Player *player);

gboolean player_get_playing (Player *player);
void player_set_playing (Player *player, gboolean playing);
double player_get_speed (Player *player);
void player_set_speed (Player *player, double speed);

/* What is looked at: it follows what is told, unless it was pinned. */
Selection player_get_selection (Player *player);
void player_select (Player *player, Selection selection);
gboolean player_get_pinned (Player *player);
void player_set_pinned (Player *player, gboolean pinned);
