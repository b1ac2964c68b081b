/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-table: the shape in which every session publishes the table it runs on, so that HELP,
 * the tests and the state diagrams read the same rows.
 */
#pragma once

#include <glib.h>

typedef struct
{
  const char *verb;   /* "RCPT"; for clients the state's own command */
  guint32 states;     /* bit set of the states it is allowed in */
  int next;           /* state after success; -1: unchanged */
} SessionRow;

typedef struct
{
  const char *protocol;      /* "SMTP server" */
  const char *const *states; /* names by number */
  guint n_states;
  const void *rows;          /* as they run: structs that begin with a SessionRow … */
  gsize row_size;            /* … of so many bytes */
  guint n_rows;
  const SessionRow *ways;    /* other ways that functions of the table take, or NULL */
  guint n_ways;
} SessionTable;

/* The ways come after the rows. */
guint session_table_count (const SessionTable *table);
const SessionRow *session_table_get (const SessionTable *table, guint index);
