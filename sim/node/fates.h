/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fates: what becomes of a message's recipients in one turn of delivery (RFC 5321 4.5.4.1, 6.1): passed on,
 * kept for later, given up. It records each and gathers what the sender is to be told.
 */
#pragma once

#include "sim/codec/delivery-report.h"
#include "sim/node/transfer-agent.h"

typedef struct
{
  TransferAgent *agent;     /* borrowed */
  QueuedMessage *message;   /* borrowed */
  SimTime started;          /* the turn */
  SimTime next_try;         /* of those that were put off; 0: none was */
  GArray *doomed;           /* Verdict: entries that failed, in the queue until the sender is told */
  GArray *late;             /* Verdict: entries of which the sender is to be told that they are late */
  DeliveryReport *failures; /* each NULL where nothing is to be told */
  DeliveryReport *delays;
  DeliveryReport *successes;
  DeliveryReport *expansions;
  DeliveryReport *double_failures; /* of reports, for the postmaster */
} Fates;

void fates_init (Fates *fates, TransferAgent *agent, QueuedMessage *message);
void fates_clear (Fates *fates);

/* A turn begins. */
void fates_begin (Fates *fates);

/* What PEER (0: found here) said about ENTRY. REPORTS: it takes over the wish for a report of success (RFC 3461
 * 5.2.2). TRUE: ENTRY will be tried again; else it is gone, or will be with
 * fates_tell. */
gboolean fates_decide (Fates *fates, QueueEntry *entry, const SmtpReply *reply, HostId peer, gboolean reports);

/* ENTRY was put into a mailbox here, or given to a mailing list. */
void fates_note_delivered (Fates *fates, const QueueEntry *entry);
/* ENTRY is an alias of several addresses (RFC 3461 5.2.7.3). */
void fates_note_expanded (Fates *fates, const QueueEntry *entry);

/* The end of a turn: gives up what failed, and sends the reports. What a crash comes before is tried again. */
void fates_tell (Fates *fates);
