/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/mailbox-table.h"

#include "gui/draw/pop3-visit.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/mail-rendering.h"
#include "sim/trace/mailbox-name.h"

#include <string.h>

/* A table that is being made. */
typedef struct
{
  MailboxTable *table;
  const Trace *trace;
  const TraceIndex *index;
  guint position;
  GHashTable *rows; /* item → MailboxRow * */
} Maker;

/* What a device has, and knows. */
typedef struct
{
  GHashTable *fetched; /* BlobId of a content → TraceId */
  GHashTable *synced;  /* item → MailFlags + 1 */
} DeviceMemory;

char *
mailbox_table_format_flags (guint16 flags)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < N_TRACE_FLAGS && trace_marks[i].name != NULL; i++)
    if (flags & trace_marks[i].bit)
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", trace_marks[i].name);
  return g_string_free (out->len > 0 ? out : g_string_append (out, "no flags"), FALSE);
}

static void
clear_cell (gpointer data)
{
  MailboxCell *cell = data;

  g_free (cell->head);
  g_free (cell->detail);
}

static void
free_row (gpointer data)
{
  MailboxRow *row = data;

  g_array_unref (row->cells);
  g_free (row->subject);
  g_free (row);
}

const MailboxRow *
mailbox_table_find (const MailboxTable *table, guint32 item)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (((const MailboxRow *) g_ptr_array_index (table->rows, i))->item == item)
      return g_ptr_array_index (table->rows, i);
  return NULL;
}

/* Only what needs decoding (RFC 2047 2) is taken through all of it. */
static char *
dup_subject (const Trace *trace, BlobId content)
{
  gsize length;
  const char *bytes = trace_blob (trace, content, &length);
  g_autofree char *subject = mail_message_dup_field (bytes, length, "Subject");
  g_autoptr (MailRendering) rendering = NULL;

  if (subject == NULL)
    return g_strdup ("");
  if (strstr (subject, "=?") == NULL)
    return g_utf8_make_valid (subject, -1);
  rendering = mail_rendering_new (bytes, length);
  return g_steal_pointer (&rendering->subject);
}

static void
add_row (Maker *maker, TraceId id, const TraceRecord *record)
{
  MailboxRow *row = g_new0 (MailboxRow, 1);

  row->item = record->item;
  row->message = record->message;
  row->stored = id;
  row->uid = (guint32) record->value;
  row->subject = dup_subject (maker->trace, record->note);
  row->cells = g_array_new (FALSE, FALSE, sizeof (MailboxCell));
  g_array_set_clear_func (row->cells, clear_cell);
  g_ptr_array_add (maker->table->rows, row);
  g_hash_table_insert (maker->rows, GUINT_TO_POINTER (row->item), row);
}

/* What led to it is the command, or the packet that carried it. */
static void
mark_row (const Trace *trace, MailboxRow *row, const TraceRecord *record)
{
  const TraceRecord *cause = record->cause == 0 ? NULL : trace_get (trace, record->cause);

  row->flags = record->code;
  row->marker = cause == NULL || cause->host == record->host ? 0 : cause->host;
}

static void
take_record (Maker *maker, TraceId id)
{
  const TraceRecord *record = trace_get (maker->trace, id);
  MailboxRow *row;

  if (record->kind != TRACE_STORED && record->kind != TRACE_FLAGS && record->kind != TRACE_REMOVED)
    return;
  if (record->text != maker->table->name)
    return;
  if (record->kind == TRACE_STORED)
    {
      add_row (maker, id, record);
      return;
    }
  row = g_hash_table_lookup (maker->rows, GUINT_TO_POINTER (record->item));
  if (row != NULL && record->kind == TRACE_FLAGS)
    mark_row (maker->trace, row, record);
  else if (row != NULL)
    row->removed = id;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const MailboxRow *first = *(MailboxRow *const *) a, *second = *(MailboxRow *const *) b;

  return first->uid != second->uid ? (first->uid < second->uid ? -1 : 1) : first->stored < second->stored ? -1
                                                                                                          : first->stored > second->stored;
}

