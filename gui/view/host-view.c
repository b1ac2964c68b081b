/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/host-view.h"

#include "gui/view/queue-view.h"
#include "gui/view/route-view.h"

#include <string.h>

enum
{
  MOST_EXCHANGES = 6,
  MOST_ROWS = 25,
  LOOK_BACK = 20000, /* records */
};

static void
fill_state (FactList *list, const Snapshot *snapshot, HostId host)
{
  const SnapshotHost *state = snapshot_host (snapshot, host);

  if (state != NULL && state->state == HOST_DOWN)
    fact_list_add (list, FACT_BAD, "down", "packets to it vanish without a trace");
  else if (state != NULL && state->state == HOST_REFUSING)
    fact_list_add (list, FACT_BAD, "refuses connections", "the machine runs, its mail program doesn't");
  else if (state != NULL && state->state == HOST_HANGING)
    fact_list_add (list, FACT_BAD, "hangs", "it takes connections, and never says a word");
}

/* Whether a fault of the kind FAULT is what STATE says. */
static gboolean
says_state (const char *fault, guint state)
{
  if (state == HOST_DOWN)
    return strcmp (fault, "down") == 0 || strcmp (fault, "crash") == 0;
  return (state == HOST_REFUSING && strcmp (fault, "refuse") == 0) || (state == HOST_HANGING && strcmp (fault, "hang") == 0);
}

/* What is wrong with it now, beside what its state says. */
static void
fill_faults (FactList *list, Player *player, HostId host)
{
  const Snapshot *snapshot = player_get_snapshot (player);
  const Trace *trace = player_get_trace (player);
  const SnapshotHost *state = snapshot_host (snapshot, host);

  for (guint i = 0; i < snapshot->faults->len; i++)
    {
      TraceId id = g_array_index (snapshot->faults, TraceId, i);
      const TraceRecord *fault = trace_get (trace, id);
      g_autoptr (StoryLine) line = NULL;

      if (!fault_mark_strikes (trace, fault, host) || (state != NULL && says_state (trace_blob (trace, fault->text, NULL), state->state)))
        continue;
      line = story_tell (trace, id);
      fact_list_add (list, FACT_BAD, line->what, line->why);
    }
}

static void
add_left_out (FactList *list, guint count)
{
  g_autofree char *text = g_strdup_printf ("… and %u more", count - MOST_ROWS);

  if (count > MOST_ROWS)
    fact_list_add (list, FACT_PLAIN, text, NULL);
}

/* Whether the same message came into the same mailbox before the mail at INDEX. */
static gboolean
is_duplicate (const Snapshot *snapshot, guint index)
{
  const SnapshotMail *mail = snapshot_mail_at (snapshot, index);

  for (guint i = 0; i < index; i++)
    {
      const SnapshotMail *other = snapshot_mail_at (snapshot, i);

      if (other->message == mail->message && other->host == mail->host && other->mailbox == mail->mailbox)
        return TRUE;
    }
  return FALSE;
}

static void
add_mail (FactList *list, const Trace *trace, const SnapshotMail *mail, gboolean again)
{
  g_autofree char *title = g_strdup_printf ("%s: %s", trace_blob (trace, mail->mailbox, NULL), trace_message_label (trace, mail->message));

  if (again)
    fact_list_add (list, FACT_WAIT, title, mail->flags & 1 ? "a second copy, seen" : "a second copy, not seen yet");
  else
    fact_list_add (list, FACT_GOOD, title, mail->flags & 1 ? "seen" : "not seen yet");
}

static void
fill_mailboxes (FactList *list, Player *player, HostId host)
{
  const Snapshot *snapshot = player_get_snapshot (player);
  guint count = 0;

  for (guint i = 0; i < snapshot_count_mails (snapshot); i++)
    {
      const SnapshotMail *mail = snapshot_mail_at (snapshot, i);

      if (mail->host != host)
        continue;
      if (count++ == 0)
        fact_list_add_heading (list, "Mailboxes");
      if (count <= MOST_ROWS)
        add_mail (list, player_get_trace (player), mail, is_duplicate (snapshot, i));
    }
  add_left_out (list, count);
}

static void
fill_connections (FactList *list, Player *player, HostId host)
{
  const Snapshot *snapshot = player_get_snapshot (player);
  const Trace *trace = player_get_trace (player);
  gboolean any = FALSE;

  for (guint i = 0; i < snapshot_count_connections (snapshot); i++)
    {
      const SnapshotConnection *connection = snapshot_connection_at (snapshot, i);
      gboolean client = connection->client == host;
      g_autofree char *title = NULL;

      if (!client && connection->server != host)
        continue;
      if (!any)
        fact_list_add_heading (list, "Connections");
      any = TRUE;
      title = g_strdup_printf ("%s %s, port %u", client ? "to" : "from", trace_host_name (trace, client ? connection->server : connection->client), connection->port);
      fact_list_add (list, FACT_PLAIN, title, connection->state == CONNECTION_OPEN ? NULL : "handshake under way");
    }
}

