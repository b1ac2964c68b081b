/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialogue-state: which state the server's session of a connection was in after some of its records: what was said,
 * heard again through the session's own table.
 */
#pragma once

#include "sim/session/session-progress.h"
#include "sim/trace/trace.h"

/* The table of the server on PORT; NULL where none of ours speaks there. */
const SessionTable *dialogue_state_find_table (guint16 port);
/* After the first COUNT of IDS, the records of a connection to a server that runs on TABLE. Caller frees. */
SessionProgress *dialogue_state_new (const Trace *trace, const SessionTable *table, const GArray *ids, guint count);
