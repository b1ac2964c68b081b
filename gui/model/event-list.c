/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-list.h"

enum
{
  PATIENCE = 8000, /* microseconds of looking at a time */
};

/* A stop that has passed; its record, as it was then. */
typedef struct
{
  guint stop;
  TraceId record;
} Row;

struct _EventList
{
  GObject parent_instance;

  Player *player;
  EventFilter filter;
  GArray *rows;   /* Row */
  guint looked;   /* at so many stops */
  TraceId last;   /* record of the last of these */
  guint search;   /* idle source, 0: none */
};

static GType
event_list_get_item_type (GListModel *model)
{
  return EVENT_ITEM_TYPE;
}

static guint
event_list_get_n_items (GListModel *model)
{
  return MAILFLOW_EVENT_LIST (model)->rows->len;
}

static gpointer
event_list_get_item (GListModel *model, guint position)
{
  EventList *list = MAILFLOW_EVENT_LIST (model);

  if (position >= list->rows->len)
    return NULL;
  return event_item_new (player_get_trace (list->player), player_get_stops (list->player), event_list_get_stop (list, position));
}

static void
event_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = event_list_get_item_type;
  iface->get_n_items = event_list_get_n_items;
  iface->get_item = event_list_get_item;
}

G_DEFINE_TYPE_WITH_CODE (EventList, event_list, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, event_list_model_init))

static void
event_list_finalize (GObject *object)
{
  EventList *list = MAILFLOW_EVENT_LIST (object);

  g_clear_handle_id (&list->search, g_source_remove);
  event_filter_clear (&list->filter);
  g_array_unref (list->rows);
  g_clear_object (&list->player);
  G_OBJECT_CLASS (event_list_parent_class)->finalize (object);
}

static void
event_list_class_init (EventListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = event_list_finalize;
}

static void
event_list_init (EventList *list)
{
  list->rows = g_array_new (FALSE, FALSE, sizeof (Row));
}

static const Stop *
stop_at (EventList *list, guint index)
{
  return stops_get (player_get_stops (list->player), index);
}

/* Looks at stops until UNTIL on the clock, at one at least where there is one. */
static void
look_on (EventList *list, gint64 until)
{
  const Trace *trace = player_get_trace (list->player);
  guint before = list->rows->len, count = stops_count (player_get_stops (list->player));

  while (list->looked < count)
    {
      const Row row = { list->looked, stop_at (list, list->looked)->record };

      if (event_filter_is_empty (&list->filter) || event_filter_passes (&list->filter, trace, row.record))
        g_array_append_val (list->rows, row);
      list->last = row.record;
      list->looked++;
      if (list->looked % 64 == 0 && g_get_monotonic_time () > until)
        break;
    }
  if (list->rows->len > before)
    g_list_model_items_changed (G_LIST_MODEL (list), before, 0, list->rows->len - before);
}

static gboolean
on_idle (gpointer data)
{
  EventList *list = data;

  look_on (list, g_get_monotonic_time () + PATIENCE);
  if (!event_list_is_complete (list))
    return G_SOURCE_CONTINUE;
  list->search = 0;
  return G_SOURCE_REMOVE;
}

/* Without a filter looking is cheap, and all rows are there at once. */
static void
begin_to_look (EventList *list)
{
  look_on (list, event_filter_is_empty (&list->filter) ? G_MAXINT64 : g_get_monotonic_time () + PATIENCE);
  if (!event_list_is_complete (list) && list->search == 0)
    list->search = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, list, NULL);
}

/* Of the rows only the first COUNT stay, and of the stops FROM is looked at next. */
static void
cut (EventList *list, guint count, guint from)
{
  guint removed = list->rows->len - count;

  g_array_set_size (list->rows, count);
  list->looked = from;
  if (removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (list), count, removed, 0);
}

/* The first row whose stop is not what it was. */
static guint
count_unchanged (EventList *list)
{
  guint stops = stops_count (player_get_stops (list->player)), same = 0;

  while (same < list->rows->len)
    {
      const Row *row = &g_array_index (list->rows, Row, same);

      if (row->stop >= stops || stop_at (list, row->stop)->record != row->record)
        break;
      same++;
    }
  return same;
}

/* New stops come last, as a rule; where others have moved, all behind are looked at again. */
static void
on_grown (EventList *list)
{
  guint same = count_unchanged (list);
  guint from = same == 0 ? 0 : g_array_index (list->rows, Row, same - 1).stop + 1;

  if (same == list->rows->len && list->looked > 0 && list->looked <= stops_count (player_get_stops (list->player)) && stop_at (list, list->looked - 1)->record == list->last)
    from = list->looked;
  cut (list, same, from);
  begin_to_look (list);
}

EventList *
event_list_new (Player *player)
{
  EventList *list = g_object_new (EVENT_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  begin_to_look (list);
  g_signal_connect_object (player, "grown", G_CALLBACK (on_grown), list, G_CONNECT_SWAPPED);
  return list;
}

void
event_list_set_filter (EventList *list, const EventFilter *filter)
{
  EventFilter copy = *filter;

  copy.words = g_strdup (filter->words);
  event_filter_clear (&list->filter);
  list->filter = copy;
  cut (list, 0, 0);
  begin_to_look (list);
}

const EventFilter *
event_list_get_filter (EventList *list)
{
  return &list->filter;
}

gboolean
event_list_is_complete (EventList *list)
{
  return list->looked >= stops_count (player_get_stops (list->player));
}

guint
event_list_find_row (EventList *list, guint stop)
{
  guint low = 0, high = list->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (event_list_get_stop (list, middle) <= stop)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? G_MAXUINT : low - 1;
}

guint
event_list_get_stop (EventList *list, guint row)
{
  return g_array_index (list->rows, Row, row).stop;
}
