/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-queue: the mail that a transfer agent has taken responsibility for and not yet passed on.
 * One entry for each recipient; entries of one message share its content. It decides nothing.
 */
#pragma once

#include "sim/engine/sim-time.h"

#include <glib.h>

/* A message as this host received it. */
typedef struct
{
  guint references;
  guint32 number;     /* MessageId of the trace */
  char *id;           /* the queue id, as in logs and Received: */
  char *reverse_path; /* "" is the null reverse-path */
  GBytes *content;
  SimTime arrived;
} QueuedMessage;

typedef struct
{
  guint32 number;     /* of the entry, in the whole run */
  QueuedMessage *message;
  guint recipient;    /* index among the recipients of the message, from 1; for the trace */
  char *to;           /* forward-path */
  guint attempts;
  SimTime expires;
} QueueEntry;

typedef struct MailQueue MailQueue;

QueuedMessage *queued_message_new (guint32 number, const char *id, const char *reverse_path,
                                   GBytes *content, SimTime arrived);
QueuedMessage *queued_message_ref (QueuedMessage *message);
void queued_message_unref (QueuedMessage *message);

MailQueue *mail_queue_new (void);
void mail_queue_free (MailQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailQueue, mail_queue_free)

/* The queue owns the entry until mail_queue_remove, which frees it. */
QueueEntry *mail_queue_add (MailQueue *queue, guint32 number, QueuedMessage *message, guint recipient,
                            const char *to, SimTime expires);
void mail_queue_remove (MailQueue *queue, QueueEntry *entry);
guint mail_queue_count (const MailQueue *queue);
