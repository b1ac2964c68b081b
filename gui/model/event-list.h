/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-list: the stops of a player that pass a filter, as a GListModel of EventItem, made one by one as they are seen.
 * Rows are added while the player's run goes on; and, where looking takes long, while the main loop has nothing else to do.
 */
#pragma once

#include <gio/gio.h>

#include "gui/model/event-filter.h"
#include "gui/model/event-item.h"
#include "gui/model/player.h"

#define EVENT_LIST_TYPE (event_list_get_type ())
G_DECLARE_FINAL_TYPE (EventList, event_list, MAILFLOW, EVENT_LIST, GObject)

EventList *event_list_new (Player *player);
/* FILTER is copied. */
void event_list_set_filter (EventList *list, const EventFilter *filter);
const EventFilter *event_list_get_filter (EventList *list);
/* TRUE once all stops have been looked at. */
gboolean event_list_is_complete (EventList *list);

/* The last row that is not behind STOP; G_MAXUINT where there is none. */
guint event_list_find_row (EventList *list, guint stop);
/* The stop of ROW, which there is. */
guint event_list_get_stop (EventList *list, guint row);
