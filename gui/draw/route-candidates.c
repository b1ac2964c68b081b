/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/route-candidates.h"

#include <string.h>

static void
free_candidate (gpointer data)
{
  RouteCandidate *candidate = data;

  g_free (candidate->text);
  g_free (candidate->name);
  g_free (candidate->reason);
  g_free (candidate);
}

/* What is passed over has a reason, and so has what is no server at all. */
static RouteCandidateKind
find_kind (const char *words)
{
  if (g_str_has_prefix (words, "none yet"))
    return ROUTE_CANDIDATE_NONE_YET;
  if (g_str_has_prefix (words, "none"))
    return ROUTE_CANDIDATE_NONE;
  return strstr (words, "passed over") != NULL ? ROUTE_CANDIDATE_PASSED_OVER : ROUTE_CANDIDATE_TRIED;
}

/* "10 mx1.example.org" or "20 mx2.example.org: passed over, this host itself". */
static RouteCandidate *
parse_one (const char *words)
{
  RouteCandidate *candidate = g_new0 (RouteCandidate, 1);
  const char *reason = strstr (words, ": "), *space;

  candidate->kind = find_kind (words);
  candidate->text = reason == NULL ? g_strdup (words) : g_strndup (words, (gsize) (reason - words));
  candidate->reason = reason == NULL ? NULL : g_strdup (reason + 2);
  space = strchr (candidate->text, ' ');
  candidate->preference = space != NULL && g_ascii_isdigit (words[0]) ? (int) g_ascii_strtoull (words, NULL, 10) : -1;
  candidate->name = g_strdup (candidate->preference >= 0 ? space + 1 : candidate->text);
  return candidate;
}

/* Groups are parted by "; ": those to be tried, parted by ", ", then one by one what is to be said of others. */
GPtrArray *
route_candidates_parse (const char *candidates)
{
  GPtrArray *parsed = g_ptr_array_new_with_free_func (free_candidate);
  g_auto (GStrv) groups = g_strsplit (candidates, "; ", -1);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) names = strstr (groups[i], ": ") != NULL ? g_strsplit (groups[i], "\n", 1) : g_strsplit (groups[i], ", ", -1);

      for (guint j = 0; names[j] != NULL; j++)
        g_ptr_array_add (parsed, parse_one (names[j]));
    }
  return parsed;
}