static void
fill_rows (Maker *maker)
{
  const GArray *ids = trace_index_host (maker->index, maker->table->server);
  guint count = trace_index_count_until (ids, maker->position);

  for (guint i = 0; i < count; i++)
    take_record (maker, g_array_index (ids, TraceId, i));
  g_ptr_array_sort (maker->table->rows, compare_rows);
}

static void
add_device (Maker *maker, const TraceRecord *record)
{
  const MailboxDevice device = { record->peer, strcmp (trace_blob (maker->trace, record->note, NULL), "pop3") == 0 };

  g_array_append_val (maker->table->devices, device);
}

/* The devices that read it: "bob@example.org/Archive" is read by who reads bob@example.org. */
static void
fill_devices (Maker *maker)
{
  const GArray *ids = trace_index_host (maker->index, maker->table->server);
  guint count = trace_index_count_until (ids, maker->position);
  const char *name = trace_blob (maker->trace, maker->table->name, NULL);

  for (guint i = 0; i < count; i++)
    {
      const TraceRecord *record = trace_get (maker->trace, g_array_index (ids, TraceId, i));

      if (record->kind == TRACE_MAILBOX && record->peer != 0 && mailbox_name_is_of (name, trace_blob (maker->trace, record->text, NULL)))
        add_device (maker, record);
    }
}

static char *
format_clock (const Maker *maker, TraceId id)
{
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (maker->trace), trace_get (maker->trace, id)->t, FALSE);

  return g_strndup (clock, 8);
}

/* HEAD and DETAIL are taken. */
static void
add_cell (MailboxRow *row, MailboxCellTone tone, char *head, char *detail)
{
  MailboxCell cell = { tone, head, detail };

  g_array_append_val (row->cells, cell);
}

static gsize
measure (const Maker *maker, TraceId stored)
{
  gsize length;

  trace_blob (maker->trace, trace_get (maker->trace, stored)->note, &length);
  return length;
}

static void
tell_server (const Maker *maker, MailboxRow *row)
{
  char *head = g_strdup_printf ("UID %u, %" G_GSIZE_FORMAT " octets", row->uid, measure (maker, row->stored));
  g_autofree char *clock = row->removed == 0 ? NULL : format_clock (maker, row->removed);

  if (row->removed == 0)
    add_cell (row, MAILBOX_CELL_THERE, head, mailbox_table_format_flags (row->flags));
  else
    add_cell (row, MAILBOX_CELL_GONE, head, g_strdup_printf ("removed %s", clock));
}

/* What is in the mailbox after record ID, by UID. */
static GArray *
list_items (TraceId id, gpointer user)
{
  const Maker *maker = user;
  GArray *items = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < maker->table->rows->len; i++)
    {
      const MailboxRow *row = g_ptr_array_index (maker->table->rows, i);

      if (row->stored < id && (row->removed == 0 || row->removed > id))
        g_array_append_val (items, row->item);
    }
  return items;
}

static gboolean
is_reader (const MailboxTable *table, HostId host)
{
  for (guint i = 0; i < table->devices->len; i++)
    if (g_array_index (table->devices, MailboxDevice, i).host == host)
      return TRUE;
  return FALSE;
}

/* Whether the connection of IDS asks for this mailbox by name: who reads by a program of their own is no device of it. */
static gboolean
names_mailbox (const Maker *maker, const GArray *ids, guint count)
{
  const char *name = trace_blob (maker->trace, maker->table->name, NULL);

  for (guint i = 0; i < count; i++)
    {
      const TraceRecord *record = trace_get (maker->trace, g_array_index (ids, TraceId, i));
      const char *line = trace_blob (maker->trace, record->text, NULL);
      gsize length;

      if (record->kind != TRACE_POP3_COMMAND || g_ascii_strncasecmp (line, "USER ", 5) != 0)
        continue;
      length = strcspn (line + 5, "@\r\n");
      return strncmp (name, line + 5, length) == 0 && name[length] == '@';
    }
  return FALSE;
}

