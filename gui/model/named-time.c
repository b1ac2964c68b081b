/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/named-time.h"

#include <string.h>

/* Since midnight. */
static gboolean
read_time_of_day (const char *text, SimTime *t)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);

  if (!g_regex_match_simple ("^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?$", text, 0, 0))
    return FALSE;
  *t = g_ascii_strtoll (parts[0], NULL, 10) * SIM_HOUR + g_ascii_strtoll (parts[1], NULL, 10) * SIM_MINUTE;
  if (parts[2] != NULL)
    *t += (SimTime) (g_ascii_strtod (parts[2], NULL) * SIM_SECOND + 0.5);
  return TRUE;
}

/* TIME_OF_DAY on the first day on which the run has it; that of START may be over already. */
static SimTime
find_first (gint64 start_unix_ns, SimTime time_of_day)
{
  SimTime begun = (start_unix_ns % SIM_DAY + SIM_DAY) % SIM_DAY, first = time_of_day - begun;

  return first < 0 ? first + SIM_DAY : first;
}

static SimTime
find_next (SimTime first, SimTime now, SimTime end)
{
  SimTime next = now < first ? first : first + ((now - first) / SIM_DAY + 1) * SIM_DAY;

  return next > end && next > first ? next - SIM_DAY : next;
}

static char *
describe_end (const Trace *trace)
{
  SimTime end = trace_end_time (trace);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), end, end >= SIM_DAY), *since = sim_time_format_friendly (end);

  clock[strcspn (clock, ".")] = '\0';
  return g_strdup_printf ("That is after the end: the run ends %s after its start, at %s", since, clock);
}

char *
named_time_find (Player *player, const char *text, SimTime *t)
{
  const Trace *trace = player_get_trace (player);
  SimTime time_of_day, found;

  if (read_time_of_day (text, &time_of_day))
    found = find_next (find_first (trace_start_unix_ns (trace), time_of_day), player_get_time (player), trace_end_time (trace));
  else if (!sim_time_parse_duration (text, &found))
    return g_strdup ("Expected a time since the start, such as 1.36s or 2h5m, or of the day, such as 9:05");
  if (found > trace_end_time (trace))
    return describe_end (trace);
  *t = found;
  return NULL;
}
