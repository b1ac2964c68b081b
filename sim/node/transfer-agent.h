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
#include "sim/node/smtp-faults.h"
#include "sim/store/greylist.h"
#include "sim/store/mail-directory.h"
#include "sim/store/mail-queue.h"
#include "sim/store/retry-schedule.h"

typedef struct
{
  HostId host;
  HostId resolver;
  const char *domain;       /* the domain it receives mail for; borrowed */
  const char *mailbox_host; /* the server that has DOMAIN's mailboxes; borrowed */
  const char *queue_for;    /* the server that it keeps mail for (a backup MX), or NULL; borrowed */
  const char *smart_host;   /* the server that it passes all other mail to, or NULL; borrowed */
  const GArray *relays_for; /* HostId: whose mail it passes on though it is not theirs; borrowed, or NULL */
  MailStore *store;         /* the mailboxes of this host; borrowed. NULL: it has none */
  const MailDirectory *directory; /* of DOMAIN, to know who is there; borrowed */
  RetrySchedule retry;
  SimTime lifetime;         /* of a queue entry */
  SimTime queue_run;        /* the deferred queue is looked at this often; 0: each mail at its own time */
  SimTime warn_after;       /* 0: the sender is not told of delays */
  SimTime greylist;         /* strangers wait for so long; 0: they don't */
  guint64 size_limit;       /* bytes */
  guint recipient_limit;    /* of a transaction, 0: the session's own */
  guint parallel;           /* deliveries to one destination at a time, at least 1 */
  guint hop_limit;          /* Received: lines */
  gboolean without_dsn;     /* does not offer RFC 3461 to clients */
  gboolean takes_all;       /* recipients of DOMAIN are not looked up before the mail is taken */
  gboolean trusts_senders;  /* a user may write in any name */
  gboolean tells_postmaster; /* of reports that can't be delivered */
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
struct Destinations *transfer_agent_get_destinations (const TransferAgent *agent);
SmtpFaults *transfer_agent_get_faults (const TransferAgent *agent);
/* NULL where strangers don't have to wait. */
Greylist *transfer_agent_get_greylist (const TransferAgent *agent);
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

/* What PATH, a local one, stands for; and the user's account of that name, or NULL. */
DirectoryFinding transfer_agent_look_up (const TransferAgent *agent, const char *path);
MailAccount *transfer_agent_find_account (const TransferAgent *agent, const char *path);

typedef struct
{
  MessageId message;  /* of the trace */
  HostId from;        /* who handed it over; 0: made here */
  gboolean by_ipv6;
  guint32 conn;
  const char *helo;   /* NULL: made here, no Received: field */
  gboolean extended;  /* EHLO was said */
  gboolean authenticated;
} Reception;

/* Takes responsibility for CONTENT (RFC 5321 4.2.5): stamps, records and queues it, and begins to
 * deliver. */
void transfer_agent_accept (TransferAgent *agent, const SmtpEnvelope *envelope, GBytes *content,
                            const Reception *reception);

/* Final delivery of ENTRY to ACCOUNT's mailbox (RFC 5321 4.4: Return-Path:). NULL, or why it does not go in; caller
 * frees. */
SmtpReply *transfer_agent_store (TransferAgent *agent, const QueueEntry *entry, MailAccount *account);
/* Why SIZE more bytes don't go into ACCOUNT, or NULL; caller frees. */
SmtpReply *transfer_agent_check_room (const TransferAgent *agent, const MailAccount *account, guint64 size);

/* A new entry of MESSAGE: INSTEAD_OF, a recipient's number, is now TO, who comes after ANCESTORS (addresses). */
QueueEntry *transfer_agent_queue (TransferAgent *agent, QueuedMessage *message, const SmtpRecipient *to,
                                  guint instead_of, GPtrArray *ancestors);
/* Begins to deliver ENTRIES (QueueEntry *), those of one message and next hop together. */
void transfer_agent_deliver (TransferAgent *agent, const GPtrArray *entries);
char *transfer_agent_make_queue_id (TransferAgent *agent);

/* The first look at the queue at T or after. */
SimTime transfer_agent_find_queue_run (const TransferAgent *agent, SimTime t);

/* The disk has no room: nothing is taken and nothing stored. */
void transfer_agent_set_disk_full (TransferAgent *agent, gboolean full);

/* The host stops, with all its connections: conversations and deliveries are gone, the queue is on disk. */
void transfer_agent_crash (TransferAgent *agent);
/* And the disk is gone too. Only after a crash. */
void transfer_agent_lose_queue (TransferAgent *agent);
/* FALSE between a crash and a restart. */
gboolean transfer_agent_is_running (const TransferAgent *agent);
/* It is back, and looks at its queue. */
void transfer_agent_restart (TransferAgent *agent);
