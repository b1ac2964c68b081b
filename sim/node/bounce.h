/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bounce: the report that a transfer agent sends to the reverse-path when it has given up
 * (RFC 5321 6.1, RFC 3464).
 */
#pragma once

#include "sim/codec/delivery-report.h"
#include "sim/node/transfer-agent.h"

/* Sends REPORT about MESSAGE to its reverse-path, from the null reverse-path. Nothing is sent about
 * mail that came from the null reverse-path itself: never a bounce of a bounce. */
void bounce_send (TransferAgent *agent, const QueuedMessage *message, const DeliveryReport *report);
