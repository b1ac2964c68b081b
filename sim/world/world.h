/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world: the small Internet that a scenario describes: hosts, links, zones, and the programs on the
 * hosts. It owns them all; nobody outside the simulation sees them.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/world/scenario.h"

typedef struct World World;

/* Builds and records everything; the messages and faults of SCENARIO are scheduled. SCENARIO, ENGINE
 * and TRACE are borrowed. NULL and an error where a message's file can't be read. */
World *world_new (const Scenario *scenario, guint64 seed, Engine *engine, Trace *trace, GError **error);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* TRUE where no mail lies in a mailbox that its reader still will fetch, or in the queue of a server that will come
 * back. */
gboolean world_is_at_rest (const World *world);

/* What the programs share; for the visitor. */
Internet *world_get_internet (World *world);