/* Whether record ID belongs to what a host asked and answered in the DNS. */
static gboolean
is_exchange (const TraceRecord *record)
{
  return record->kind == TRACE_DNS_QUERY || record->kind == TRACE_DNS_ANSWER || record->kind == TRACE_DNS_CACHE_HIT || record->kind == TRACE_DNS_FAILED;
}

static void
add_exchange (FactList *list, Player *player, TraceId id)
{
  const Trace *trace = player_get_trace (player);
  g_autoptr (StoryLine) line = story_tell (trace, id);
  FactTone tone = id == player_get_record (player) ? FACT_NOW : FACT_PLAIN;

  fact_list_add (list, tone, line->who, line->what);
}

/* The latest questions and answers, the newest last. */
static void
fill_exchanges (FactList *list, Player *player, HostId host)
{
  const Trace *trace = player_get_trace (player);
  TraceId found[MOST_EXCHANGES], last = player_get_position (player), first = last > LOOK_BACK ? last - LOOK_BACK : 1;
  guint count = 0;

  for (TraceId id = last; id >= first && count < MOST_EXCHANGES; id--)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (is_exchange (record) && (record->host == host || record->peer == host))
        found[count++] = id;
    }
  if (count > 0)
    fact_list_add_heading (list, "Questions and answers");
  while (count > 0)
    add_exchange (list, player, found[--count]);
}

static void
fill_cache (FactList *list, Player *player, HostId host)
{
  g_autoptr (GPtrArray) kept = snapshot_list_cached (player_get_snapshot (player), host);
  const Trace *trace = player_get_trace (player);
  gboolean any = FALSE;

  for (guint i = 0; i < kept->len; i++)
    {
      const SnapshotCached *cached = g_ptr_array_index (kept, i);
      const TraceRecord *record = trace_get (trace, cached->record);
      g_autofree char *title = NULL, *life = NULL, *detail = NULL;

      if (cached->expires <= player_get_time (player))
        continue;
      if (!any)
        fact_list_add_heading (list, "Remembers (cache)");
      any = TRUE;
      life = sim_time_format_friendly (cached->expires - player_get_time (player));
      title = g_strdup_printf ("%s %s = %s", trace_blob (trace, record->text, NULL), trace_blob (trace, record->item, NULL), trace_blob (trace, record->note, NULL));
      detail = g_strdup_printf ("for another %s", life);
      fact_list_add (list, FACT_PLAIN, title, detail);
    }
}

static void
add_own_mail (FactList *list, const Trace *trace, const TraceRecord *record)
{
  gboolean written = record->kind == TRACE_COMPOSED;
  g_autofree char *title = g_strdup_printf ("%s %s", trace_message_label (trace, record->message), written ? "written here" : "fetched");

  fact_list_add (list, written ? FACT_PLAIN : FACT_GOOD, title, trace_blob (trace, record->text, NULL));
}

/* What was written on a device and what was fetched to it, the latest first. */
static void
fill_own_mail (FactList *list, Player *player, HostId host)
{
  const Trace *trace = player_get_trace (player);
  const GArray *ids = trace_index_host (player_get_index (player), host);
  guint count = 0;

  for (guint i = trace_index_count_until (ids, player_get_position (player)); i > 0; i--)
    {
      const TraceRecord *record = trace_get (trace, g_array_index (ids, TraceId, i - 1));

      if (record->kind != TRACE_COMPOSED && record->kind != TRACE_FETCHED)
        continue;
      if (count++ == 0)
        fact_list_add_heading (list, "Mail on this device");
      if (count <= MOST_ROWS)
        add_own_mail (list, trace, record);
    }
  add_left_out (list, count);
}

void
host_view_fill (FactList *list, Player *player, HostId host)
{
  const Trace *trace = player_get_trace (player);
  HostRole role = (HostRole) trace_host_record (trace, host)->code;

  fact_list_begin (list);
  fill_state (list, player_get_snapshot (player), host);
  fill_faults (list, player, host);
  if (role == HOST_MAIL_SERVER)
    {
      queue_view_fill (list, player, host);
      route_view_fill (list, player, host);
      fill_mailboxes (list, player, host);
    }
  if (role == HOST_DEVICE)
    fill_own_mail (list, player, host);
  fill_connections (list, player, host);
  if (role == HOST_RESOLVER)
    fill_cache (list, player, host);
  if (role != HOST_DEVICE)
    fill_exchanges (list, player, host);
  fact_list_end (list);
}
