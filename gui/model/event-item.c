/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-item.h"

#include "sim/trace/story.h"

#include <string.h>

struct _EventItem
{
  GObject parent_instance;

  TraceId record;
  char *clock, *who, *what;
  StoryTone tone;
  gboolean quote;
};

G_DEFINE_TYPE (EventItem, event_item, G_TYPE_OBJECT)

static void
event_item_finalize (GObject *object)
{
  EventItem *item = MAILFLOW_EVENT_ITEM (object);

  g_free (item->clock);
  g_free (item->who);
  g_free (item->what);
  G_OBJECT_CLASS (event_item_parent_class)->finalize (object);
}

static void
event_item_class_init (EventItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = event_item_finalize;
}

static void
event_item_init (EventItem *item)
{
}

/* A line of dialogue as it stood on the wire: its first line. */
static char *
quote (const Trace *trace, const TraceRecord *record)
{
  gsize length;
  const char *bytes = trace_blob (trace, record->text, &length);
  gsize first = strcspn (bytes, "\r\n");
  g_autofree char *line = g_utf8_make_valid (bytes, (gssize) MIN (first, 120));

  if (record->kind == TRACE_SMTP_DATA)
    return g_strdup_printf ("the message, %" G_GSIZE_FORMAT " bytes", length);
  return g_steal_pointer (&line);
}

EventItem *
event_item_new (const Trace *trace, const Stops *stops, guint index)
{
  EventItem *item = g_object_new (EVENT_ITEM_TYPE, NULL);
  const Stop *stop = stops_get (stops, index);
  const TraceRecord *record = trace_get (trace, stop->record);
  g_autoptr (StoryLine) line = story_tell (trace, stop->record);
  gboolean dialogue = trace_kind_is_dialogue (record->kind);

  item->record = stop->record;
  item->quote = dialogue;
  item->tone = story_tone (record);
  item->clock = sim_time_format_clock (trace_start_unix_ns (trace), record->t, trace_end_time (trace) >= SIM_DAY);
  item->who = g_steal_pointer (&line->who);
  item->what = dialogue ? quote (trace, record) : g_steal_pointer (&line->what);
  return item;
}

TraceId
event_item_get_record (EventItem *item)
{
  return item->record;
}

const char *
event_item_get_clock (EventItem *item)
{
  return item->clock;
}

const char *
event_item_get_who (EventItem *item)
{
  return item->who;
}

const char *
event_item_get_what (EventItem *item)
{
  return item->what;
}

StoryTone
event_item_get_tone (EventItem *item)
{
  return item->tone;
}

gboolean
event_item_is_quote (EventItem *item)
{
  return item->quote;
}
