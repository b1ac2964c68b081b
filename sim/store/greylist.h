/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * greylist: lets mail from strangers wait (RFC 6647): who comes again after a while is no spammer's
 * program that never retries. It remembers client, sender and recipient; time is an argument.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef struct Greylist Greylist;

/* DELAY: how long a new triplet has to wait. */
Greylist *greylist_new (SimTime delay);
void greylist_free (Greylist *greylist);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Greylist, greylist_free)

/* 0 where mail may come in now, else how long it still has to wait; the first time is remembered. CLIENT is an IPv4
 * address, of which its network of 24 bits counts: large senders come from several. */
SimTime greylist_check (Greylist *greylist, guint32 client, const char *sender, const char *recipient, SimTime now);
