/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-thread: messages as conversations (RFC 5256 3, THREAD): by subject, or by References.
 */
#pragma once

#include "sim/codec/imap-message.h"

typedef enum
{
  IMAP_THREAD_ORDEREDSUBJECT,
  IMAP_THREAD_REFERENCES,
} ImapThreadAlgorithm;

typedef struct ImapThreads ImapThreads;

ImapThreads *imap_threads_new (ImapThreadAlgorithm algorithm);
void imap_threads_free (ImapThreads *threads);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapThreads, imap_threads_free)

/* ID, a message number or UID, is told in the answer; messages are added by rising ID. MESSAGE is not
 * kept. */
void imap_threads_add (ImapThreads *threads, guint32 id, gint64 internal_date, ImapMessage *message);
/* Appends " (2)(3 6 (4 23)(44 7 96))", or nothing where no message was added. To be called once. */
void imap_threads_write (ImapThreads *threads, GString *out);
