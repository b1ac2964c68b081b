/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/outcome.h"
#include "tests/trace/lab.h"

typedef struct
{
  Trace *trace;
  Outcome *outcome;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->trace = lab_trace_new ();
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_COMPOSED, .host = LAB_DEVICE, .message = 1 });
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  g_clear_pointer (&bench->outcome, outcome_free);
  trace_free (bench->trace);
}

/* For recipient 1 of m1, entry 1. */
static TraceId
happen (Bench *bench, TraceKind kind, HostId host, guint16 code, const char *status)
{
  return lab_add (bench->trace, (TraceRecord){ .t = trace_end_time (bench->trace) + SIM_SECOND, .kind = kind, .host = host, .code = code, .message = 1, .conn = 1, .item = 1, .note = trace_text (bench->trace, status) });
}

static const OutcomeRecipient *
recipient (Bench *bench, guint index)
{
  const OutcomeMessage *message;

  g_clear_pointer (&bench->outcome, outcome_free);
  bench->outcome = outcome_new (bench->trace, trace_count (bench->trace));
  g_assert_cmpuint (bench->outcome->messages->len, ==, 1);
  message = g_ptr_array_index (bench->outcome->messages, 0);
  g_assert_cmpstr (message->label, ==, "m1");
  g_assert_cmpuint (message->recipients->len, ==, 2);
  return g_ptr_array_index (message->recipients, index);
}

static void
assert_totals (Bench *bench, const char *expected)
{
  g_autofree char *totals = outcome_format_totals (&bench->outcome->totals);

  g_assert_cmpstr (totals, ==, expected);
}

static void
test_waiting (Bench *bench, gconstpointer data)
{
  const OutcomeRecipient *bob = recipient (bench, 0);

  g_assert_cmpint (bob->kind, ==, OUTCOME_WAITING);
  g_assert_cmpstr (bob->address, ==, "bob@test");
  g_assert_cmpstr (bob->status, ==, "");
  g_assert_cmpint (bob->time, ==, -1);
  assert_totals (bench, "recipients: 2 sent, 0 delivered, 0 bounced, 2 waiting, 0 lost");
}

/* Attempts are those of the sender's own server; hops are all that took it. */
static void
test_delivered (Bench *bench, gconstpointer data)
{
  const OutcomeRecipient *bob;

  happen (bench, TRACE_QUEUED, LAB_MAIL, 0, NULL);
  happen (bench, TRACE_ATTEMPT, LAB_MAIL, 1, NULL);
  happen (bench, TRACE_DEFERRED, LAB_MAIL, 451, "4.7.1");
  happen (bench, TRACE_ATTEMPT, LAB_MAIL, 2, NULL);
  happen (bench, TRACE_QUEUED, LAB_MX, 0, NULL);
  happen (bench, TRACE_SENT, LAB_MAIL, 250, "2.0.0");
  happen (bench, TRACE_ATTEMPT, LAB_MX, 1, NULL);
  happen (bench, TRACE_STORED, LAB_MX, 0, NULL);
  bob = recipient (bench, 0);
  g_assert_cmpint (bob->kind, ==, OUTCOME_DELIVERED);
  g_assert_cmpuint (bob->code, ==, 250);
  g_assert_cmpstr (bob->status, ==, "2.0.0");
  g_assert_cmpint (bob->time, ==, 8 * SIM_SECOND);
  g_assert_cmpuint (bob->attempts, ==, 2);
  g_assert_cmpuint (bob->hops->len, ==, 3);
  g_assert_cmpuint (g_array_index (bob->hops, HostId, 0), ==, LAB_DEVICE);
  g_assert_cmpuint (g_array_index (bob->hops, HostId, 2), ==, LAB_MX);
  g_assert_cmpint (recipient (bench, 1)->kind, ==, OUTCOME_WAITING);
  assert_totals (bench, "recipients: 2 sent, 1 delivered, 0 bounced, 1 waiting, 0 lost");
}

static void
test_duplicates (Bench *bench, gconstpointer data)
{
  happen (bench, TRACE_STORED, LAB_MX, 0, NULL);
  happen (bench, TRACE_STORED, LAB_MX, 0, NULL);
  happen (bench, TRACE_BOUNCED, LAB_MAIL, 550, "5.1.1");
  g_assert_cmpuint (recipient (bench, 0)->duplicates, ==, 1);
  g_assert_cmpint (recipient (bench, 0)->kind, ==, OUTCOME_DELIVERED);
  g_assert_cmpint (recipient (bench, 0)->time, ==, SIM_SECOND);
}

typedef struct
{
  const char *what;
  TraceKind kind;
  OutcomeKind outcome;
  const char *totals;
} Fate;

static const Fate fates[] = {
  { "bounced", TRACE_BOUNCED, OUTCOME_BOUNCED, "recipients: 2 sent, 0 delivered, 1 bounced, 1 waiting, 0 lost" },
  { "rejected", TRACE_REJECTED, OUTCOME_REJECTED, "recipients: 2 sent, 0 delivered, 0 bounced, 1 waiting, 0 lost" },
  { "dropped", TRACE_DISCARDED, OUTCOME_DISCARDED, "recipients: 2 sent, 0 delivered, 0 bounced, 1 waiting, 0 lost" },
  { "lost", TRACE_LOST, OUTCOME_LOST, "recipients: 2 sent, 0 delivered, 0 bounced, 1 waiting, 1 lost" },
};

