/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-queue.h"

#include <string.h>

enum
{
  ID_LENGTH = 10,
};

struct LogQueue
{
  const Trace *trace;    /* borrowed */
  GPtrArray *files;      /* LogFile * */
  GHashTable *accepted;  /* TraceId → LogFile *, the files' */
  GPtrArray *entries;    /* LogEntry * in the order of the trace */
  GHashTable *by_number; /* number → LogEntry *, the entries' */
  TraceId stored;        /* the latest TRACE_STORED of a delivery */
};

static void
free_file (gpointer data)
{
  LogFile *file = data;

  g_free (file->id);
  g_free (file->from);
  g_free (file);
}

static const char *
text_of (const LogQueue *queue, BlobId blob)
{
  return trace_blob (queue->trace, blob, NULL);
}

static LogFile *
add_file (LogQueue *queue, const LogFile *like)
{
  LogFile *file = g_new (LogFile, 1);

  *file = *like;
  g_ptr_array_add (queue->files, file);
  return file;
}

static void
note_accepted (LogQueue *queue, TraceId id, const TraceRecord *record)
{
  const LogFile file = { .host = record->host, .message = record->message, .id = g_strdup (text_of (queue, record->item)), .from = g_strdup (text_of (queue, record->text)), .size = (guint64) record->value, .content = record->note, .arrived = record->t };

  g_hash_table_insert (queue->accepted, GUINT_TO_POINTER (id), add_file (queue, &file));
}

/* Of the TRACE_ACCEPTED record that led to RECORD, with nothing but new recipients between; NULL: something else did. */
static LogFile *
find_accepted (const LogQueue *queue, const TraceRecord *record)
{
  TraceId id = record->cause;

  while (id != 0 && trace_get (queue->trace, id)->kind == TRACE_RECIPIENT)
    id = trace_get (queue->trace, id)->cause;
  return g_hash_table_lookup (queue->accepted, GUINT_TO_POINTER (id));
}

static void
note_queued (LogQueue *queue, const TraceRecord *record)
{
  LogEntry *entry = g_new0 (LogEntry, 1);

  entry->number = record->item;
  entry->host = record->host;
  entry->message = record->message;
  entry->recipient = record->conn;
  entry->to = text_of (queue, record->text);
  entry->from = text_of (queue, record->note);
  entry->file = find_accepted (queue, record);
  if (entry->file != NULL)
    entry->file->recipients++;
  g_ptr_array_add (queue->entries, entry);
  g_hash_table_insert (queue->by_number, GUINT_TO_POINTER (entry->number), entry);
}

/* The trace names no queue id for what a list sends out: one of the same look, by FNV-1a. */
static char *
make_id (const LogFile *origin, guint32 entry)
{
  static const char letters[] = "0123456789BCDFGHJKLMNPQRSTVWXYZ";
  g_autofree char *seed = g_strdup_printf ("%s %u", origin->id, entry);
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  char *id = g_new0 (char, ID_LENGTH + 1);

  for (const char *at = seed; *at != '\0'; at++)
    hash = (hash ^ (guint8) *at) * G_GUINT64_CONSTANT (0x100000001b3);
  for (guint i = 0; i < ID_LENGTH; i++, hash /= sizeof letters - 1)
    id[i] = letters[hash % (sizeof letters - 1)];
  return id;
}

/* "club+bob=example.net@example.org" for bob@example.net is VERP's form of "club@example.org". */
static char *
remove_verp (const char *from, const char *to)
{
  g_autofree char *member = g_strdelimit (g_strdup (to), "@", '=');
  g_autofree char *detail = g_strdup_printf ("+%s@", member);
  const char *at = strstr (from, detail);

  return at == NULL ? g_strdup (from) : g_strdup_printf ("%.*s@%s", (int) (at - from), from, at + strlen (detail));
}

