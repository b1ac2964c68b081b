/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-view: the list of events; the present one is lit, and clicking one goes there.
 */
#pragma once

#include "gui/view/player-view.h"

#define EVENT_VIEW_TYPE (event_view_get_type ())
G_DECLARE_FINAL_TYPE (EventView, event_view, MAILFLOW, EVENT_VIEW, GtkWidget)

/* Puts the keyboard into the search. */
void event_view_search (EventView *view);
/* The row that is lit; GTK_INVALID_LIST_POSITION: none. */
guint event_view_get_row (EventView *view);
