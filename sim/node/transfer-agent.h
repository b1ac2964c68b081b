/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transfer-agent: an MTA (RFC 5598 4.3.2): takes mail in by SMTP and submission, keeps it in a queue,
 * passes it on to mailboxes or to the next server, and reports what it can't deliver.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"
#include "sim/codec/smtp-reply.h"
#include "sim/node/dns-client.h"
#include "sim/node/internet.h"
#include "sim/store/mail-queue.h"
#include "sim/store/mail-store.h"
#include "sim/store/retry-schedule.h"

typedef struct
{
  HostId host;
  HostId resolver;
  const char *domain;       /* the domain it receives mail for; borrowed */
  const char *mailbox_host; /* the server that has DOMAIN's mailboxes; borrowed */
  MailStore *store;         /* the mailboxes of this host; borrowed. NULL: it has none */
  MailStore *users;         /* the mailboxes of DOMAIN, to know who is there; borrowed */
  RetrySchedule retry;
  SimTime lifetime;         /* of a queue entry */
  guint64 size_limit;       /* bytes */
} TransferAgentConfig;

typedef struct TransferAgent TransferAgent;

/* Listens on ports 25 and 587. Mail was stored in MAILBOX: told to whoever waits for it. */
typedef void (*MailStoredFunc) (gpointer user, const MailAccount *account);

TransferAgent *transfer_agent_new (const Internet *internet, const TransferAgentConfig *config,
                                   MailStoredFunc stored, gpointer user);
void transfer_agent_free (TransferAgent *agent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TransferAgent, transfer_agent_free)

const TransferAgentConfig *transfer_agent_get_config (const TransferAgent *agent);
const Internet *transfer_agent_get_internet (const TransferAgent *agent);
MailQueue *transfer_agent_get_queue (const TransferAgent *agent);
DnsClient *transfer_agent_get_dns (const TransferAgent *agent);
RandomStream *transfer_agent_get_dice (TransferAgent *agent);

/* TRUE where PATH is of the agent's own domain; where the mailboxes are here, also by this host's name or address
 * (RFC 5321 4.1.3). */
gboolean transfer_agent_is_local (const TransferAgent *agent, const char *path);

/* Whether NAME and PASSWORD are a user's of this domain; and whether PATH is an address of the user who logged
 * in with LOGIN (RFC 6409 6.1). */
gboolean transfer_agent_log_in (const TransferAgent *agent, const char *name, const char *password);
gboolean transfer_agent_owns (const TransferAgent *agent, const char *login, const char *path);
/* The whole address of the user who logged in with LOGIN; caller frees. */
char *transfer_agent_dup_address (const TransferAgent *agent, const char *login);

/* NULL where PATH is taken; the refusal otherwise. SUBMISSION: from a user's program, that may send
 * anywhere. */
SmtpReply *transfer_agent_check_recipient (const TransferAgent *agent, const char *path, gboolean submission);

typedef struct
{
  MessageId message;  /* of the trace */
  HostId from;        /* who handed it over; 0: made here */
  guint32 conn;
  const char *helo;   /* NULL: made here, no Received: field */
  gboolean extended;  /* EHLO was said */
  gboolean authenticated;
} Reception;

/* Takes responsibility for CONTENT (RFC 5321 4.2.5): stamps, records and queues it, and begins to
 * deliver. */
void transfer_agent_accept (TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content,
                            const Reception *reception);

/* Final delivery of ENTRY to its mailbox here (RFC 5321 4.4: Return-Path:). FALSE: no such mailbox. */
gboolean transfer_agent_store (TransferAgent *agent, const QueueEntry *entry);
