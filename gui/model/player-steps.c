/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/player-steps.h"

static void
go_to (Player *player, guint stop)
{
  player_set_playing (player, FALSE);
  player_seek (player, stops_get (player_get_stops (player), stop)->seconds);
}

void
player_go_to_stop (Player *player, guint stop)
{
  go_to (player, MIN (stop, stops_count (player_get_stops (player)) - 1));
}

void
player_go_to_record (Player *player, TraceId record)
{
  go_to (player, stops_find_record (player_get_stops (player), record));
}

void
player_go_to_start (Player *player)
{
  go_to (player, 0);
}

void
player_go_to_end (Player *player)
{
  go_to (player, stops_count (player_get_stops (player)) - 1);
  if (player_get_growing (player))
    player_set_playing (player, TRUE);
}

static guint
find_neighbour (Player *player, int direction)
{
  const Stops *stops = player_get_stops (player);
  double seconds = player_get_standing_point (player);

  return direction > 0 ? stops_find_next (stops, seconds) : stops_find_previous (stops, seconds);
}

void
player_step (Player *player, int direction)
{
  player_approach (player, stops_get (player_get_stops (player), find_neighbour (player, direction))->seconds);
}

void
player_hop (Player *player, int direction)
{
  const Stops *stops = player_get_stops (player);
  guint stop = stop_condition_find (player_get_trace (player), stops, find_neighbour (player, direction), direction, (StopCondition){ STOP_AT_HOP });

  go_to (player, stop != STOP_NOWHERE ? stop : direction > 0 ? stops_count (stops) - 1 : 0);
}

TraceId
player_find_next_record (Player *player)
{
  const Stops *stops = player_get_stops (player);
  double seconds = player_get_seconds (player);
  const Stop *next = stops_get (stops, stops_find_next (stops, seconds));

  if (next->record == player_get_record (player)) /* already told about, and not there yet */
    next = stops_get (stops, stops_find_next (stops, next->seconds));
  return next->seconds > seconds && next->record != player_get_record (player) ? next->record : 0;
}

gboolean
player_run_until (Player *player, StopCondition condition, int direction)
{
  const Stops *stops = player_get_stops (player);
  double seconds = player_get_standing_point (player);
  guint stop = stop_condition_find (player_get_trace (player), stops, find_neighbour (player, direction), direction, condition);

  if (stop == STOP_NOWHERE || (stops_get (stops, stop)->seconds - seconds) * direction <= 0)
    return FALSE;
  player_approach (player, stops_get (stops, stop)->seconds);
  return TRUE;
}
