/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeline-plan: the marks, faults, skipped hours and clock times of a player's run, for the picture of
 * its time line.
 */
#pragma once

#include "gui/draw/timeline-picture.h"
#include "gui/model/player.h"

TimelinePlan *timeline_plan_of_player (Player *player);

/* Shows what lies from FROM to TO, in seconds, with the times that are to be read there. */
void timeline_plan_zoom (TimelinePlan *plan, Player *player, double from, double to);

/* Clock time at T as short as the length of the run allows; caller frees. */
char *timeline_plan_format_clock (Player *player, SimTime t);