static LogFile *
add_list_file (LogQueue *queue, const LogEntry *list, const LogEntry *member)
{
  const LogFile *origin = list->file;
  LogFile file = { .host = origin->host, .message = origin->message, .size = origin->size, .content = origin->content, .of_list = TRUE };

  file.id = make_id (origin, list->number);
  file.from = remove_verp (member->from, member->to);
  return add_file (queue, &file);
}

/* It has just been queued. */
static LogEntry *
find_part (const LogQueue *queue, const TraceRecord *record)
{
  LogEntry *last = queue->entries->len == 0 ? NULL : g_ptr_array_index (queue->entries, queue->entries->len - 1);
  gboolean fits = last != NULL && last->file == NULL && last->host == record->host && last->message == record->message && last->recipient == record->code;

  return fits ? last : NULL;
}

static gboolean
was_stored (const LogQueue *queue, const TraceRecord *record)
{
  const TraceRecord *stored = queue->stored == 0 ? NULL : trace_get (queue->trace, queue->stored);

  return stored != NULL && stored->t == record->t && stored->host == record->host && stored->message == record->message && stored->conn == record->conn;
}

static void
note_expansion (const LogQueue *queue, LogEntry *entry, const TraceRecord *record, gboolean of_list)
{
  entry->expanded = TRUE;
  entry->copied = !of_list && was_stored (queue, record);
  if (!of_list && !entry->copied)
    entry->file->recipients--;
}

static void
note_expanded (LogQueue *queue, const TraceRecord *record)
{
  LogEntry *entry = log_queue_find_entry (queue, record->item), *part = find_part (queue, record);
  gboolean of_list = strcmp (text_of (queue, record->note), "list") == 0;

  if (entry == NULL || entry->file == NULL)
    return;
  if (!entry->expanded)
    note_expansion (queue, entry, record, of_list);
  if (part == NULL) /* who has a copy already gets no other */
    return;
  part->origin = entry;
  if (of_list && entry->forwarded == NULL)
    entry->forwarded = add_list_file (queue, entry, part);
  part->file = of_list ? entry->forwarded : entry->file;
  part->file->recipients++;
}

LogQueue *
log_queue_new (const Trace *trace)
{
  LogQueue *queue = g_new0 (LogQueue, 1);

  queue->trace = trace;
  queue->files = g_ptr_array_new_with_free_func (free_file);
  queue->accepted = g_hash_table_new (NULL, NULL);
  queue->entries = g_ptr_array_new_with_free_func (g_free);
  queue->by_number = g_hash_table_new (NULL, NULL);
  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_ACCEPTED)
        note_accepted (queue, id, record);
      else if (record->kind == TRACE_QUEUED)
        note_queued (queue, record);
      else if (record->kind == TRACE_STORED && record->conn != 0)
        queue->stored = id;
      else if (record->kind == TRACE_EXPANDED)
        note_expanded (queue, record);
    }
  return queue;
}

void
log_queue_free (LogQueue *queue)
{
  g_hash_table_unref (queue->by_number);
  g_ptr_array_unref (queue->entries);
  g_hash_table_unref (queue->accepted);
  g_ptr_array_unref (queue->files);
  g_free (queue);
}

LogEntry *
log_queue_find_entry (const LogQueue *queue, guint32 number)
{
  return g_hash_table_lookup (queue->by_number, GUINT_TO_POINTER (number));
}

LogFile *
log_queue_get_accepted (const LogQueue *queue, TraceId id)
{
  LogFile *file = g_hash_table_lookup (queue->accepted, GUINT_TO_POINTER (id));

  g_assert (file != NULL);
  return file;
}

guint
log_queue_count_entries (const LogQueue *queue)
{
  return queue->entries->len;
}

LogEntry *
log_queue_entry_at (const LogQueue *queue, guint index)
{
  return g_ptr_array_index (queue->entries, index);
}

const char *
log_entry_get_original (const LogEntry *entry)
{
  const LogEntry *first = entry;

  while (first->origin != NULL && first->origin->file == entry->file)
    first = first->origin;
  return first == entry ? NULL : first->to;
}
