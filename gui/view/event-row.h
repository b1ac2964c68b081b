/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-row: a row of the list of events: the time and the host above, what happens below. One widget that paints its own
 * words: the list keeps two hundred rows ready, and takes others with each jump.
 */
#pragma once

#include "gui/model/event-item.h"

#include <gtk/gtk.h>

#define EVENT_ROW_TYPE (event_row_get_type ())
G_DECLARE_FINAL_TYPE (EventRow, event_row, MAILFLOW, EVENT_ROW, GtkWidget)

GtkWidget *event_row_new (void);
/* ITEM is referenced. */
void event_row_set_item (EventRow *row, EventItem *item);
