/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/dialogue-list.h"

#include <gio/gio.h>

struct _DialogueList
{
  GObject parent_instance;

  Player *player; /* or NULL */
  guint32 conn;
  guint count;
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_TYPE_WITH_CODE (DialogueList, dialogue_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
dialogue_list_dispose (GObject *object)
{
  g_clear_object (&MAILFLOW_DIALOGUE_LIST (object)->player);
  G_OBJECT_CLASS (dialogue_list_parent_class)->dispose (object);
}

static void
dialogue_list_class_init (DialogueListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dialogue_list_dispose;
}

static void
dialogue_list_init (DialogueList *list)
{
}

DialogueList *
dialogue_list_new (void)
{
  return g_object_new (DIALOGUE_LIST_TYPE, NULL);
}

static const GArray *
get_ids (DialogueList *list)
{
  return trace_index_connection (player_get_index (list->player), list->conn);
}

/* The first COUNT turns stay as they are. */
static void
resize (DialogueList *list, guint count)
{
  guint before = list->count, kept = MIN (before, count);

  list->count = count;
  if (count != before)
    g_list_model_items_changed (G_LIST_MODEL (list), kept, before - kept, count - kept);
}

void
dialogue_list_show (DialogueList *list, Player *player, guint32 conn)
{
  if (conn != list->conn || player != list->player)
    resize (list, 0);
  if (conn != 0)
    g_set_object (&list->player, player);
  else
    g_clear_object (&list->player);
  list->conn = conn;
  resize (list, conn == 0 ? 0 : trace_index_count_until (get_ids (list), player_get_position (player)));
}

guint
dialogue_list_count (DialogueList *list)
{
  return list->count;
}

int
dialogue_list_find (DialogueList *list, TraceId record)
{
  guint until = list->count == 0 ? 0 : MIN (trace_index_count_until (get_ids (list), record), list->count);

  return until > 0 && g_array_index (get_ids (list), TraceId, until - 1) == record ? (int) until - 1 : -1;
}

static GType
get_item_type (GListModel *model)
{
  return DIALOGUE_TURN_TYPE;
}

static guint
get_n_items (GListModel *model)
{
  return MAILFLOW_DIALOGUE_LIST (model)->count;
}

/* Made when it is asked for: of a long conversation only what is in sight is. */
static gpointer
get_item (GListModel *model, guint position)
{
  DialogueList *list = MAILFLOW_DIALOGUE_LIST (model);
  const GArray *ids = position < list->count ? get_ids (list) : NULL;

  if (ids == NULL)
    return NULL;
  return dialogue_turn_new (player_get_trace (list->player), g_array_index (ids, TraceId, position), position == 0 ? 0 : g_array_index (ids, TraceId, position - 1));
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}
