/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/player-pace.h"

double
player_get_pace (Player *player)
{
  const double beside = 0.01;
  const Stops *stops = player_get_stops (player);
  double seconds = player_get_seconds (player);
  SimTime before = stops_locate (stops, MAX (seconds - beside, 0)).t;
  SimTime after = stops_locate (stops, MIN (seconds + beside, stops_get_length (stops))).t;

  return (double) (after - before) / SIM_SECOND / (2 * beside) * player_get_speed (player);
}
