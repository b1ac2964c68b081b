/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * world-mail: the mail servers of a world: on each a transfer agent, and where the mailboxes are an
 * access server too.
 */
#pragma once

#include "sim/node/transfer-agent.h"
#include "sim/world/scenario.h"

typedef struct WorldMail WorldMail;

/* Starts every server of SCENARIO; their hosts are there already. SCENARIO and INTERNET are borrowed. STORED is
 * called when mail has come into a mailbox. */
WorldMail *world_mail_new (const Scenario *scenario, const Internet *internet, MailStoredFunc stored, gpointer user);
void world_mail_free (WorldMail *mail);

/* NULL where HOST is no mail server. */
TransferAgent *world_mail_find_transfer (const WorldMail *mail, HostId host);
/* The mailboxes that HOST has; NULL for none. */
MailStore *world_mail_find_store (const WorldMail *mail, HostId host);
