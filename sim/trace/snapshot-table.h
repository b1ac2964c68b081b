/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * snapshot-table: the tables of a snapshot: rows without gaps, found by number. Copied as memory.
 */
#pragma once

#include "sim/trace/snapshot.h"

void snapshot_table_init (SnapshotTable *table, guint row_size);
void snapshot_table_clear (SnapshotTable *table);
void snapshot_table_assign (SnapshotTable *to, const SnapshotTable *from);
gboolean snapshot_table_equal (const SnapshotTable *a, const SnapshotTable *b);

/* The row of NUMBER, or NULL. */
gpointer snapshot_table_find (const SnapshotTable *table, guint32 number);
/* ROW begins with its number (guint32); a row of the same number is replaced. */
void snapshot_table_put (SnapshotTable *table, gconstpointer row);
void snapshot_table_remove (SnapshotTable *table, guint32 number);
gpointer snapshot_table_at (const SnapshotTable *table, guint index);
gsize snapshot_table_get_memory (const SnapshotTable *table);

/* The same for arrays of plain values. */
void snapshot_array_assign (GArray *to, const GArray *from);
gboolean snapshot_array_equal (const GArray *a, const GArray *b);
