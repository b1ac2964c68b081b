/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * named-time: a time of a run as somebody types it: "1.36s" or "2h5m" since its start, "9:05" or "09:05:30.5" of a day.
 */
#pragma once

#include "gui/model/player.h"

/* A time of day is the next one after where PLAYER stands; where the run ends before that, the last one in it. NULL, and it is *T;
 * else what is wrong with TEXT, for people to read; caller frees. */
char *named_time_find (Player *player, const char *text, SimTime *t);
