/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/queue-view.h"

#include "gui/draw/queue-words.h"

enum
{
  MOST_ENTRIES = 25,
};

/* "deferred after 3 attempts", when next, and why. */
static char *
describe (Player *player, const SnapshotEntry *entry)
{
  const Trace *trace = player_get_trace (player);
  g_autofree char *state = queue_words_state (entry), *next = queue_words_next_try (trace, entry, player_get_time (player)), *reply = queue_words_last_reply (trace, player_get_index (player), entry);

  return g_strdup_printf ("%s%s%s%s%s", state, next == NULL ? "" : "\nnext try ", next == NULL ? "" : next, reply == NULL ? "" : "\n", reply == NULL ? "" : reply);
}

static void
add_entry (FactList *list, Player *player, const SnapshotEntry *entry)
{
  const Trace *trace = player_get_trace (player);
  g_autofree char *title = queue_words_title (trace, entry);
  g_autofree char *detail = describe (player, entry);

  fact_list_add (list, entry->state == ENTRY_DEFERRED ? FACT_WAIT : FACT_PLAIN, title, detail);
}

void
queue_view_fill (FactList *list, Player *player, HostId host)
{
  g_autoptr (GPtrArray) entries = queue_words_list (player_get_snapshot (player), host);

  fact_list_add_heading (list, "Queue");
  for (guint i = 0; i < MIN (entries->len, MOST_ENTRIES); i++)
    add_entry (list, player, g_ptr_array_index (entries, i));
  if (entries->len == 0)
    fact_list_add (list, FACT_PLAIN, "empty", NULL);
  if (entries->len > MOST_ENTRIES)
    {
      g_autofree char *text = g_strdup_printf ("… and %u more", entries->len - MOST_ENTRIES);

      fact_list_add (list, FACT_PLAIN, text, NULL);
    }
}
