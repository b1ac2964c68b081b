/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-queue: the mail that a transfer agent has taken responsibility for and not yet passed on.
 * One entry for each recipient; entries of one message share its content. It decides nothing.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"
#include "sim/engine/sim-time.h"

/* An address that a message has been queued for. */
typedef struct QueuedAddress
{
  struct QueuedAddress *next;
  guint recipient;
  char address[];
} QueuedAddress;

/* A message as this host received it. */
typedef struct
{
  guint references;
  guint32 number;     /* MessageId of the trace */
  char *id;           /* the queue id, as in logs and Received: */
  char *reverse_path; /* "" is the null reverse-path */
  SmtpReturn give_back;
  char *envelope_id;  /* ENVID= in xtext, or NULL */
  gboolean utf8;      /* SMTPUTF8 */
  GBytes *content;
  SimTime arrived;
  QueuedAddress *addresses; /* of all its entries, past ones too */
} QueuedMessage;

typedef struct
{
  guint32 number;     /* of the entry, in the whole run */
  QueuedMessage *message;
  guint recipient;    /* index among the recipients of the message, from 1; for the trace */
  char *to;           /* forward-path */
  guint notify;       /* SmtpNotify bits */
  char *original;     /* ORCPT= in xtext, or NULL */
  GPtrArray *ancestors; /* char *: the addresses that an alias, a list or forwarding made this one of, or NULL */
  guint attempts;
  SimTime last_wait;  /* before the latest attempt, 0: it was the first */
  SimTime next_try;   /* of deferred mail; 0: at once */
  SimTime expires;
  gboolean warned;    /* the sender has been told that it is late */
} QueueEntry;

typedef struct MailQueue MailQueue;

/* What ENVELOPE says is copied, but not its recipients. */
QueuedMessage *queued_message_new (guint32 number, const char *id, const SmtpEnvelope *envelope,
                                   GBytes *content, SimTime arrived);
QueuedMessage *queued_message_ref (QueuedMessage *message);
void queued_message_unref (QueuedMessage *message);
/* The recipient's index where MESSAGE was queued for ADDRESS before; else 0. */
guint queued_message_find (const QueuedMessage *message, const char *address);
/* The envelope for the way on, without recipients; queue_entry_address adds one. */
SmtpEnvelope *queued_message_make_envelope (const QueuedMessage *message);
void queue_entry_address (const QueueEntry *entry, SmtpEnvelope *envelope);

MailQueue *mail_queue_new (void);
void mail_queue_free (MailQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailQueue, mail_queue_free)

/* The queue owns the entry until mail_queue_remove, which frees it. */
QueueEntry *mail_queue_add (MailQueue *queue, guint32 number, QueuedMessage *message, guint recipient,
                            const SmtpRecipient *to, SimTime expires);
void mail_queue_remove (MailQueue *queue, QueueEntry *entry);
/* QueueEntry *, by age; caller frees the array. */
GPtrArray *mail_queue_list (const MailQueue *queue);
guint mail_queue_count (const MailQueue *queue);
