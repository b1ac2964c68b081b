/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-list: the stops of a player as a GListModel of EventItem, made one by one as they are seen.
 * Rows are added while the player's run goes on.
 */
#pragma once

#include <gio/gio.h>

#include "gui/model/event-item.h"
#include "gui/model/player.h"

#define EVENT_LIST_TYPE (event_list_get_type ())
G_DECLARE_FINAL_TYPE (EventList, event_list, MAILFLOW, EVENT_LIST, GObject)

EventList *event_list_new (Player *player);
