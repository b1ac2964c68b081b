/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"
#include "sim/export/log-walk.h"

/* qmgr(8): again for each turn in the active queue, and always with all the recipients that the mail came with. */
static void
say_active (LogWalk *walk, const LogFile *file)
{
  server_log_add (walk->log, walk->now, log_walk_host (walk, file->host), "postfix/qmgr", log_walk_get_pid (walk, file->host, "qmgr"), file->id,
                  "from=<%s>, size=%" G_GUINT64_FORMAT ", nrcpt=%u (queue active)", file->from, file->size, MAX (file->recipients, 1));
}

/* cleanup(8) */
static void
say_message_id (LogWalk *walk, const LogFile *file)
{
  gsize length;
  const char *content = trace_blob (walk->trace, file->content, &length);
  g_autofree char *message_id = mail_message_dup_field (content, length, "Message-ID");

  server_log_add (walk->log, walk->now, log_walk_host (walk, file->host), "postfix/cleanup", log_walk_get_pid (walk, file->host, "cleanup"), file->id,
                  "message-id=%s", message_id != NULL ? message_id : "<>");
}

/* That ID was made of the mail that RECORD, which is about a report, is about: the file of the latest record on a recipient of it
 * among what led here; or NULL. */
static const LogFile *
find_subject (const LogWalk *walk, const TraceRecord *record, MessageId about)
{
  for (TraceId id = record->cause; id != 0; id = trace_get (walk->trace, id)->cause)
    {
      const TraceRecord *cause = trace_get (walk->trace, id);
      const char *slot = trace_kind_info (cause->kind)->fields[SLOT_ITEM].name;
      const LogEntry *entry = slot != NULL && g_str_equal (slot, "entry") ? log_queue_find_entry (walk->queue, cause->item) : NULL;

      if (entry != NULL && entry->host == record->host && entry->message == about)
        return entry->file;
    }
  return NULL;
}

/* bounce(8) */
static const char *
name_report (MessageClass message_class, const LogFile *subject)
{
  switch (message_class)
    {
    case MESSAGE_DELAY_REPORT:
      return "sender delay notification";
    case MESSAGE_SUCCESS_REPORT:
      return "sender delivery status notification";
    case MESSAGE_MAIL:
    case MESSAGE_FAILURE_REPORT:
      break;
    }
  return subject->from[0] == '\0' ? "postmaster non-delivery notification" : "sender non-delivery notification";
}

/* Whose own mail it is, nobody has brought: it is a report. */
static void
say_report (LogWalk *walk, const TraceRecord *record, const LogFile *file)
{
  const TraceRecord *message = trace_message_record (walk->trace, record->message);
  const LogFile *subject = message == NULL || message->conn == 0 ? NULL : find_subject (walk, record, message->conn);

  if (subject != NULL)
    server_log_add (walk->log, walk->now, log_walk_host (walk, file->host), "postfix/bounce", log_walk_get_pid (walk, file->host, "bounce"), subject->id,
                    "%s: %s", name_report (message->code, subject), file->id);
}

void
log_accepted (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogFile *file = log_queue_get_accepted (walk->queue, id);

  if (record->peer != 0)
    log_smtpd_accept (walk, record, file);
  say_message_id (walk, file);
  if (record->peer == 0)
    say_report (walk, record, file);
  say_active (walk, file);
}

static void
begin_list_file (LogWalk *walk, LogFile *file)
{
  file->begun = TRUE;
  file->arrived = walk->now;
  say_message_id (walk, file);
  say_active (walk, file);
}

void
log_queued (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = log_queue_find_entry (walk->queue, record->item);

  if (entry->file == NULL)
    return;
  if (entry->file->of_list && !entry->file->begun)
    begin_list_file (walk, entry->file);
  entry->state = LOG_ENTRY_ACTIVE;
  entry->active_since = record->t;
  entry->file->open++;
  entry->file->busy++;
}

/* A file whose recipients were all put off has left the active queue, and now it comes back. */
static void
enter (LogWalk *walk, LogEntry *entry)
{
  if (entry->state != LOG_ENTRY_DEFERRED)
    return;
  if (entry->file->busy++ == 0)
    say_active (walk, entry->file);
  entry->state = LOG_ENTRY_ACTIVE;
  entry->active_since = walk->now;
}

static LogEntry *
find_open (const LogWalk *walk, const TraceRecord *record)
{
  LogEntry *entry = log_queue_find_entry (walk->queue, record->item);

  return entry == NULL || entry->file == NULL || entry->state == LOG_ENTRY_GONE ? NULL : entry;
}

void
log_active (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = find_open (walk, record);

  if (entry != NULL)
    enter (walk, entry);
}

static LogTurn *
add_turn (LogWalk *walk, const LogEntry *entry)
{
  LogTurn *turn = g_new0 (LogTurn, 1);

  turn->host = entry->host;
  turn->file = entry->file;
  turn->began = walk->now;
  turn->connections = g_ptr_array_new ();
  g_ptr_array_add (walk->turns, turn);
  return turn;
}

