/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * local-delivery: what happens to mail that has reached the server of its recipient (RFC 5321 3.9, 4.4): it goes
 * into a mailbox, or on to the addresses that an alias, forwarding or a mailing list stands for.
 */
#pragma once

#include "sim/node/fates.h"

/* Decides about ENTRY at once. TRUE: it is still in the queue. */
gboolean local_delivery_run (Fates *fates, QueueEntry *entry);
