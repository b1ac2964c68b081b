/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/dialogue-list.h"

#include <gio/gio.h>

struct _DialogueList
{
  GObject parent_instance;

  guint32 conn;
  GPtrArray *turns; /* DialogueTurn * */
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_TYPE_WITH_CODE (DialogueList, dialogue_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
dialogue_list_finalize (GObject *object)
{
  g_ptr_array_unref (MAILFLOW_DIALOGUE_LIST (object)->turns);
  G_OBJECT_CLASS (dialogue_list_parent_class)->finalize (object);
}

static void
dialogue_list_class_init (DialogueListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dialogue_list_finalize;
}

static void
dialogue_list_init (DialogueList *list)
{
  list->turns = g_ptr_array_new_with_free_func (g_object_unref);
}

DialogueList *
dialogue_list_new (void)
{
  return g_object_new (DIALOGUE_LIST_TYPE, NULL);
}

static void
cut_to (DialogueList *list, guint count)
{
  guint before = list->turns->len;

  if (count >= before)
    return;
  g_ptr_array_set_size (list->turns, (int) count);
  g_list_model_items_changed (G_LIST_MODEL (list), count, before - count, 0);
}

void
dialogue_list_show (DialogueList *list, Player *player, guint32 conn)
{
  const GArray *ids = trace_index_connection (player_get_index (player), conn);
  guint count = conn == 0 ? 0 : trace_index_count_until (ids, player_get_position (player)), before;

  cut_to (list, conn == list->conn ? count : 0);
  list->conn = conn;
  before = list->turns->len;
  for (guint i = before; i < count; i++)
    g_ptr_array_add (list->turns, dialogue_turn_new (player_get_trace (player), g_array_index (ids, TraceId, i), i == 0 ? 0 : g_array_index (ids, TraceId, i - 1)));
  if (count > before)
    g_list_model_items_changed (G_LIST_MODEL (list), before, 0, count - before);
}

guint
dialogue_list_count (DialogueList *list)
{
  return list->turns->len;
}

int
dialogue_list_find (DialogueList *list, TraceId record)
{
  for (guint i = list->turns->len; i > 0; i--)
    if (dialogue_turn_get_record (g_ptr_array_index (list->turns, i - 1)) == record)
      return (int) i - 1;
  return -1;
}

static GType
get_item_type (GListModel *model)
{
  return DIALOGUE_TURN_TYPE;
}

static guint
get_n_items (GListModel *model)
{
  return MAILFLOW_DIALOGUE_LIST (model)->turns->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  DialogueList *list = MAILFLOW_DIALOGUE_LIST (model);

  return position < list->turns->len ? g_object_ref (g_ptr_array_index (list->turns, position)) : NULL;
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}
