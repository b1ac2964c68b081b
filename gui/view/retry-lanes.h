/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-lanes: which lanes a chart of schedules has where a player stands: the servers that had to try again, and the
 * textbook's programs. Only for queue-stage.
 */
#pragma once

#include "gui/draw/retry-lane.h"
#include "gui/model/player.h"

/* RetryLane *, of HOSTS (HostId); then, where COMPARING, of all programs that none of these runs just so, as for the first
 * of them; caller frees. MESSAGE: its entries come before others; 0: none. */
GPtrArray *retry_lanes_new (Player *player, const GArray *hosts, MessageId message, gboolean comparing);
