/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player-pace: how fast the simulated world goes by where a player stands.
 */
#pragma once

#include "gui/model/player.h"

/* How many seconds of the run pass here in one of the viewer's, when it plays; 0 where the presentation rests. */
double player_get_pace (Player *player);
