/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-list.h"

struct _EventList
{
  GObject parent_instance;

  Player *player;
};

static GType
event_list_get_item_type (GListModel *model)
{
  return EVENT_ITEM_TYPE;
}

static guint
event_list_get_n_items (GListModel *model)
{
  return stops_count (player_get_stops (MAILFLOW_EVENT_LIST (model)->player));
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
  g_clear_object (&MAILFLOW_EVENT_LIST (object)->player);
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
}

EventList *
event_list_new (Player *player)
{
  EventList *list = g_object_new (EVENT_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  return list;
}
