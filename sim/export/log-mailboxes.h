/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-mailboxes: how many mails are in which mailbox of a trace, and how large they are. It knows no sessions.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct LogMailboxes LogMailboxes;

/* TRACE is borrowed. */
LogMailboxes *log_mailboxes_new (const Trace *trace);
void log_mailboxes_free (LogMailboxes *mailboxes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogMailboxes, log_mailboxes_free)

/* RECORD is TRACE_STORED or TRACE_REMOVED. */
void log_mailboxes_note (LogMailboxes *mailboxes, const TraceRecord *record);
/* RECORD is TRACE_FLAGS. TRUE where it marks a mail as deleted that was not. */
gboolean log_mailboxes_mark (LogMailboxes *mailboxes, const TraceRecord *record);

/* Of the mailbox that the trace calls LABEL ("bob@example.org"): mails, and their bytes. */
guint log_mailboxes_count (const LogMailboxes *mailboxes, const char *label, guint64 *size);
