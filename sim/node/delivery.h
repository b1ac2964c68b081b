/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * delivery: the queue entries of one message that have one next hop, from the first attempt to the
 * last: wait for a place, find the servers, try them in turn, wait, try again. What a reply means for an entry
 * is decided by fates.
 */
#pragma once

#include "sim/node/mail-route.h"
#include "sim/node/transfer-agent.h"

typedef struct Delivery Delivery;
typedef void (*DeliveryOverFunc) (gpointer user, Delivery *delivery);

/* No recipients yet. OVER is called when none is left; the owner frees the delivery then. */
Delivery *delivery_new (TransferAgent *agent, QueuedMessage *message, const MailRoute *route,
                        DeliveryOverFunc over, gpointer user);
void delivery_free (Delivery *delivery);

const QueuedMessage *delivery_get_message (const Delivery *delivery);
const MailRoute *delivery_get_route (const Delivery *delivery);
/* ENTRY is the queue's. */
void delivery_add (Delivery *delivery, QueueEntry *entry);
/* The first attempt, as an event of its own, at AT. */
void delivery_start (Delivery *delivery, SimTime at);
/* When its next attempt is, while it waits for it. */
SimTime delivery_get_next_try (const Delivery *delivery);
/* Its destination has a place for it (DestinationFunc). */
void delivery_grant (Delivery *delivery);
