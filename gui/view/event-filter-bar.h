/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-filter-bar: words to search events for, and a popover with what else they are chosen by.
 *
 * Signal "changed".
 */
#pragma once

#include "gui/model/event-filter.h"
#include "gui/view/player-view.h"

#define EVENT_FILTER_BAR_TYPE (event_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (EventFilterBar, event_filter_bar, MAILFLOW, EVENT_FILTER_BAR, GtkBox)

/* Borrowed until the next change. */
const EventFilter *event_filter_bar_get (EventFilterBar *bar);
/* Everything is wanted again; "changed" comes once. */
void event_filter_bar_reset (EventFilterBar *bar);
/* Puts the keyboard into the search. */
void event_filter_bar_search (EventFilterBar *bar);
/* TEXT, "12 of 431", behind it; NULL: none. */
void event_filter_bar_set_count (EventFilterBar *bar, const char *text);
