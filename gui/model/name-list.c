/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/name-list.h"

#include <gio/gio.h>

struct _NameList
{
  GObject parent_instance;

  Player *player;
  NameListKind kind;
  char *all;
  guint count; /* of hosts or messages */
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_TYPE_WITH_CODE (NameList, name_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
name_list_finalize (GObject *object)
{
  NameList *list = MAILFLOW_NAME_LIST (object);

  g_free (list->all);
  g_clear_object (&list->player);
  G_OBJECT_CLASS (name_list_parent_class)->finalize (object);
}

static void
name_list_class_init (NameListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = name_list_finalize;
}

static void
name_list_init (NameList *list)
{
}

static guint
count_names (NameList *list)
{
  const Trace *trace = player_get_trace (list->player);

  return list->kind == NAME_LIST_HOSTS ? trace_count_hosts (trace) : trace_count_messages (trace);
}

static guint
count_above (const NameList *list)
{
  return list->all == NULL ? 0 : 1;
}

static void
on_grown (NameList *list)
{
  guint before = list->count;

  list->count = count_names (list);
  if (list->count > before)
    g_list_model_items_changed (G_LIST_MODEL (list), count_above (list) + before, 0, list->count - before);
}

NameList *
name_list_new (Player *player, NameListKind kind, const char *all)
{
  NameList *list = g_object_new (NAME_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  list->kind = kind;
  list->all = g_strdup (all);
  list->count = count_names (list);
  g_signal_connect_object (player, "grown", G_CALLBACK (on_grown), list, G_CONNECT_SWAPPED);
  return list;
}

guint32
name_list_get_number (NameList *list, guint place)
{
  guint32 number = place + 1 - count_above (list);

  return number <= list->count ? number : 0;
}

guint
name_list_find_place (NameList *list, guint32 number)
{
  return number == 0 ? 0 : number - 1 + count_above (list);
}

static GType
get_item_type (GListModel *model)
{
  return LABEL_ITEM_TYPE;
}

static guint
get_n_items (GListModel *model)
{
  const NameList *list = MAILFLOW_NAME_LIST (model);

  return count_above (list) + list->count;
}

static gpointer
get_item (GListModel *model, guint place)
{
  NameList *list = MAILFLOW_NAME_LIST (model);
  const Trace *trace = player_get_trace (list->player);
  guint32 number = name_list_get_number (list, place);

  if (place >= get_n_items (model))
    return NULL;
  if (number == 0)
    return label_item_new (g_strdup (list->all));
  return label_item_new (g_strdup (list->kind == NAME_LIST_HOSTS ? trace_host_name (trace, (HostId) number) : trace_message_label (trace, number)));
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}
