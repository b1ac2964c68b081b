/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-world: a simulated world that follows the wall clock: its events run when their time has
 * come, in the default main context.
 */
#pragma once

#include "sim/world/simulation.h"

typedef struct LiveWorld LiveWorld;

/* SIMULATION is borrowed; it has visitors. SPEED: simulated seconds in a second, greater than 0. Time runs
 * from now on. */
LiveWorld *live_world_new (Simulation *simulation, double speed);
void live_world_free (LiveWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveWorld, live_world_free)

Visitor *live_world_get_visitor (const LiveWorld *world);

/* Runs what is due; call it before something from outside is put in, so that it happens at the right
 * instant, and live_world_react afterwards, so that what follows at once does. TRUE where all of that has
 * happened, FALSE where it is so much that the sockets get their turn before the rest. */
void live_world_catch_up (LiveWorld *world);
gboolean live_world_react (LiveWorld *world);
