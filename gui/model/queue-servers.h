/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-servers: which hosts of a run ever have a queue, and whose queue goes with what is looked at.
 */
#pragma once

#include "gui/model/player.h"

typedef struct QueueServers QueueServers;

/* PLAYER is referenced. */
QueueServers *queue_servers_new (Player *player);
void queue_servers_free (QueueServers *servers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QueueServers, queue_servers_free)

/* Takes in what its run has grown by. FALSE where no server has come with it. */
gboolean queue_servers_update (QueueServers *servers);
/* HostId, in the order in which they get their first entry; all of the run, also where that is still to come. */
const GArray *queue_servers_list (const QueueServers *servers);
/* The host that is selected; the one that has what is selected in its queue; the one that is told about; or the one
 * with the longest queue. 0: there is none. */
HostId queue_servers_choose (const QueueServers *servers);
