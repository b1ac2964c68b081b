/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-view: the queue of a server: each message and recipient with its attempts, its next try and
 * the last reply.
 */
#pragma once

#include "gui/model/player.h"
#include "gui/view/fact-list.h"

/* Adds the queue of HOST to LIST, between begin and end. */
void queue_view_fill (FactList *list, Player *player, HostId host);
