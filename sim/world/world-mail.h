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

/* The programs of HOST stop, may lose their queue then, and start again; nothing where it is no mail server. */
void world_mail_crash (WorldMail *mail, HostId host);
void world_mail_lose_queue (WorldMail *mail, HostId host);
void world_mail_restart (WorldMail *mail, HostId host);

/* FALSE while a server that has crashed has mail in its queue. */
gboolean world_mail_is_at_rest (const WorldMail *mail);

/* NULL where HOST is no mail server. */
TransferAgent *world_mail_find_transfer (const WorldMail *mail, HostId host);
/* The mailboxes that HOST has; NULL for none. */
MailStore *world_mail_find_store (const WorldMail *mail, HostId host);
