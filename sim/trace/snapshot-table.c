/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/snapshot-table.h"

#include <string.h>

void
snapshot_table_init (SnapshotTable *table, guint row_size)
{
  table->rows = g_array_new (FALSE, TRUE, row_size);
  table->places = g_array_new (FALSE, TRUE, sizeof (guint32));
}

void
snapshot_table_clear (SnapshotTable *table)
{
  g_array_unref (table->rows);
  g_array_unref (table->places);
}

void
snapshot_array_assign (GArray *to, const GArray *from)
{
  g_array_set_size (to, 0);
  if (from->len > 0)
    g_array_append_vals (to, from->data, from->len);
}

gboolean
snapshot_array_equal (const GArray *a, const GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * g_array_get_element_size ((GArray *) a)) == 0);
}

void
snapshot_table_assign (SnapshotTable *to, const SnapshotTable *from)
{
  snapshot_array_assign (to->rows, from->rows);
  snapshot_array_assign (to->places, from->places);
}

gboolean
snapshot_table_equal (const SnapshotTable *a, const SnapshotTable *b)
{
  return snapshot_array_equal (a->rows, b->rows);
}

static guint32
place_of (const SnapshotTable *table, guint32 number)
{
  return number < table->places->len ? g_array_index (table->places, guint32, number) : 0;
}

gpointer
snapshot_table_at (const SnapshotTable *table, guint index)
{
  return table->rows->data + (gsize) index * g_array_get_element_size (table->rows);
}

gpointer
snapshot_table_find (const SnapshotTable *table, guint32 number)
{
  guint32 place = place_of (table, number);

  return place == 0 ? NULL : snapshot_table_at (table, place - 1);
}

void
snapshot_table_put (SnapshotTable *table, gconstpointer row)
{
  guint32 number = *(const guint32 *) row;
  gpointer known = snapshot_table_find (table, number);

  if (known != NULL)
    {
      memcpy (known, row, g_array_get_element_size (table->rows));
      return;
    }
  if (table->places->len <= number)
    g_array_set_size (table->places, number + 1);
  g_array_append_vals (table->rows, row, 1);
  g_array_index (table->places, guint32, number) = table->rows->len;
}

void
snapshot_table_remove (SnapshotTable *table, guint32 number)
{
  guint32 place = place_of (table, number);

  if (place == 0)
    return;
  g_array_index (table->places, guint32, number) = 0;
  g_array_remove_index_fast (table->rows, place - 1);
  if (place - 1 < table->rows->len)
    {
      guint32 moved = *(const guint32 *) snapshot_table_at (table, place - 1);

      g_array_index (table->places, guint32, moved) = place;
    }
}

gsize
snapshot_table_get_memory (const SnapshotTable *table)
{
  return (gsize) table->rows->len * g_array_get_element_size (table->rows)
         + (gsize) table->places->len * sizeof (guint32);
}
