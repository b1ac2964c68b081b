/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queue-stage: the queue of a server in large: how old what waits there is, by destination; each entry; and the plans by
 * which servers try again, laid over each other.
 *
 * Property: "page", "entries" or "schedules".
 */
#pragma once

#include "gui/view/player-view.h"

#define QUEUE_STAGE_TYPE (queue_stage_get_type ())
G_DECLARE_FINAL_TYPE (QueueStage, queue_stage, MAILFLOW, QUEUE_STAGE, GtkBox)

/* Whose queue is shown; 0: none. */
HostId queue_stage_get_host (QueueStage *stage);
