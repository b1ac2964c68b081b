/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/connection-list.h"

#include <gio/gio.h>

struct _ConnectionList
{
  GObject parent_instance;

  Player *player;
  GArray *ids; /* TraceId: all TRACE_CONNECT records taken in */
  guint taken; /* records looked at */
  guint count; /* of IDS: those that were by now */
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_TYPE_WITH_CODE (ConnectionList, connection_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
connection_list_finalize (GObject *object)
{
  ConnectionList *list = MAILFLOW_CONNECTION_LIST (object);

  g_array_unref (list->ids);
  g_clear_object (&list->player);
  G_OBJECT_CLASS (connection_list_parent_class)->finalize (object);
}

static void
connection_list_class_init (ConnectionListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = connection_list_finalize;
}

static void
connection_list_init (ConnectionList *list)
{
  list->ids = g_array_new (FALSE, FALSE, sizeof (TraceId));
}

ConnectionList *
connection_list_new (Player *player)
{
  ConnectionList *list = g_object_new (CONNECTION_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  return list;
}

static void
take_in (ConnectionList *list)
{
  const Trace *trace = player_get_trace (list->player);

  while (list->taken < trace_count (trace))
    {
      TraceId id = ++list->taken;

      if (trace_get (trace, id)->kind == TRACE_CONNECT)
        g_array_append_val (list->ids, id);
    }
}

void
connection_list_update (ConnectionList *list)
{
  guint before = list->count, now;

  take_in (list);
  now = trace_index_count_until (list->ids, player_get_position (list->player));
  list->count = now;
  if (now != before)
    g_list_model_items_changed (G_LIST_MODEL (list), MIN (before, now), before > now ? before - now : 0, now > before ? now - before : 0);
}

static const TraceRecord *
record_at (ConnectionList *list, guint place)
{
  return trace_get (player_get_trace (list->player), g_array_index (list->ids, TraceId, place));
}

guint32
connection_list_get_conn (ConnectionList *list, guint place)
{
  return place < list->count ? record_at (list, place)->conn : 0;
}

int
connection_list_find (ConnectionList *list, guint32 conn)
{
  for (guint i = list->count; i > 0; i--)
    if (record_at (list, i - 1)->conn == conn)
      return (int) i - 1;
  return -1;
}

static gboolean
belongs_to (const TraceRecord *record, Selection selection)
{
  switch (selection.kind)
    {
    case SELECTION_HOST:
      return record->host == selection.number || record->peer == selection.number;
    case SELECTION_CONNECTION:
      return record->conn == selection.number;
    case SELECTION_MESSAGE:
      return record->message == selection.number;
    case SELECTION_NONE:
      return FALSE;
    }
  g_assert_not_reached ();
}

guint32
connection_list_choose (ConnectionList *list)
{
  Selection selection = player_get_selection (list->player);

  for (guint i = list->count; i > 0; i--)
    if (belongs_to (record_at (list, i - 1), selection))
      return record_at (list, i - 1)->conn;
  return list->count == 0 ? 0 : record_at (list, list->count - 1)->conn;
}

const char *
connection_list_describe_port (guint16 port)
{
  switch (port)
    {
    case 25:
      return "SMTP, port 25";
    case 110:
      return "POP3, port 110";
    case 143:
      return "IMAP, port 143";
    case 587:
      return "SMTP submission, port 587";
    default:
      return "TCP";
    }
}

static GType
get_item_type (GListModel *model)
{
  return LABEL_ITEM_TYPE;
}

static guint
get_n_items (GListModel *model)
{
  return MAILFLOW_CONNECTION_LIST (model)->count;
}

static gpointer
get_item (GListModel *model, guint place)
{
  ConnectionList *list = MAILFLOW_CONNECTION_LIST (model);
  const Trace *trace = player_get_trace (list->player);
  const TraceRecord *record = place < list->count ? record_at (list, place) : NULL;
  g_autofree char *clock = NULL;

  if (record == NULL)
    return NULL;
  clock = sim_time_format_clock (trace_start_unix_ns (trace), record->t, FALSE);
  return label_item_new (g_strdup_printf ("%.8s  %s → %s, %s", clock, trace_host_name (trace, record->host), trace_host_name (trace, record->peer), connection_list_describe_port (record->code)));
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}
