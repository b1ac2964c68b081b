/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bounce: the report that a transfer agent sends to the reverse-path when it has given up
 * (RFC 5321 6.1, RFC 3464).
 */
#pragma once

#include "sim/codec/delivery-report.h"
#include "sim/node/transfer-agent.h"

/* Adds to *REPORT, which is begun where it is NULL, what became of ENTRY: what its envelope said, and REPLY from
 * PEER (0: found here) (RFC 3464 2.2, 2.3). The new recipient is the report's. */
DeliveryRecipient *bounce_note (TransferAgent *agent, DeliveryReport **report, const QueueEntry *entry,
                                DeliveryAction action, const SmtpReply *reply, HostId peer);
/* It failed for want of time; REPLY was the last obstacle. */
void bounce_note_expiry (DeliveryRecipient *recipient, const SmtpReply *reply);

/* Sends REPORT about MESSAGE to TO, from the null reverse-path: to MESSAGE's own reverse-path, or where that is null
 * itself to the postmaster, never back: no bounce of a bounce (RFC 5321 6.1). */
void bounce_send (TransferAgent *agent, const QueuedMessage *message, const DeliveryReport *report, const char *to);

/* Whether MESSAGE is a report that went to a postmaster because another report could not be delivered. */
gboolean bounce_is_double (const QueuedMessage *message);

/* Whether a report of ACTION about ENTRY is wanted (RFC 3461 4.1, 5.2): without NOTIFY= of failures only. */
gboolean bounce_is_wanted (const QueueEntry *entry, DeliveryAction action);
