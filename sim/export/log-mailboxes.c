/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-mailboxes.h"

enum
{
  DELETED = 1 << 3, /* of trace_marks */
};

typedef struct
{
  guint mails;
  guint64 size;
} Contents;

typedef struct
{
  gsize size;
  gboolean deleted;
} Item;

struct LogMailboxes
{
  const Trace *trace;   /* borrowed */
  GHashTable *contents; /* label → Contents *; neither is ever walked but to free it */
  GHashTable *items;    /* number → Item * */
};

LogMailboxes *
log_mailboxes_new (const Trace *trace)
{
  LogMailboxes *mailboxes = g_new0 (LogMailboxes, 1);

  mailboxes->trace = trace;
  mailboxes->contents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  mailboxes->items = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return mailboxes;
}

void
log_mailboxes_free (LogMailboxes *mailboxes)
{
  g_hash_table_unref (mailboxes->contents);
  g_hash_table_unref (mailboxes->items);
  g_free (mailboxes);
}

static Contents *
find_contents (LogMailboxes *mailboxes, const TraceRecord *record)
{
  const char *label = trace_blob (mailboxes->trace, record->text, NULL);
  Contents *contents = g_hash_table_lookup (mailboxes->contents, label);

  if (contents == NULL)
    {
      contents = g_new0 (Contents, 1);
      g_hash_table_insert (mailboxes->contents, (gpointer) label, contents);
    }
  return contents;
}

static Item *
find_item (const LogMailboxes *mailboxes, const TraceRecord *record)
{
  return g_hash_table_lookup (mailboxes->items, GUINT_TO_POINTER (record->item));
}

static void
add (LogMailboxes *mailboxes, const TraceRecord *record)
{
  Contents *contents = find_contents (mailboxes, record);
  Item *item = g_new0 (Item, 1);

  trace_blob (mailboxes->trace, record->note, &item->size);
  contents->mails++;
  contents->size += item->size;
  g_hash_table_insert (mailboxes->items, GUINT_TO_POINTER (record->item), item);
}

static void
take (LogMailboxes *mailboxes, const TraceRecord *record)
{
  Contents *contents = find_contents (mailboxes, record);
  const Item *item = find_item (mailboxes, record);

  if (item == NULL)
    return;
  contents->mails -= MIN (contents->mails, 1);
  contents->size -= MIN (contents->size, item->size);
  g_hash_table_remove (mailboxes->items, GUINT_TO_POINTER (record->item));
}

void
log_mailboxes_note (LogMailboxes *mailboxes, const TraceRecord *record)
{
  if (record->kind == TRACE_STORED)
    add (mailboxes, record);
  else
    take (mailboxes, record);
}

gboolean
log_mailboxes_mark (LogMailboxes *mailboxes, const TraceRecord *record)
{
  Item *item = find_item (mailboxes, record);
  gboolean deleted = (record->code & DELETED) != 0, before;

  if (item == NULL)
    return FALSE;
  before = item->deleted;
  item->deleted = deleted;
  return deleted && !before;
}

guint
log_mailboxes_count (const LogMailboxes *mailboxes, const char *label, guint64 *size)
{
  const Contents *contents = g_hash_table_lookup (mailboxes->contents, label);

  *size = contents == NULL ? 0 : contents->size;
  return contents == NULL ? 0 : contents->mails;
}
