/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/trace/history.h"
#include "sim/trace/story.h"
#include "sim/trace/trace-index.h"

typedef struct
{
  const Trace *trace;
  const Snapshot *snapshot;
  SimTime t;
} Shown;

static void
print_times (const Shown *shown)
{
  g_autofree char *iso = sim_time_format_iso (trace_start_unix_ns (shown->trace), shown->t);
  g_autofree char *after = sim_time_format_friendly (shown->t);

  g_print ("At %s, %s after the start:\n", iso, after);
}

static void
print_queue (const Shown *shown, HostId host)
{
  for (guint i = 0; i < snapshot_count_entries (shown->snapshot); i++)
    {
      const SnapshotEntry *entry = snapshot_entry_at (shown->snapshot, i);
      const TraceRecord *queued = trace_get (shown->trace, entry->queued);
      g_autofree char *wait = sim_time_format_friendly (MAX (entry->next_try - shown->t, 0));

      if (entry->host != host)
        continue;
      g_print ("  queue: %s to %s, %s, %u attempt%s", trace_message_label (shown->trace, entry->message),
               trace_blob (shown->trace, queued->text, NULL), entry_state_name (entry->state), entry->attempts, entry->attempts == 1 ? "" : "s");
      if (entry->state == ENTRY_DEFERRED)
        g_print (", next in %s (%s)", wait, trace_blob (shown->trace, trace_get (shown->trace, entry->last)->text, NULL));
      g_print ("\n");
    }
}

static void
print_mailboxes (const Shown *shown, HostId host)
{
  for (guint i = 0; i < snapshot_count_mails (shown->snapshot); i++)
    {
      const SnapshotMail *mail = snapshot_mail_at (shown->snapshot, i);

      if (mail->host == host)
        g_print ("  mailbox %s: %s%s\n", trace_blob (shown->trace, mail->mailbox, NULL),
                 trace_message_label (shown->trace, mail->message), mail->flags & 1 ? " (seen)" : "");
    }
}

static void
print_cache (const Shown *shown, HostId host)
{
  g_autoptr (GPtrArray) list = snapshot_list_cached (shown->snapshot, host);

  for (guint i = 0; i < list->len; i++)
    {
      const SnapshotCached *cached = g_ptr_array_index (list, i);
      const TraceRecord *record = trace_get (shown->trace, cached->record);
      g_autofree char *life = sim_time_format_friendly (MAX (cached->expires - shown->t, 0));

      if (cached->expires > shown->t)
        g_print ("  cache: %s %s = %s, for another %s\n", trace_blob (shown->trace, record->text, NULL),
                 trace_blob (shown->trace, record->item, NULL), trace_blob (shown->trace, record->note, NULL), life);
    }
}

static void
print_connections (const Shown *shown, HostId host)
{
  for (guint i = 0; i < snapshot_count_connections (shown->snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (shown->snapshot, i);

      if (connection->client == host)
        g_print ("  connection %u to %s port %u: %s\n", connection->conn, trace_host_name (shown->trace, connection->server),
                 connection->port, connection->state == CONNECTION_OPEN ? "open" : "opening");
    }
}

static gboolean
has_something (const SnapshotHost *host)
{
  return host->state != HOST_UP || host->queued + host->stored + host->connections + host->cached > 0;
}

static void
print_state (const Shown *shown)
{
  print_times (shown);
  for (guint host = 1; host <= trace_count_hosts (shown->trace); host++)
    {
      const SnapshotHost *state = snapshot_host (shown->snapshot, (HostId) host);

      if (state == NULL || !has_something (state))
        continue;
      g_print ("%s%s%s\n", trace_host_name (shown->trace, (HostId) host), state->state == HOST_UP ? "" : ": ",
               state->state == HOST_UP ? "" : host_state_name (state->state));
      print_connections (shown, (HostId) host);
      print_queue (shown, (HostId) host);
      print_mailboxes (shown, (HostId) host);
      print_cache (shown, (HostId) host);
    }
}

/* As text for a terminal: nothing that would steer it, whatever the message holds. */
static void
print_content (const Shown *shown, BlobId content)
{
  gsize length;
  const char *bytes = trace_blob (shown->trace, content, &length);
  g_autofree char *text = g_utf8_make_valid (bytes, (gssize) length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_print ("\nThe message as it is now:\n\n");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      for (char *p = lines[i]; *p != '\0'; p++)
        if (g_ascii_iscntrl (*p) && *p != '\t' && *p != '\n')
          *p = '?';
      g_print ("%s\n", lines[i]);
    }
}

static void
print_message (const Shown *shown, MessageId message)
{
  g_autoptr (TraceIndex) index = trace_index_new (shown->trace);
  const GArray *ids = trace_index_message (index, message);
  guint count = trace_index_count_until (ids, shown->snapshot->position);
  BlobId content = 0;

  for (guint i = 0; i < count; i++)
    {
      TraceId id = g_array_index (ids, TraceId, i);
      const TraceRecord *record = trace_get (shown->trace, id);
      g_autofree char *sentence = NULL;
      g_autofree char *clock = NULL;

      if (trace_record_get_content (record) != 0)
        content = trace_record_get_content (record);
      if (!story_is_told (shown->trace, id, FALSE) && record->kind != TRACE_QUEUED && record->kind != TRACE_MESSAGE)
        continue;
      sentence = story_sentence (shown->trace, id);
      clock = sim_time_format_clock (trace_start_unix_ns (shown->trace), record->t, TRUE);
      g_print ("%6u  %s  %s\n", id, clock, sentence);
    }
  if (content != 0)
    print_content (shown, content);
}

static CommandStatus
show (const Trace *trace, const char *message, SimTime t)
{
  g_autoptr (History) history = history_new (trace);
  const Shown shown = { trace, history_seek (history, trace_count_until (trace, t)), t };
  MessageId number;

  if (message == NULL)
    {
      print_state (&shown);
      return COMMAND_DONE;
    }
  number = trace_find_message (trace, message);
  if (number == 0)
    {
      command_complain ("--message %s: there is no such message in %s", message, trace_blob (trace, trace_get (trace, 1)->text, NULL));
      return COMMAND_UNUSABLE;
    }
  print_message (&shown, number);
  return COMMAND_DONE;
}

static CommandStatus
show_run (const char *name, const char *message, const char *at)
{
  g_auto (CommandRun) run = { NULL };
  SimTime t;

  if (!command_open_run (name, &run))
    return COMMAND_UNUSABLE;
  t = trace_end_time (run.trace);
  if (at != NULL && !command_parse_time ("--at", at, trace_start_unix_ns (run.trace), &t))
    return COMMAND_UNUSABLE;
  return show (run.trace, message, t);
}

CommandStatus
command_show (int argc, char **argv)
{
  g_autofree char *message = NULL;
  g_autofree char *at = NULL;
  const GOptionEntry entries[] = {
    { "message", 0, 0, G_OPTION_ARG_STRING, &message, "one message through all its hops", "ID" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, "the instant (default: the end): 90s, 2h, or a date and time", "T" },
    { NULL },
  };
  g_auto (GStrv) words = NULL;

  if (!command_parse (argc, argv, entries, "SCENARIO|TRACE", "Shows the state at an instant: queues, mailboxes, DNS caches, connections;\nor one message through all its hops. TRACE is a file of an earlier run\n(mailflow run --trace FILE).", &words))
    return COMMAND_UNUSABLE;
  if (g_strv_length (words) != 1)
    {
      command_complain ("show: expected one scenario or trace; see mailflow show --help");
      return COMMAND_UNUSABLE;
    }
  return show_run (words[0], message, at);
}
