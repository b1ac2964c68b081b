/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * random-world: scenarios by dice, for the laws: domains, servers, users, mail to people who are
 * there and who aren't, servers that go and come back.
 */
#pragma once

#include "sim/engine/random-stream.h"

/* YAML text that the reader takes; the same for the same SEED. Caller frees. */
char *random_world_make (guint64 seed);
