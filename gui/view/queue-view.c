/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/queue-view.h"

enum
{
  MOST_ENTRIES = 25,
};

static void
append_next_try (Player *player, const SnapshotEntry *entry, GString *out)
{
  const Trace *trace = player_get_trace (player);
  g_autofree char *wait = sim_time_format_friendly (MAX (entry->next_try - player_get_time (player), 0));
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), entry->next_try, FALSE);

  g_string_append_printf (out, "\nnext try in %s, at %.8s", wait, clock);
}

static void
append_last_reply (const Trace *trace, const SnapshotEntry *entry, GString *out)
{
  const TraceRecord *last = trace_get (trace, entry->last);

  if (last->kind != TRACE_DEFERRED)
    return;
  g_string_append (out, "\n");
  if (last->code != 0)
    g_string_append_printf (out, "%u ", last->code);
  g_string_append (out, trace_blob (trace, last->text, NULL));
}

/* "deferred after 3 attempts", when next, and why. */
static char *
describe (Player *player, const SnapshotEntry *entry)
{
  GString *out = g_string_new (entry_state_name (entry->state));

  if (entry->attempts > 0)
    g_string_append_printf (out, ", %u attempt%s", entry->attempts, entry->attempts == 1 ? "" : "s");
  if (entry->state == ENTRY_DEFERRED)
    append_next_try (player, entry, out);
  append_last_reply (player_get_trace (player), entry, out);
  return g_string_free (out, FALSE);
}

static void
add_entry (FactList *list, Player *player, const SnapshotEntry *entry)
{
  const Trace *trace = player_get_trace (player);
  const char *recipient = trace_blob (trace, trace_get (trace, entry->queued)->text, NULL);
  g_autofree char *title = g_strdup_printf ("%s → %s", trace_message_label (trace, entry->message), recipient);
  g_autofree char *detail = describe (player, entry);

  fact_list_add (list, entry->state == ENTRY_DEFERRED ? FACT_WAIT : FACT_PLAIN, title, detail);
}

void
queue_view_fill (FactList *list, Player *player, HostId host)
{
  const Snapshot *snapshot = player_get_snapshot (player);
  guint count = 0;

  fact_list_add_heading (list, "Queue");
  for (guint i = 0; i < snapshot_count_entries (snapshot); i++)
    {
      const SnapshotEntry *entry = snapshot_entry_at (snapshot, i);

      if (entry->host == host && count++ < MOST_ENTRIES)
        add_entry (list, player, entry);
    }
  if (count == 0)
    fact_list_add (list, FACT_PLAIN, "empty", NULL);
  if (count > MOST_ENTRIES)
    {
      g_autofree char *text = g_strdup_printf ("… and %u more", count - MOST_ENTRIES);

      fact_list_add (list, FACT_PLAIN, text, NULL);
    }
}
