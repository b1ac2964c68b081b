/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lineage: players of one run after another of the same thing, as it was acted on, undone or read anew: what was looked at in
 * the one is looked at in the next, as far as it is there too. It knows no views.
 *
 * Hosts and messages are the same by name, whatever their numbers; a connection by its number and the names of its ends.
 */
#pragma once

#include "gui/model/player.h"

/* Whether AFTER shows what BEFORE shows, or what was made of it; BEFORE may be NULL. */
gboolean lineage_joins (Player *before, Player *after);
/* What HOST or MESSAGE of BEFORE is in AFTER; 0 where there is none, or AFTER shows something else. */
HostId lineage_find_host (Player *before, Player *after, HostId host);
MessageId lineage_find_message (Player *before, Player *after, MessageId message);
/* Likewise; SELECTION_NONE where there is none. */
Selection lineage_find_selection (Player *before, Player *after, Selection selection);
