/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player: where a presentation stands: which second of it, whether it runs and how fast, and what is
 * looked at. Everything that is shown follows from the second alone, so that back is as exact as forth.
 * It knows no widgets.
 *
 * A run may still go on. Its player shows what there was at the last player_refresh; while it plays, it
 * follows the run: it hurries where it has fallen far behind, and waits at the end for more.
 *
 * Signals: "moved" when the second has changed, "selection-changed", "breakpoints-changed"; "grown" when there are more records
 * and stops, before the "moved" that goes with it.
 * Properties: "playing", "speed".
 */
#pragma once

#include <glib-object.h>

#include "gui/model/run.h"
#include "gui/model/selection.h"
#include "gui/model/stop-condition.h"
#include "sim/trace/fault-mark.h"
#include "sim/trace/stops.h"
#include "sim/trace/history.h"
#include "sim/trace/story.h"
#include "sim/trace/trace-index.h"

#define PLAYER_TYPE (player_get_type ())
G_DECLARE_FINAL_TYPE (Player, player, MAILFLOW, PLAYER, GObject)

/* Takes RUN and stands at the first thing worth seeing. */
Player *player_new (Run *run);
/* Takes RUN, which others carry on, and follows it from its start. */
Player *player_new_growing (Run *run);
/* Takes RUN, which is that of BEFORE with something done or undone in it. It stands where BEFORE stands, plays
 * if that does, at the same pace, and looks at the same. */
Player *player_new_after (Player *before, Run *run);
/* Of run_open. */
Player *player_open (const char *name, GError **error);

/* Takes in what a run that goes on has added. FALSE where there is nothing. */
gboolean player_refresh (Player *player);
/* Whether the run goes on; and that it does no longer. */
gboolean player_get_growing (Player *player);
void player_stop_growing (Player *player);

/* One number for all players that were made one after the other. */
guint player_get_lineage (Player *player);
/* Borrowed. */
Run *player_get_run (Player *player);
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
/* Glides there if the viewer is to follow the way, else jumps; playing ends. */
void player_approach (Player *player, double seconds);
/* Where it glides to, or stands: the next step goes on from there. */
double player_get_standing_point (Player *player);

/* Where TRUE, steps glide to their stop while player_advance is called; else they jump. */
void player_set_gliding (Player *player, gboolean gliding);
/* Lets SECONDS of the viewer's time pass. FALSE when nothing moves any longer. */
gboolean player_advance (Player *player, double seconds);
gboolean player_is_moving (Player *player);

gboolean player_get_playing (Player *player);
void player_set_playing (Player *player, gboolean playing);
double player_get_speed (Player *player);
void player_set_speed (Player *player, double speed);

/* Playing stops wherever one of these is met. StopCondition. */
void player_set_breakpoint (Player *player, StopCondition condition, gboolean set);
const GArray *player_get_breakpoints (Player *player);

/* What is looked at: it follows what is told, unless it was pinned. */
Selection player_get_selection (Player *player);
void player_select (Player *player, Selection selection);
gboolean player_get_pinned (Player *player);
void player_set_pinned (Player *player, gboolean pinned);
