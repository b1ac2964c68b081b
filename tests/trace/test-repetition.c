/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/repetition.h"
#include "tests/trace/lab.h"

/* An attempt for ENTRY, two records on its way, a deferral for REASON; the number of the attempt. */
static TraceId
add_attempt (Trace *trace, guint32 entry, const char *reason)
{
  TraceId attempt = lab_add (trace, (TraceRecord){ .kind = TRACE_ATTEMPT, .host = LAB_MAIL, .item = entry, .message = 1 });

  lab_add (trace, (TraceRecord){ .kind = TRACE_DNS_QUERY, .host = LAB_MAIL });
  lab_add (trace, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL });
  lab_add (trace, (TraceRecord){ .kind = TRACE_DEFERRED, .host = LAB_MAIL, .item = entry, .message = 1, .text = trace_text (trace, reason) });
  return attempt;
}

static void
assert_hidden (const Repetition *repetition, TraceId attempt, gboolean hidden)
{
  g_assert_false (repetition_hides (repetition, attempt));
  g_assert_cmpint (repetition_hides (repetition, attempt + 1), ==, hidden);
  g_assert_cmpint (repetition_hides (repetition, attempt + 2), ==, hidden);
  g_assert_false (repetition_hides (repetition, attempt + 3));
}

static void
test_same_reason (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId first = add_attempt (trace, 1, "connection timed out");
  TraceId second = add_attempt (trace, 1, "connection timed out");
  TraceId third = add_attempt (trace, 1, "try again later");
  TraceId fourth = add_attempt (trace, 1, "connection timed out");
  g_autoptr (Repetition) repetition = repetition_new (trace);

  assert_hidden (repetition, first, FALSE);
  assert_hidden (repetition, second, TRUE);
  assert_hidden (repetition, third, FALSE);
  assert_hidden (repetition, fourth, TRUE);
}

/* A long row is told once; a new reason begins another one. */
static void
test_folds (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId first = add_attempt (trace, 1, "connection timed out"), second = add_attempt (trace, 1, "connection timed out"), last;
  TraceId third = 0, latest = 0, other;

  for (int i = 0; i < 20; i++)
    {
      latest = add_attempt (trace, 1, "connection timed out");
      third = third == 0 ? latest : third;
    }
  other = add_attempt (trace, 1, "try again later");
  {
    g_autoptr (Repetition) repetition = repetition_new (trace);

    assert_hidden (repetition, first, FALSE);
    assert_hidden (repetition, second, TRUE);
    g_assert_cmpuint (repetition_folds (repetition, second, &last), ==, 0);
    g_assert_cmpuint (repetition_folds (repetition, third, &last), ==, 20);
    g_assert_cmpuint (last, ==, latest + 3);
    for (TraceId id = third; id < other; id++)
      g_assert_true (repetition_hides (repetition, id));
    assert_hidden (repetition, other, FALSE);
  }
}

static void
test_short_row (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId attempts[8], last;

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    attempts[i] = add_attempt (trace, 1, "connection timed out");
  {
    g_autoptr (Repetition) repetition = repetition_new (trace);

    for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
      {
        assert_hidden (repetition, attempts[i], i > 0);
        g_assert_cmpuint (repetition_folds (repetition, attempts[i], &last), ==, 0);
      }
  }
}

static void
test_other_entry (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId first = add_attempt (trace, 1, "connection timed out");
  TraceId other = add_attempt (trace, 2, "connection timed out");
  TraceId again = add_attempt (trace, 1, "connection timed out");
  g_autoptr (Repetition) repetition = repetition_new (trace);

  assert_hidden (repetition, first, FALSE);
  assert_hidden (repetition, other, FALSE);
  assert_hidden (repetition, again, TRUE);
}

/* A connection to an access server, and what comes of it: the number of the connection's record. */
static TraceId
add_look (Trace *trace, TraceKind outcome)
{
  TraceId look = lab_add (trace, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_DEVICE, .peer = LAB_MAIL, .code = 110 });

  lab_add (trace, (TraceRecord){ .kind = TRACE_POP3_COMMAND, .host = LAB_DEVICE, .peer = LAB_MAIL });
  lab_add (trace, (TraceRecord){ .kind = outcome, .host = LAB_DEVICE, .peer = LAB_MAIL, .message = 1 });
  return look;
}

static void
test_empty_looks (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId empty = add_look (trace, TRACE_CLOSED), fruitful = add_look (trace, TRACE_FETCHED);
  TraceId failed = add_look (trace, TRACE_CONNECT_FAILED);
  TraceId relay = lab_add (trace, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .code = 25 });
  g_autoptr (Repetition) repetition = repetition_new (trace);

  g_assert_true (repetition_hides (repetition, empty));
  g_assert_false (repetition_hides (repetition, fruitful));
  g_assert_false (repetition_hides (repetition, failed));
  g_assert_false (repetition_hides (repetition, relay));
}

/* Records that came later than the trace it was made of are not hidden. */
static void
test_later (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (Repetition) repetition = repetition_new (trace);

  g_assert_false (repetition_hides (repetition, 1000));
  g_assert_false (repetition_hides (repetition, trace_count (trace)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repetition/same-reason", test_same_reason);
  g_test_add_func ("/repetition/folds", test_folds);
  g_test_add_func ("/repetition/short-row", test_short_row);
  g_test_add_func ("/repetition/other-entry", test_other_entry);
  g_test_add_func ("/repetition/empty-looks", test_empty_looks);
  g_test_add_func ("/repetition/later", test_later);
  return g_test_run ();
}
