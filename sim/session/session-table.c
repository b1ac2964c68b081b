/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/session-table.h"

guint
session_table_count (const SessionTable *table)
{
  return table->n_rows + table->n_ways;
}

const SessionRow *
session_table_get (const SessionTable *table, guint index)
{
  g_assert (index < session_table_count (table));
  if (index >= table->n_rows)
    return &table->ways[index - table->n_rows];
  return (const SessionRow *) (const void *) ((const char *) table->rows + index * table->row_size);
}