static void
test_fates (Bench *bench, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      Bench own;
      const OutcomeRecipient *bob;

      set_up (&own, NULL);
      own.outcome = NULL;
      happen (&own, fates[i].kind, LAB_MAIL, 550, "5.1.1");
      bob = recipient (&own, 0);
      g_assert_cmpint (bob->kind, ==, fates[i].outcome);
      g_assert_cmpuint (bob->code, ==, 550);
      g_assert_cmpstr (bob->status, ==, "5.1.1");
      assert_totals (&own, fates[i].totals);
      tear_down (&own, NULL);
    }
}

static void
add_part (const Bench *bench, guint number, const char *how)
{
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .message = 1, .conn = number, .item = 1, .text = trace_text (bench->trace, "part@test") });
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_EXPANDED, .host = LAB_MX, .message = 1, .conn = 1, .item = 1, .code = (guint16) number, .note = trace_text (bench->trace, how) });
}

/* The first recipient of m1 became two: what became of him when one has the mail, and the other fails. */
static const OutcomeRecipient *
expand (Bench *bench, const char *how)
{
  add_part (bench, 3, how);
  add_part (bench, 4, how);
  lab_add (bench->trace, (TraceRecord){ .t = SIM_MINUTE, .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .conn = 3, .item = 1 });
  lab_add (bench->trace, (TraceRecord){ .t = SIM_MINUTE, .kind = TRACE_BOUNCED, .host = LAB_MX, .message = 1, .conn = 4, .item = 2, .code = 550, .note = trace_text (bench->trace, "5.1.1") });
  g_clear_pointer (&bench->outcome, outcome_free);
  bench->outcome = outcome_new (bench->trace, trace_count (bench->trace));
  return g_ptr_array_index (((const OutcomeMessage *) g_ptr_array_index (bench->outcome->messages, 0))->recipients, 0);
}

/* Of an alias the sender is told; and those whom it stands for are not counted beside it. */
static void
test_alias (Bench *bench, gconstpointer data)
{
  const OutcomeRecipient *team = expand (bench, "alias");

  g_assert_cmpint (team->kind, ==, OUTCOME_BOUNCED);
  g_assert_cmpuint (team->code, ==, 550);
  g_assert_cmpuint (team->expanded->len, ==, 2);
  assert_totals (bench, "recipients: 2 sent, 0 delivered, 1 bounced, 1 waiting, 0 lost");
}

/* A list has done its part; whom it does not reach is its owner's business. */
static void
test_list (Bench *bench, gconstpointer data)
{
  g_assert_cmpint (expand (bench, "list")->kind, ==, OUTCOME_DELIVERED);
  assert_totals (bench, "recipients: 2 sent, 1 delivered, 0 bounced, 1 waiting, 0 lost");
}

/* Only of the first records: what had come of it by then. */
static void
test_position (Bench *bench, gconstpointer data)
{
  TraceId stored = happen (bench, TRACE_STORED, LAB_MX, 0, NULL);
  g_autoptr (Outcome) before = outcome_new (bench->trace, stored - 1);
  g_autoptr (Outcome) nothing = outcome_new (bench->trace, 0);

  g_assert_cmpuint (before->totals.waiting, ==, 2);
  g_assert_cmpuint (nothing->totals.sent, ==, 0);
  g_assert_cmpuint (nothing->messages->len, ==, 0);
}

/* Reports about mail are not counted; a record for a recipient that nobody named does nothing. */
static void
test_reports (Bench *bench, gconstpointer data)
{
  trace_name_message (bench->trace, 2, "m1-bounce");
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_MESSAGE, .host = LAB_MAIL, .code = MESSAGE_FAILURE_REPORT, .message = 2, .conn = 1 });
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .host = LAB_MAIL, .message = 2, .conn = 1 });
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MAIL, .message = 2, .conn = 1 });
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MAIL, .message = 1, .conn = 3 });
  lab_add (bench->trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MAIL, .message = 1, .conn = 0 });
  g_assert_cmpint (recipient (bench, 0)->kind, ==, OUTCOME_WAITING);
  g_assert_cmpuint (bench->outcome->totals.sent, ==, 2);
}

static void
test_names (Bench *bench, gconstpointer data)
{
  g_assert_cmpstr (outcome_kind_name (OUTCOME_WAITING), ==, "waiting");
  g_assert_cmpstr (outcome_kind_name (OUTCOME_DISCARDED), ==, "discarded");
  g_assert_cmpstr (outcome_kind_name (OUTCOME_LOST), ==, "lost");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/outcome/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("waiting", test_waiting);
  ADD ("delivered", test_delivered);
  ADD ("duplicates", test_duplicates);
  ADD ("fates", test_fates);
  ADD ("alias", test_alias);
  ADD ("list", test_list);
  ADD ("position", test_position);
  ADD ("reports", test_reports);
  ADD ("names", test_names);
  return g_test_run ();
}
