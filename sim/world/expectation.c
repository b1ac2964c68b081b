/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/expectation.h"

#include "sim/codec/mail-address.h"

#include <string.h>

typedef struct
{
  const ScenarioExpectation *expectation;
  const Trace *trace;
  const OutcomeMessage *message;
  const OutcomeRecipient *recipient;
  GString *faults; /* "; "-joined */
} Check;

void
expectation_result_free (ExpectationResult *result)
{
  g_ptr_array_unref (result->faults);
  g_free (result);
}

G_GNUC_PRINTF (2, 3)
static void
add_fault (Check *check, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (check->faults->len > 0)
    g_string_append (check->faults, "; ");
  g_string_append_vprintf (check->faults, format, arguments);
  va_end (arguments);
}

static void
check_number (Check *check, const char *name, int expected, guint found)
{
  if (expected >= 0 && (guint) expected != found)
    add_fault (check, "%s %d expected, was %u", name, expected, found);
}

static void
check_text (Check *check, const char *name, const char *expected, const char *found)
{
  if (expected != NULL && g_ascii_strcasecmp (expected, found) != 0)
    add_fault (check, "%s %s expected, was %s", name, expected, found[0] == '\0' ? "none" : found);
}

static void
check_time (Check *check)
{
  SimTime within = check->expectation->within, took;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (within < 0)
    return;
  expected = sim_time_format_friendly (within);
  if (check->recipient->time < 0)
    {
      add_fault (check, "within %s expected, still undecided", expected);
      return;
    }
  took = check->recipient->time - check->message->at;
  found = sim_time_format_friendly (took);
  if (took > within)
    add_fault (check, "within %s expected, took %s", expected, found);
}

static gboolean
took_it (const Check *check, const char *host)
{
  const GArray *hops = check->recipient->hops;

  for (guint i = 0; i < hops->len; i++)
    if (g_ascii_strcasecmp (trace_host_name (check->trace, g_array_index (hops, HostId, i)), host) == 0)
      return TRUE;
  return FALSE;
}

static char *
join_hops (const Check *check)
{
  const GArray *hops = check->recipient->hops;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < hops->len; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", trace_host_name (check->trace, g_array_index (hops, HostId, i)));
  return g_string_free (names, FALSE);
}

static void
check_way (Check *check)
{
  const ScenarioExpectation *expectation = check->expectation;
  g_autofree char *found = join_hops (check);
  g_autoptr (GString) expected = g_string_new (NULL);

  if (expectation->via != NULL && !took_it (check, expectation->via))
    add_fault (check, "via %s expected, went %s", expectation->via, found);
  if (expectation->hops == NULL)
    return;
  for (guint i = 0; i < expectation->hops->len; i++)
    g_string_append_printf (expected, "%s%s", i == 0 ? "" : ", ", (const char *) g_ptr_array_index (expectation->hops, i));
  if (g_ascii_strcasecmp (expected->str, found) != 0)
    add_fault (check, "hops %s expected, were %s", expected->str, found);
}

static void
check_recipient (Check *check, ExpectationResult *result)
{
  const ScenarioExpectation *expectation = check->expectation;
  const OutcomeRecipient *recipient = check->recipient;

  check->faults = g_string_new (NULL);
  check_text (check, "outcome", expectation->outcome, outcome_kind_name (recipient->kind));
  check_text (check, "status", expectation->status, recipient->status);
  check_number (check, "code", expectation->code, recipient->code);
  check_number (check, "attempts", expectation->attempts, recipient->attempts);
  check_number (check, "duplicates", expectation->duplicates, recipient->duplicates);
  check_number (check, "delay-notices", expectation->delay_notices, recipient->delay_notices);
  check_time (check);
  check_way (check);
  if (check->faults->len == 0)
    result->met++;
  else
    {
      result->failed++;
      g_ptr_array_add (result->faults, g_strdup_printf ("%s:%u:%u: %s to %s: %s", expectation->place.file, expectation->place.line, expectation->place.column, check->message->label, recipient->address, check->faults->str));
    }
  g_string_free (check->faults, TRUE);
}

/* WRITTEN: those whom the sender wrote; else those that an alias, a list or forwarding made of them. */
static guint
check_messages (const ScenarioExpectation *expectation, const Trace *trace, const Outcome *outcome, gboolean written, ExpectationResult *result)
{
  guint found = 0;

  for (guint i = 0; i < outcome->messages->len; i++)
    {
      const OutcomeMessage *message = g_ptr_array_index (outcome->messages, i);

      if (expectation->message != NULL && strcmp (expectation->message, message->label) != 0)
        continue;
      for (guint j = 0; j < message->recipients->len; j++)
        {
          Check check = { expectation, trace, message, g_ptr_array_index (message->recipients, j), NULL };

          if ((check.recipient->instead_of == 0) != written)
            continue;
          if (expectation->to != NULL && !mail_address_equal (expectation->to, check.recipient->address))
            continue;
          check_recipient (&check, result);
          found++;
        }
    }
  return found;
}

static void
check_expectation (const ScenarioExpectation *expectation, const Trace *trace, const Outcome *outcome, ExpectationResult *result)
{
  if (check_messages (expectation, trace, outcome, TRUE, result) > 0)
    return;
  if (expectation->to != NULL && check_messages (expectation, trace, outcome, FALSE, result) > 0)
    return;
  result->failed++;
  g_ptr_array_add (result->faults, g_strdup_printf ("%s:%u:%u: no such mail was written: %s to %s", expectation->place.file, expectation->place.line, expectation->place.column, expectation->message == NULL ? "any" : expectation->message, expectation->to == NULL ? "anyone" : expectation->to));
}

ExpectationResult *
expectation_check (const Scenario *scenario, const Trace *trace, const Outcome *outcome)
{
  ExpectationResult *result = g_new0 (ExpectationResult, 1);

  result->faults = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < scenario->expectations->len; i++)
    check_expectation (g_ptr_array_index (scenario->expectations, i), trace, outcome, result);
  return result;
}
