/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-progress: which state of its table a server's session is in, by what was said on both sides: for those who
 * only listen. Each command waits for its reply; a reply that accepts takes the way that the table has for it.
 */
#pragma once

#include "sim/session/session-table.h"

typedef struct SessionProgress SessionProgress;

/* TABLE, of a server, is borrowed; the session has not been greeted yet. */
SessionProgress *session_progress_new (const SessionTable *table);
void session_progress_free (SessionProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SessionProgress, session_progress_free)

/* What one side said as one unit, as SessionOutput tells it: a command, or message content (CONTENT). */
void session_progress_hear_client (SessionProgress *progress, const char *bytes, gsize length, gboolean content);
/* A whole reply. */
void session_progress_hear_server (SessionProgress *progress, const char *bytes, gsize length);
/* The connection is over. */
void session_progress_close (SessionProgress *progress);

guint session_progress_get_state (const SessionProgress *progress);
/* The state before that one, where the last thing that was said led on; else -1. And by which command, or "". */
int session_progress_get_origin (const SessionProgress *progress);
const char *session_progress_get_way (const SessionProgress *progress);
