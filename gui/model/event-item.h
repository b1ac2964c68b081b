/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-item: one row of the list of events, in words.
 */
#pragma once

#include <glib-object.h>

#include "sim/trace/stops.h"
#include "sim/trace/story-tone.h"

#define EVENT_ITEM_TYPE (event_item_get_type ())
G_DECLARE_FINAL_TYPE (EventItem, event_item, MAILFLOW, EVENT_ITEM, GObject)

/* Row INDEX of STOPS. */
EventItem *event_item_new (const Trace *trace, const Stops *stops, guint index);

TraceId event_item_get_record (EventItem *item);
const char *event_item_get_clock (EventItem *item);
const char *event_item_get_who (EventItem *item);
const char *event_item_get_what (EventItem *item);
StoryTone event_item_get_tone (EventItem *item);
/* WHAT is a line as it stood on the wire. */
gboolean event_item_is_quote (EventItem *item);

