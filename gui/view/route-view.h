/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route-view: how a mail server decided where its mail goes: the servers that the DNS named, in the order in
 * which they are tried, and why others were passed over. Only for host-view.
 */
#pragma once

#include "gui/model/player.h"
#include "gui/view/fact-list.h"

/* The latest decision for each of the domains that HOST looked for, the newest first. */
void route_view_fill (FactList *list, Player *player, HostId host);
