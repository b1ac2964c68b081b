/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/snapshot-cache.h"

#include "sim/trace/snapshot-table.h"

/* The rows are a heap, the first to expire on top. The slots are an open hash table: index of a row + 1, or
 * 0; at least half of them are free. Each row knows its slot, so that it can move. */

enum
{
  FIRST_SLOTS = 64, /* a power of two, as all sizes */
};

void
snapshot_cache_init (SnapshotCache *cache)
{
  cache->rows = g_array_new (FALSE, TRUE, sizeof (SnapshotCached));
  cache->slots = g_array_new (FALSE, TRUE, sizeof (guint32));
}

void
snapshot_cache_clear (SnapshotCache *cache)
{
  g_array_unref (cache->rows);
  g_array_unref (cache->slots);
}

void
snapshot_cache_assign (SnapshotCache *to, const SnapshotCache *from)
{
  snapshot_array_assign (to->rows, from->rows);
  snapshot_array_assign (to->slots, from->slots);
}

gboolean
snapshot_cache_equal (const SnapshotCache *a, const SnapshotCache *b)
{
  return snapshot_array_equal (a->rows, b->rows) && snapshot_array_equal (a->slots, b->slots);
}

gsize
snapshot_cache_get_memory (const SnapshotCache *cache)
{
  return cache->rows->len * sizeof (SnapshotCached) + cache->slots->len * sizeof (guint32);
}

static SnapshotCached *
row_at (const SnapshotCache *cache, guint32 index)
{
  return &g_array_index (cache->rows, SnapshotCached, index);
}

static guint32 *
slot_at (const SnapshotCache *cache, guint32 slot)
{
  return &g_array_index (cache->slots, guint32, slot & (cache->slots->len - 1));
}

static guint32
hash (const SnapshotCached *row)
{
  guint32 mixed = (row->name * 31u + row->type) * 31u + row->host;

  return (mixed ^ mixed >> 15) * 0x9e3779b1u >> 7;
}

static gboolean
is_same (const SnapshotCached *a, const SnapshotCached *b)
{
  return a->name == b->name && a->type == b->type && a->host == b->host;
}

/* The slot of a row like ROW, or the free one where it belongs. */
static guint32
find_slot (const SnapshotCache *cache, const SnapshotCached *row)
{
  guint32 slot = hash (row) & (cache->slots->len - 1);

  while (*slot_at (cache, slot) != 0 && !is_same (row_at (cache, *slot_at (cache, slot) - 1), row))
    slot = (slot + 1) & (cache->slots->len - 1);
  return slot;
}

static void
set_place (SnapshotCache *cache, guint32 index, const SnapshotCached *row)
{
  *row_at (cache, index) = *row;
  *slot_at (cache, row->slot) = index + 1;
}

static gboolean
expires_before (const SnapshotCached *a, const SnapshotCached *b)
{
  return a->expires != b->expires ? a->expires < b->expires : a->record < b->record;
}

/* Puts ROW where it belongs in the heap, beginning at INDEX, which is free. */
static void
settle (SnapshotCache *cache, guint32 index, const SnapshotCached *row)
{
  guint32 child;

  for (; index > 0 && expires_before (row, row_at (cache, (index - 1) / 2)); index = (index - 1) / 2)
    set_place (cache, index, row_at (cache, (index - 1) / 2));
  while ((child = 2 * index + 1) < cache->rows->len)
    {
      if (child + 1 < cache->rows->len && expires_before (row_at (cache, child + 1), row_at (cache, child)))
        child++;
      if (!expires_before (row_at (cache, child), row))
        break;
      set_place (cache, index, row_at (cache, child));
      index = child;
    }
  set_place (cache, index, row);
}

static void
grow (SnapshotCache *cache)
{
  guint slots = MAX (cache->slots->len * 2, FIRST_SLOTS);

  g_array_set_size (cache->slots, 0);
  g_array_set_size (cache->slots, slots);
  for (guint32 i = 0; i < cache->rows->len; i++)
    {
      row_at (cache, i)->slot = find_slot (cache, row_at (cache, i));
      *slot_at (cache, row_at (cache, i)->slot) = i + 1;
    }
}

gboolean
snapshot_cache_put (SnapshotCache *cache, const SnapshotCached *row)
{
  SnapshotCached placed = *row;
  guint32 known;

  if (cache->rows->len * 2 >= cache->slots->len)
    grow (cache);
  placed.slot = find_slot (cache, row);
  known = *slot_at (cache, placed.slot);
  if (known == 0)
    g_array_append_val (cache->rows, placed);
  settle (cache, known == 0 ? cache->rows->len - 1 : known - 1, &placed);
  return known == 0;
}

const SnapshotCached *
snapshot_cache_first_expired (const SnapshotCache *cache, SimTime t)
{
  return cache->rows->len > 0 && row_at (cache, 0)->expires <= t ? row_at (cache, 0) : NULL;
}

/* Frees SLOT; what stands behind it moves up where it would not be found any more. */
static void
free_slot (SnapshotCache *cache, guint32 slot)
{
  guint32 mask = cache->slots->len - 1;

  for (guint32 next = (slot + 1) & mask; *slot_at (cache, next) != 0; next = (next + 1) & mask)
    {
      SnapshotCached *row = row_at (cache, *slot_at (cache, next) - 1);

      if (((next - hash (row)) & mask) < ((next - slot) & mask))
        continue;
      row->slot = slot;
      *slot_at (cache, slot) = *slot_at (cache, next);
      slot = next;
    }
  *slot_at (cache, slot) = 0;
}

void
snapshot_cache_remove_first (SnapshotCache *cache)
{
  SnapshotCached last;

  free_slot (cache, row_at (cache, 0)->slot);
  last = *row_at (cache, cache->rows->len - 1);
  g_array_set_size (cache->rows, cache->rows->len - 1);
  if (cache->rows->len > 0)
    settle (cache, 0, &last);
}
