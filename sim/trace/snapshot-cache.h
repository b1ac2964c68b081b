/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * snapshot-cache: the DNS answers that a snapshot has cached: found by host, name and type, and the first to
 * expire at hand. Copied as memory. Only for snapshot.c.
 */
#pragma once

#include "sim/trace/snapshot.h"

void snapshot_cache_init (SnapshotCache *cache);
void snapshot_cache_clear (SnapshotCache *cache);
void snapshot_cache_assign (SnapshotCache *to, const SnapshotCache *from);
gboolean snapshot_cache_equal (const SnapshotCache *a, const SnapshotCache *b);
gsize snapshot_cache_get_memory (const SnapshotCache *cache);

/* TRUE where ROW is new, FALSE where it takes the place of one with the same host, name and type. */
gboolean snapshot_cache_put (SnapshotCache *cache, const SnapshotCached *row);

/* The first that expires at T or before; NULL: none does. */
const SnapshotCached *snapshot_cache_first_expired (const SnapshotCache *cache, SimTime t);
void snapshot_cache_remove_first (SnapshotCache *cache);
