/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * delivery: the queue entries of one message that go to one domain, from the first attempt to the
 * last: find the servers, try them in turn, note each recipient's fate, wait, try again, give up.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef struct Delivery Delivery;
typedef void (*DeliveryOverFunc) (gpointer user, Delivery *delivery);

/* No recipients yet. OVER is called when none is left; the owner frees the delivery then. */
Delivery *delivery_new (TransferAgent *agent, QueuedMessage *message, const char *domain,
                        DeliveryOverFunc over, gpointer user);
void delivery_free (Delivery *delivery);

const char *delivery_get_domain (const Delivery *delivery);
/* ENTRY is the queue's. */
void delivery_add (Delivery *delivery, QueueEntry *entry);
/* The first attempt, as an event of its own, now. */
void delivery_start (Delivery *delivery);
