/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/mailbox-list.h"

#include <gio/gio.h>
#include <string.h>

/* A mailbox, its first record, and from when on it is in the list: what a run begins with is always there. */
typedef struct
{
  MailboxKey key;
  TraceId record, since;
} Entry;

struct _MailboxList
{
  GObject parent_instance;

  Player *player;
  GArray *entries; /* Entry: all that were taken in */
  GArray *stored;  /* TraceId: likewise, of TRACE_STORED */
  guint taken;     /* records looked at */
  guint count;     /* of ENTRIES: those that were by now */
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MailboxList, mailbox_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
mailbox_list_finalize (GObject *object)
{
  MailboxList *list = MAILFLOW_MAILBOX_LIST (object);

  g_array_unref (list->entries);
  g_array_unref (list->stored);
  g_clear_object (&list->player);
  G_OBJECT_CLASS (mailbox_list_parent_class)->finalize (object);
}

static void
mailbox_list_class_init (MailboxListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mailbox_list_finalize;
}

static void
mailbox_list_init (MailboxList *list)
{
  list->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  list->stored = g_array_new (FALSE, FALSE, sizeof (TraceId));
}

MailboxList *
mailbox_list_new (Player *player)
{
  MailboxList *list = g_object_new (MAILBOX_LIST_TYPE, NULL);

  list->player = g_object_ref (player);
  return list;
}

static const Entry *
entry_at (MailboxList *list, guint place)
{
  return &g_array_index (list->entries, Entry, place);
}

static gboolean
has_entry (MailboxList *list, MailboxKey key)
{
  for (guint i = 0; i < list->entries->len; i++)
    if (entry_at (list, i)->key.server == key.server && entry_at (list, i)->key.name == key.name)
      return TRUE;
  return FALSE;
}

static void
take_in (MailboxList *list)
{
  const Trace *trace = player_get_trace (list->player);

  while (list->taken < trace_count (trace))
    {
      TraceId id = ++list->taken;
      const TraceRecord *record = trace_get (trace, id);
      Entry entry = { { record->host, record->text }, id, record->t == 0 ? 0 : id };

      if (record->kind == TRACE_STORED)
        g_array_append_val (list->stored, id);
      if ((record->kind == TRACE_MAILBOX || record->kind == TRACE_STORED) && !has_entry (list, entry.key))
        g_array_append_val (list->entries, entry);
    }
}

void
mailbox_list_update (MailboxList *list)
{
  guint before = list->count, now = 0, position = player_get_position (list->player);

  take_in (list);
  while (now < list->entries->len && entry_at (list, now)->since <= position)
    now++;
  list->count = now;
  if (now != before)
    g_list_model_items_changed (G_LIST_MODEL (list), 1 + MIN (before, now), before > now ? before - now : 0, now > before ? now - before : 0);
}

static MailboxKey
key_of (const TraceRecord *record)
{
  return (MailboxKey){ record->host, record->text };
}

/* Where MESSAGE was stored last. */
static MailboxKey
find_of_message (MailboxList *list, MessageId message)
{
  const Trace *trace = player_get_trace (list->player);
  const GArray *ids = trace_index_message (player_get_index (list->player), message);

  for (guint i = trace_index_count_until (ids, player_get_position (list->player)); i > 0; i--)
    {
      const TraceRecord *record = trace_get (trace, g_array_index (ids, TraceId, i - 1));

      if (record->kind == TRACE_STORED)
        return key_of (record);
    }
  return (MailboxKey){ 0, 0 };
}

/* The only mailbox that HOST keeps, or reads. */
static MailboxKey
find_of_host (MailboxList *list, HostId host)
{
  const Trace *trace = player_get_trace (list->player);
  MailboxKey found = { 0, 0 };
  guint count = 0;

  for (guint i = 0; i < list->count; i++)
    {
      const Entry *entry = entry_at (list, i);

      if (entry->key.server == host || trace_get (trace, entry->record)->peer == host)
        {
          found = entry->key;
          count++;
        }
    }
  return count == 1 ? found : (MailboxKey){ 0, 0 };
}

static MailboxKey
find_of_connection (MailboxList *list, guint32 conn)
{
  const Trace *trace = player_get_trace (list->player);
  const GArray *ids = trace_index_connection (player_get_index (list->player), conn);
  const TraceRecord *opened = ids->len == 0 ? NULL : trace_get (trace, g_array_index (ids, TraceId, 0));
  MailboxKey key = { 0, 0 };

  if (opened != NULL && (opened->code == 110 || opened->code == 143))
    key = find_of_host (list, opened->host);
  if (key.server == 0 && opened != NULL && opened->message != 0)
    key = find_of_message (list, opened->message);
  return key;
}

static MailboxKey
find_selected (MailboxList *list)
{
  Selection selection = player_get_selection (list->player);

  switch (selection.kind)
    {
    case SELECTION_HOST:
      return find_of_host (list, (HostId) selection.number);
    case SELECTION_CONNECTION:
      return find_of_connection (list, selection.number);
    case SELECTION_MESSAGE:
      return find_of_message (list, selection.number);
    case SELECTION_NONE:
      return (MailboxKey){ 0, 0 };
    }
  g_assert_not_reached ();
}

MailboxKey
mailbox_list_get (MailboxList *list, guint place)
{
  guint stored = trace_index_count_until (list->stored, player_get_position (list->player));
  MailboxKey key;

  if (place > 0 && place <= list->count)
    return entry_at (list, place - 1)->key;
  key = find_selected (list);
  if (key.server != 0)
    return key;
  if (stored > 0)
    return key_of (trace_get (player_get_trace (list->player), g_array_index (list->stored, TraceId, stored - 1)));
  return list->count > 0 ? entry_at (list, 0)->key : key;
}

guint
mailbox_list_find (MailboxList *list, HostId server, const char *name)
{
  const Trace *trace = player_get_trace (list->player);

  for (guint i = 0; i < list->count; i++)
    if (entry_at (list, i)->key.server == server && strcmp (trace_blob (trace, entry_at (list, i)->key.name, NULL), name) == 0)
      return i + 1;
  return 0;
}

static GType
get_item_type (GListModel *model)
{
  return LABEL_ITEM_TYPE;
}

static guint
get_n_items (GListModel *model)
{
  return 1 + MAILFLOW_MAILBOX_LIST (model)->count;
}

static gpointer
get_item (GListModel *model, guint place)
{
  MailboxList *list = MAILFLOW_MAILBOX_LIST (model);
  const Trace *trace = player_get_trace (list->player);
  MailboxKey key;

  if (place > list->count)
    return NULL;
  if (place == 0)
    return label_item_new (g_strdup ("The mailbox that is told about"));
  key = entry_at (list, place - 1)->key;
  return label_item_new (g_strdup_printf ("%s on %s", trace_blob (trace, key.name, NULL), trace_host_name (trace, key.server)));
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}
