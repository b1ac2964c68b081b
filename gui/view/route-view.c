/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/route-view.h"

#include "gui/draw/route-candidates.h"

enum
{
  MOST_DECISIONS = 4,
};

static FactTone
tone_of (RouteCandidateKind kind)
{
  switch (kind)
    {
    case ROUTE_CANDIDATE_TRIED:
      return FACT_GOOD;
    case ROUTE_CANDIDATE_NONE_YET:
      return FACT_WAIT;
    case ROUTE_CANDIDATE_PASSED_OVER:
    case ROUTE_CANDIDATE_NONE:
      return FACT_BAD;
    }
  g_assert_not_reached ();
}

static void
add_candidates (FactList *list, const char *candidates)
{
  g_autoptr (GPtrArray) parsed = route_candidates_parse (candidates);

  for (guint i = 0; i < parsed->len; i++)
    {
      const RouteCandidate *candidate = g_ptr_array_index (parsed, i);
      g_autofree char *turn = g_strdup_printf ("tried %s", i == 0 ? "first" : i == 1 ? "second" : "later");

      fact_list_add (list, tone_of (candidate->kind), candidate->text, candidate->reason != NULL ? candidate->reason : g_ascii_isdigit (candidate->text[0]) ? turn : NULL);
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
