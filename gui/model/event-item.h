/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event-item: one row of the list of events, in words.
 */
#pragma once

#include <glib-object.h>

#include "sim/trace/stops.h"

typedef enum
{
  EVENT_TONE_PLAIN,
  EVENT_TONE_QUIET,  /* a line of dialogue, a question, an answer */
  EVENT_TONE_GOOD,
  EVENT_TONE_WAIT,
  EVENT_TONE_BAD,
} EventTone;

#define EVENT_ITEM_TYPE (event_item_get_type ())
G_DECLARE_FINAL_TYPE (EventItem, event_item, MAILFLOW, EVENT_ITEM, GObject)

/* Row INDEX of STOPS. */
EventItem *event_item_new (const Trace *trace, const Stops *stops, guint index);

guint event_item_get_index (EventItem *item);
const char *event_item_get_clock (EventItem *item);
const char *event_item_get_who (EventItem *item);
const char *event_item_get_what (EventItem *item);
EventTone event_item_get_tone (EventItem *item);
gboolean event_item_is_hop (EventItem *item);
/* WHAT is a line as it stood on the wire. */
gboolean event_item_is_quote (EventItem *item);

/* How a record is to be felt about: on a list, a time line or a map. */
EventTone event_tone_of (const TraceRecord *record);