/* The latest POP3 session that was let in; NULL: there is none. */
static Pop3Visit *
find_visit (Maker *maker)
{
  const GArray *ids = trace_index_host (maker->index, maker->table->server);
  guint32 seen = 0;

  for (guint i = trace_index_count_until (ids, maker->position); i > 0; i--)
    {
      const TraceRecord *record = trace_get (maker->trace, g_array_index (ids, TraceId, i - 1));
      const GArray *said;
      g_autoptr (Pop3Visit) visit = NULL;
      guint count;

      if (record->kind != TRACE_POP3_REPLY || record->conn == seen)
        continue;
      seen = record->conn;
      said = trace_index_connection (maker->index, seen);
      count = trace_index_count_until (said, maker->position);
      if (!is_reader (maker->table, record->peer) && !names_mailbox (maker, said, count))
        continue;
      visit = pop3_visit_new (maker->trace, said, count, list_items, maker);
      if (visit->state != POP3_VISIT_OUTSIDE)
        return g_steal_pointer (&visit);
    }
  return NULL;
}

static char *
tell_marks (const Pop3Visit *visit, const Pop3Mail *mail)
{
  if (mail->marked && visit->state == POP3_VISIT_INSIDE)
    return g_strdup ("DELE: goes at QUIT");
  if (mail->marked && visit->state == POP3_VISIT_OVER)
    return g_strdup ("DELE: gone with QUIT");
  if (mail->marked)
    return g_strdup ("DELE, but no QUIT: it stays");
  if (mail->uidl != NULL)
    return g_strdup_printf ("%sUIDL %s", mail->retrieved ? "RETR, " : "", mail->uidl);
  return g_strdup (mail->retrieved ? "RETR: fetched" : "not asked for");
}

static void
tell_visited (const Pop3Visit *visit, MailboxRow *row, guint number)
{
  const Pop3Mail *mail = &g_array_index (visit->mails, Pop3Mail, number - 1);
  g_autofree char *size = mail->size == 0 ? NULL : g_strdup_printf (", %u octets", mail->size);

  add_cell (row, mail->marked && visit->state != POP3_VISIT_BROKEN ? MAILBOX_CELL_GONE : MAILBOX_CELL_THERE,
            g_strdup_printf ("no. %u%s", number, size == NULL ? "" : size), tell_marks (visit, mail));
}

/* Where no session has it: its number if one began now. */
static void
tell_pop3 (MailboxTable *table, const Pop3Visit *visit)
{
  guint next = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      MailboxRow *row = g_ptr_array_index (table->rows, i);
      guint number = visit == NULL ? 0 : pop3_visit_find (visit, row->item);

      next += row->removed == 0;
      if (number > 0)
        tell_visited (visit, row, number);
      else if (row->removed == 0)
        add_cell (row, MAILBOX_CELL_AWAY, g_strdup_printf ("would be no. %u", next), g_strdup (visit == NULL ? "no session yet" : "came after the login"));
      else
        add_cell (row, MAILBOX_CELL_AWAY, g_strdup ("—"), g_strdup ("was gone before"));
    }
}

static char *
describe_visit (const Maker *maker, const Pop3Visit *visit)
{
  static const char *const states[] = {
    [POP3_VISIT_OUTSIDE] = "not let in",
    [POP3_VISIT_INSIDE] = "going on",
    [POP3_VISIT_OVER] = "over",
    [POP3_VISIT_BROKEN] = "broken off",
  };
  g_autofree char *clock = visit == NULL ? NULL : format_clock (maker, visit->login);

  if (visit == NULL)
    return g_strdup ("if one logged in now");
  return g_strdup_printf ("session of %s, %s", clock, states[visit->state]);
}

/* Of two copies of a message each is known by its bytes. The first time counts that it was fetched, the last that
 * its flags were. */
