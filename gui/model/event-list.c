/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-list.h"

struct _EventList
{
  GObject parent_instance;

  Player *player;
  GArray *records; /* TraceId of each row, as it was last told */
};

static GType
event_list_get_item_type (GListModel *model)
{
  return EVENT_ITEM_TYPE;
}

static guint
event_list_get_n_items (GListModel *model)
{
  return MAILFLOW_EVENT_LIST (model)->records->len;
}

static gpointer
event_list_get_item (GListModel *model, guint position)
{
  EventList *list = MAILFLOW_EVENT_LIST (model);

  if (position >= event_list_get_n_items (model))
    return NULL;
  return event_item_new (player_get_trace (list->player), player_get_stops (list->player), position);
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

  g_array_unref (list->records);
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
  list->records = g_array_new (FALSE, FALSE, sizeof (TraceId));
}

static TraceId
record_at (EventList *list, guint index)
{
  return stops_get (player_get_stops (list->player), index)->record;
}

/* How many rows there are as before, from the first on. */
static guint
count_unchanged (EventList *list)
{
  guint most = MIN (list->records->len, stops_count (player_get_stops (list->player))), same = 0;

  while (same < most && g_array_index (list->records, TraceId, same) == record_at (list, same))
    same++;
  return same;
}

static void
on_grown (EventList *list)
{
  guint same = count_unchanged (list), before = list->records->len, count = stops_count (player_get_stops (list->player));

  g_array_set_size (list->records, count);
  for (guint i = same; i < count; i++)
    g_array_index (list->records, TraceId, i) = record_at (list, i);
  g_list_model_items_changed (G_LIST_MODEL (list), same, before - same, count - same);
}

EventList *
event_list_new (Player *player)
{
  EventList *list = g_object_new (EVENT_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  on_grown (list);
  g_signal_connect_object (player, "grown", G_CALLBACK (on_grown), list, G_CONNECT_SWAPPED);
  return list;
}
