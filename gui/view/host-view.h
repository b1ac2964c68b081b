/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * host-view: what a host holds now: its queue with attempts and the next try, its mailboxes, its
 * connections, the DNS answers it remembers, and the mail that was fetched to it.
 */
#pragma once

#include "gui/model/player.h"
#include "gui/view/fact-list.h"

/* Tells LIST all about HOST. */
void host_view_fill (FactList *list, Player *player, HostId host);
