/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/route-view.h"

#include <string.h>

enum
{
  MOST_DECISIONS = 4,
};

/* What is passed over has a reason, and so has what is no server at all. */
static FactTone
tone_of (const char *candidate)
{
  if (g_str_has_prefix (candidate, "none yet"))
    return FACT_WAIT;
  return g_str_has_prefix (candidate, "none") || strstr (candidate, "passed over") != NULL ? FACT_BAD : FACT_GOOD;
}

/* "10 mx1.example.org" or "20 mx2.example.org: passed over, this host itself". */
static void
add_candidate (FactList *list, const char *candidate, guint place)
{
  const char *reason = strstr (candidate, ": ");
  g_autofree char *name = g_strndup (candidate, reason == NULL ? strlen (candidate) : (gsize) (reason - candidate));
  g_autofree char *turn = g_strdup_printf ("tried %s", place == 1 ? "first" : place == 2 ? "second" : "later");

  fact_list_add (list, tone_of (candidate), name, reason != NULL ? reason + 2 : g_ascii_isdigit (candidate[0]) ? turn : NULL);
}

/* Groups are parted by "; ": those to be tried, parted by ", ", then one by one what is to be said of others. */
static void
add_candidates (FactList *list, const char *candidates)
{
  g_auto (GStrv) groups = g_strsplit (candidates, "; ", -1);
  guint place = 1;

  for (guint i = 0; groups[i] != NULL; i++)
    {
      gboolean has_reason = strchr (groups[i], ':') != NULL && strstr (groups[i], ": ") != NULL;
      g_auto (GStrv) names = has_reason ? g_strsplit (groups[i], "\n", 1) : g_strsplit (groups[i], ", ", -1);

      for (guint j = 0; names[j] != NULL; j++)
        add_candidate (list, names[j], place++);
    }
}

static void
add_decision (FactList *list, const Trace *trace, const TraceRecord *record)
{
  const char *name = trace_blob (trace, record->text, NULL);
  g_autofree char *heading = g_strdup_printf (record->kind == TRACE_ROUTE ? "Mail for %s goes to" : "Addresses of %s", name);

  fact_list_add_heading (list, heading);
  add_candidates (list, trace_blob (trace, record->note, NULL));
}

static gboolean
is_told (const Trace *trace, const TraceId *told, guint count, const TraceRecord *record)
{
  for (guint i = 0; i < count; i++)
    if (trace_get (trace, told[i])->kind == record->kind && trace_get (trace, told[i])->text == record->text)
      return TRUE;
  return FALSE;
}

void
route_view_fill (FactList *list, Player *player, HostId host)
{
  const Trace *trace = player_get_trace (player);
  const GArray *ids = trace_index_host (player_get_index (player), host);
  TraceId told[MOST_DECISIONS];
  guint count = 0;

  for (guint i = trace_index_count_until (ids, player_get_position (player)); i > 0 && count < MOST_DECISIONS; i--)
    {
      TraceId id = g_array_index (ids, TraceId, i - 1);
      const TraceRecord *record = trace_get (trace, id);

      if ((record->kind != TRACE_ROUTE && record->kind != TRACE_ADDRESSES) || is_told (trace, told, count, record))
        continue;
      told[count++] = id;
      add_decision (list, trace, record);
    }
}
