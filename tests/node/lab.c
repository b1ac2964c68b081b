/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/node/lab.h"

#include "sim/codec/mail-address.h"
#include "sim/world/scenario-reader.h"

#include <string.h>

static Simulation *
start (const char *part, va_list parts)
{
  g_autoptr (GString) yaml = g_string_new ("mailflow: 1\ntitle: Lab\n");
  g_autoptr (GError) error = NULL;
  Scenario *scenario;
  Simulation *simulation;

  for (; part != NULL; part = va_arg (parts, const char *))
    g_string_append (yaml, part);
  g_test_message ("%s", yaml->str);
  scenario = scenario_read_bytes ("lab.yaml", yaml->str, yaml->len, &error);
  g_assert_no_error (error);
  simulation = simulation_new (scenario, NULL, &error);
  g_assert_no_error (error);
  return simulation;
}

Simulation *
lab_start (const char *part, ...)
{
  Simulation *simulation;
  va_list parts;

  va_start (parts, part);
  simulation = start (part, parts);
  va_end (parts);
  return simulation;
}

Simulation *
lab_run (const char *part, ...)
{
  Simulation *simulation;
  va_list parts;

  va_start (parts, part);
  simulation = start (part, parts);
  va_end (parts);
  simulation_run (simulation);
  return simulation;
}

void
lab_run_until (Simulation *simulation, SimTime t)
{
  while (trace_end_time (simulation_get_trace (simulation)) < t && simulation_step (simulation))
    continue;
}

const char *
lab_text (const Simulation *simulation, const TraceRecord *record)
{
  return trace_blob (simulation_get_trace (simulation), record->text, NULL);
}

const char *
lab_note (const Simulation *simulation, const TraceRecord *record)
{
  /* A packet's note is a number, not a blob. */
  return record->kind == TRACE_TCP ? "" : trace_blob (simulation_get_trace (simulation), record->note, NULL);
}

static gboolean
fits (const Simulation *simulation, const TraceRecord *record, TraceKind kind, const char *host, const char *text)
{
  const Trace *trace = simulation_get_trace (simulation);

  if (record->kind != kind || (host != NULL && strcmp (trace_host_name (trace, record->host), host) != 0))
    return FALSE;
  return text == NULL || strstr (lab_text (simulation, record), text) != NULL || strstr (lab_note (simulation, record), text) != NULL;
}

TraceId
lab_find (const Simulation *simulation, TraceKind kind, const char *host, const char *text, TraceId after)
{
  const Trace *trace = simulation_get_trace (simulation);

  for (TraceId id = after + 1; id <= trace_count (trace); id++)
    if (fits (simulation, trace_get (trace, id), kind, host, text))
      return id;
  return 0;
}

guint
lab_count (const Simulation *simulation, TraceKind kind, const char *host, const char *text)
{
  guint count = 0;

  for (TraceId id = 0; (id = lab_find (simulation, kind, host, text, id)) != 0;)
    count++;
  return count;
}

const TraceRecord *
lab_get (const Simulation *simulation, TraceKind kind, const char *host, const char *text)
{
  TraceId id = lab_find (simulation, kind, host, text, 0);

  g_assert_cmpuint (id, !=, 0);
  return trace_get (simulation_get_trace (simulation), id);
}

static char *
format_fate (const Trace *trace, const OutcomeRecipient *recipient)
{
  GString *fate = g_string_new (outcome_kind_name (recipient->kind));

  g_string_append_printf (fate, " %s %u attempts=%u hops=", recipient->status, recipient->code, recipient->attempts);
  for (guint i = 0; i < recipient->hops->len; i++)
    g_string_append_printf (fate, "%s%s", i == 0 ? "" : ",", trace_host_name (trace, g_array_index (recipient->hops, HostId, i)));
  return g_string_free (fate, FALSE);
}

char *
lab_fate (const Simulation *simulation, const char *message, const char *to)
{
  const Trace *trace = simulation_get_trace (simulation);
  g_autoptr (Outcome) outcome = outcome_new (trace, trace_count (trace));

  for (guint i = 0; i < outcome->messages->len; i++)
    {
      const OutcomeMessage *known = g_ptr_array_index (outcome->messages, i);

      for (guint j = 0; j < known->recipients->len; j++)
        {
          const OutcomeRecipient *recipient = g_ptr_array_index (known->recipients, j);

          if (strcmp (known->label, message) == 0 && mail_address_equal (recipient->address, to))
            return format_fate (trace, recipient);
        }
    }
  g_assert_not_reached ();
}

void
lab_assert_fate (const Simulation *simulation, const char *to, const char *expected)
{
  g_autofree char *fate = lab_fate (simulation, "m1", to);

  g_assert_cmpstr (fate, ==, expected);
}

char *
lab_times (const Simulation *simulation, TraceKind kind, const char *host)
{
  GString *times = g_string_new (NULL);

  for (TraceId id = 0; (id = lab_find (simulation, kind, host, NULL, id)) != 0;)
    g_string_append_printf (times, "%s%" G_GINT64_FORMAT, times->len == 0 ? "" : " ", trace_get (simulation_get_trace (simulation), id)->t / SIM_SECOND);
  return g_string_free (times, FALSE);
}
