/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-tables: the tables of all sessions, by name.
 */
#pragma once

#include "sim/session/session-table.h"

guint session_tables_count (void);
const SessionTable *session_tables_get (guint index);
/* NAME as in "smtp-server"; NULL for another. */
const SessionTable *session_tables_find (const char *name);
/* "smtp-server"; caller frees. */
char *session_table_make_name (const SessionTable *table);
