/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * player-steps: a player's ways from one stop to another: steps large and small, forth and back.
 */
#pragma once

#include "gui/model/player.h"

/* At once. */
void player_go_to_stop (Player *player, guint stop);
void player_go_to_record (Player *player, TraceId record);
void player_go_to_start (Player *player);
/* Where the run goes on, it is followed from there. */
void player_go_to_end (Player *player);

/* To the next stop (DIRECTION 1) or the one before (-1); the next or last hop. */
void player_step (Player *player, int direction);
void player_hop (Player *player, int direction);
/* What is told about after the present, or 0. */
TraceId player_find_next_record (Player *player);
/* To where CONDITION is met next. FALSE, and nothing moves, where it is not any more. */
gboolean player_run_until (Player *player, StopCondition condition, int direction);