static void
remember (const Maker *maker, DeviceMemory *memory, HostId host)
{
  const GArray *ids = trace_index_host (maker->index, host);
  guint count = trace_index_count_until (ids, maker->position);

  memory->fetched = g_hash_table_new (NULL, NULL);
  memory->synced = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < count; i++)
    {
      TraceId id = g_array_index (ids, TraceId, i);
      const TraceRecord *record = trace_get (maker->trace, id);

      if (record->kind == TRACE_FETCHED && !g_hash_table_contains (memory->fetched, GUINT_TO_POINTER (record->note)))
        g_hash_table_insert (memory->fetched, GUINT_TO_POINTER (record->note), GUINT_TO_POINTER (id));
      else if (record->kind == TRACE_SYNCED)
        g_hash_table_insert (memory->synced, GUINT_TO_POINTER (record->item), GUINT_TO_POINTER (record->code + 1u));
    }
}

static char *
tell_knowledge (const DeviceMemory *memory, const MailboxDevice *device, const MailboxRow *row)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (memory->synced, GUINT_TO_POINTER (row->item)));
  g_autofree char *names = known == 0 ? NULL : mailbox_table_format_flags ((guint16) (known - 1));

  if (row->removed != 0)
    return g_strdup ("no longer on the server");
  if (device->pop3)
    return g_strdup ("POP3 knows no flags");
  if (row->marker == device->host)
    return mailbox_table_format_flags (row->flags);
  if (known == 0)
    return g_strdup ("flags not looked at");
  return known - 1 == row->flags ? g_steal_pointer (&names) : g_strdup_printf ("%s, outdated", names);
}

static void
tell_device (const Maker *maker, const DeviceMemory *memory, const MailboxDevice *device, MailboxRow *row)
{
  TraceId fetched = GPOINTER_TO_UINT (g_hash_table_lookup (memory->fetched, GUINT_TO_POINTER (trace_get (maker->trace, row->stored)->note)));
  g_autofree char *clock = fetched == 0 ? NULL : format_clock (maker, fetched);

  if (fetched == 0)
    add_cell (row, MAILBOX_CELL_AWAY, g_strdup (row->removed == 0 ? "not fetched yet" : "never fetched"), g_strdup (""));
  else
    add_cell (row, MAILBOX_CELL_THERE, g_strdup_printf ("has it, %s", clock), tell_knowledge (memory, device, row));
}

static void
tell_devices (const Maker *maker)
{
  const MailboxTable *table = maker->table;

  for (guint i = 0; i < table->devices->len; i++)
    {
      const MailboxDevice *device = &g_array_index (table->devices, MailboxDevice, i);
      DeviceMemory memory;

      remember (maker, &memory, device->host);
      for (guint j = 0; j < table->rows->len; j++)
        tell_device (maker, &memory, device, g_ptr_array_index (table->rows, j));
      g_hash_table_unref (memory.fetched);
      g_hash_table_unref (memory.synced);
    }
}

static void
fill_cells (Maker *maker)
{
  MailboxTable *table = maker->table;
  g_autoptr (Pop3Visit) visit = find_visit (maker);

  for (guint i = 0; i < table->rows->len; i++)
    tell_server (maker, g_ptr_array_index (table->rows, i));
  table->pop3 = describe_visit (maker, visit);
  tell_pop3 (table, visit);
  tell_devices (maker);
}

MailboxTable *
mailbox_table_new (const Trace *trace, const TraceIndex *index, HostId server, BlobId name, guint position)
{
  MailboxTable *table = g_new0 (MailboxTable, 1);
  Maker maker = { table, trace, index, position, g_hash_table_new (NULL, NULL) };

  table->server = server;
  table->name = name;
  table->devices = g_array_new (FALSE, FALSE, sizeof (MailboxDevice));
  table->rows = g_ptr_array_new_with_free_func (free_row);
  fill_rows (&maker);
  fill_devices (&maker);
  fill_cells (&maker);
  g_hash_table_unref (maker.rows);
  return table;
}

void
mailbox_table_free (MailboxTable *table)
{
  g_array_unref (table->devices);
  g_ptr_array_unref (table->rows);
  g_free (table->pop3);
  g_free (table);
}