/* Those that are tried together follow each other in the trace, each because of the one before. */
static LogTurn *
find_turn (const LogWalk *walk, const TraceRecord *record)
{
  const TraceRecord *before = record->cause == 0 ? NULL : trace_get (walk->trace, record->cause);
  const LogEntry *entry;

  if (before == NULL || before->kind != TRACE_ATTEMPT || before->t != record->t || before->host != record->host)
    return NULL;
  entry = log_queue_find_entry (walk->queue, before->item);
  return entry != NULL && entry->state == LOG_ENTRY_TRYING ? entry->turn : NULL;
}

void
log_attempt (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = find_open (walk, record);
  LogTurn *turn = find_turn (walk, record);

  if (entry == NULL)
    return;
  enter (walk, entry);
  entry->state = LOG_ENTRY_TRYING;
  entry->attempted = record->t;
  entry->turn = turn != NULL && turn->file == entry->file ? turn : add_turn (walk, entry);
  entry->turn->left++;
}

static void
end_turn (LogWalk *walk, LogTurn *turn)
{
  if (--turn->left == 0 && turn->pid != 0)
    log_processes_release (walk->processes, turn->host, turn->pid);
}

void
log_qmgr_leave (LogWalk *walk, LogEntry *entry, gboolean final)
{
  LogFile *file = entry->file;

  if (entry->state == LOG_ENTRY_TRYING)
    end_turn (walk, entry->turn);
  if (entry->state != LOG_ENTRY_DEFERRED)
    file->busy--;
  entry->state = final ? LOG_ENTRY_GONE : LOG_ENTRY_DEFERRED;
  if (final && --file->open == 0)
    g_ptr_array_add (walk->emptied, file);
}

/* It went with the disk: nobody is left to say so. */
void
log_lost (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogEntry *entry = find_open (walk, record);

  if (entry != NULL)
    entry->state = LOG_ENTRY_GONE;
}

/* Whoever delivered there does so no more; what is kept is in the queue, and begins anew. */
void
log_qmgr_crash (LogWalk *walk, HostId host)
{
  for (guint i = 0; i < log_queue_count_entries (walk->queue); i++)
    {
      LogEntry *entry = log_queue_entry_at (walk->queue, i);

      if (entry->host == host && entry->file != NULL && (entry->state == LOG_ENTRY_ACTIVE || entry->state == LOG_ENTRY_TRYING))
        log_qmgr_leave (walk, entry, FALSE);
    }
}

static void
say_expired (LogWalk *walk)
{
  const LogFile *file = g_steal_pointer (&walk->expired);

  server_log_add (walk->log, walk->now, log_walk_host (walk, file->host), "postfix/qmgr", log_walk_get_pid (walk, file->host, "qmgr"), file->id,
                  "from=<%s>, status=expired, returned to sender", file->from);
}

void
log_qmgr_expire (LogWalk *walk, const LogEntry *entry)
{
  if (walk->expired != NULL && walk->expired != entry->file)
    say_expired (walk);
  walk->expired = entry->file;
}

static void
say_removed (LogWalk *walk, const LogFile *file)
{
  server_log_add (walk->log, walk->now, log_walk_host (walk, file->host), "postfix/qmgr", log_walk_get_pid (walk, file->host, "qmgr"), file->id, "removed");
}

static gboolean
is_given_up (const TraceRecord *record)
{
  return record->kind == TRACE_BOUNCED || record->kind == TRACE_DISCARDED;
}

/* What belongs to the end of a turn, in which fates are decided and reports made of them. */
static gboolean
is_of_end (const TraceRecord *record)
{
  static const gboolean of_end[N_TRACE_KINDS] = {
    [TRACE_MESSAGE] = TRUE,
    [TRACE_RECIPIENT] = TRUE,
    [TRACE_ACCEPTED] = TRUE,
    [TRACE_QUEUED] = TRUE,
    [TRACE_DEFERRED] = TRUE,
    [TRACE_SENT] = TRUE,
    [TRACE_BOUNCED] = TRUE,
    [TRACE_DISCARDED] = TRUE,
    [TRACE_EXPANDED] = TRUE,
    [TRACE_DELAY_NOTICE] = TRUE,
    [TRACE_STORED] = TRUE,
  };

  return of_end[record->kind];
}

/* A file goes when the reports on its recipients are made, which is in the instant of the last one's fate. */
void
log_qmgr_settle (LogWalk *walk, const TraceRecord *record)
{
  gboolean later = record == NULL || record->t > walk->now;

  if (walk->expired != NULL && (later || !is_given_up (record)))
    say_expired (walk);
  if (!later && is_of_end (record))
    return;
  for (guint i = 0; i < walk->emptied->len; i++)
    say_removed (walk, g_ptr_array_index (walk->emptied, i));
  g_ptr_array_set_size (walk->emptied, 0);
}
