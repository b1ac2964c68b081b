/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-comparison.h"
#include "tests/trace/lab.h"

#include <string.h>

/* "code: 250 → 451; text: Ok → Later": in what two records differ; caller frees. */
static char *
words_of (const RecordDifference *difference)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < difference->members->len; i++)
    {
      const MemberDifference *member = g_ptr_array_index (difference->members, i);

      g_string_append_printf (words, "%s%s: %s → %s", i == 0 ? "" : "; ", member->name, member->a != NULL ? member->a : "-", member->b != NULL ? member->b : "-");
    }
  return g_string_free (words, FALSE);
}

static void
assert_parting (const RecordDifference *difference, TraceId a, TraceId b, const char *expected)
{
  g_autofree char *words = NULL;

  g_assert_nonnull (difference);
  words = words_of (difference);
  g_assert_cmpuint (difference->a, ==, a);
  g_assert_cmpuint (difference->b, ==, b);
  g_assert_cmpstr (words, ==, expected);
}

static void
add_reply (Trace *trace, SimTime t, guint16 code, const char *text)
{
  lab_add (trace, (TraceRecord){ .t = t, .kind = TRACE_SMTP_REPLY, .host = LAB_MX, .peer = LAB_MAIL, .code = code, .conn = 3, .message = 1, .text = trace_text (trace, text) });
}

static void
test_same (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  trace_text (b, "numbers of texts mean nothing");
  add_reply (a, 5, 250, "Ok");
  add_reply (b, 5, 250, "Ok");
  comparison = trace_comparison_new (a, b);
  g_assert_cmpuint (comparison->worlds->len, ==, 0);
  g_assert_null (comparison->parting);
  g_assert_null (comparison->story);
}

static void
test_parting (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  add_reply (a, 5, 250, "Ok");
  add_reply (b, 5, 250, "Ok");
  add_reply (a, 7, 250, "Ok");
  add_reply (b, 9, 451, "Later");
  add_reply (b, 9, 550, "Never");
  comparison = trace_comparison_new (a, b);
  assert_parting (comparison->parting, LAB_RECORDS + 2, LAB_RECORDS + 2, "t: 7 → 9; code: 250 → 451; text: Ok → Later");
  g_assert_null (comparison->story); /* no dialogue is told */
}

/* Also where one of them has a member that the other has not, and text that is none. */
static void
test_members (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  lab_add (a, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .peer = LAB_MX, .conn = 1 });
  lab_add (b, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .conn = 1, .text = trace_text (b, "\xff") });
  comparison = trace_comparison_new (a, b);
  assert_parting (comparison->parting, LAB_RECORDS + 1, LAB_RECORDS + 1, "peer: mx.test → -; reason_base64: - → /w==");
}

static void
test_one_goes_on (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL, other = NULL;

  add_reply (a, 5, 250, "Ok");
  add_reply (b, 5, 250, "Ok");
  add_reply (a, 6, 221, "Bye");
  comparison = trace_comparison_new (a, b);
  assert_parting (comparison->parting, LAB_RECORDS + 2, 0, "");
  other = trace_comparison_new (b, a);
  assert_parting (other->parting, 0, LAB_RECORDS + 2, "");
}

/* Numbers of records, their causes and faults are each trace's own; a fault is given, and parts nothing by itself. */
static void
test_faults (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  lab_add (a, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .item = 1, .text = trace_text (a, "down") });
  lab_add (b, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .item = 2, .text = trace_text (b, "down") });
  lab_add (b, (TraceRecord){ .t = 4, .kind = TRACE_FAULT_START, .host = LAB_MAIL, .item = 1, .conn = trace_text (b, "RCPT, once"), .text = trace_text (b, "reply") });
  add_reply (a, 5, 250, "Ok");
  trace_append (b, &(TraceRecord){ .t = 5, .kind = TRACE_SMTP_REPLY, .host = LAB_MX, .peer = LAB_MAIL, .code = 250, .conn = 3, .message = 1, .text = trace_text (b, "Ok") });
  comparison = trace_comparison_new (a, b);
  g_assert_null (comparison->parting);
  g_assert_null (comparison->story);
  g_assert_cmpuint (comparison->worlds->len, ==, 1);
  assert_parting (g_ptr_array_index (comparison->worlds, 0), 0, LAB_RECORDS + 2, "");
}

static void
add_host (Trace *trace, HostId host, const char *name, guint32 address)
{
  trace_name_host (trace, host, name);
  lab_add (trace, (TraceRecord){ .kind = TRACE_HOST, .host = host, .code = HOST_NAME_SERVER, .note = trace_text (trace, "test"), .value = address });
}

/* What there is in only one world, or is another in the other; hosts of other numbers don't part what happens. */
static void
test_worlds (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  add_host (a, 5, "ns.test", 1);
  add_host (b, 5, "backup.test", 7);
  add_host (b, 6, "ns.test", 2);
  lab_add (a, (TraceRecord){ .kind = TRACE_HOST_STATE, .host = 5, .code = HOST_DOWN });
  lab_add (b, (TraceRecord){ .kind = TRACE_HOST_STATE, .host = 6, .code = HOST_DOWN });
  comparison = trace_comparison_new (a, b);
  g_assert_cmpuint (comparison->worlds->len, ==, 2);
  assert_parting (g_ptr_array_index (comparison->worlds, 0), LAB_RECORDS + 1, LAB_RECORDS + 2, "address: 0.0.0.1 → 0.0.0.2");
  assert_parting (g_ptr_array_index (comparison->worlds, 1), 0, LAB_RECORDS + 1, "");
  g_assert_null (comparison->parting);
}

static void
add_zone (Trace *trace, TraceId cause, const char *text)
{
  trace_append (trace, &(TraceRecord){ .t = trace_end_time (trace), .cause = cause, .kind = TRACE_ZONE, .host = LAB_MX, .text = trace_text (trace, "test"), .note = trace_text (trace, text) });
}

/* One at the start is of the world; one that a fault brings happens. */
static void
test_zones (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new (), old = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL, with_old = NULL;

  add_zone (a, 0, "@ 1 IN MX 1 a\n");
  add_zone (b, 0, "@ 1 IN MX 1 b\n");
  with_old = trace_comparison_new (old, b);
  g_assert_cmpuint (with_old->worlds->len, ==, 0); /* that one could not record any */
  add_zone (a, LAB_RECORDS, "@ 1 IN MX 1 c\n");
  add_zone (b, LAB_RECORDS, "@ 1 IN MX 1 d\n");
  comparison = trace_comparison_new (a, b);
  g_assert_cmpuint (comparison->worlds->len, ==, 1);
  assert_parting (comparison->parting, LAB_RECORDS + 2, LAB_RECORDS + 2, "text: @ 1 IN MX 1 c\n → @ 1 IN MX 1 d\n");
}

/* A trace without packets is not parted from one with them. */
static void
test_levels (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  add_reply (a, 5, 250, "Ok");
  lab_add (b, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX, .peer = LAB_MAIL, .value = 1 });
  add_reply (b, 5, 250, "Ok");
  comparison = trace_comparison_new (a, b);
  g_assert_null (comparison->parting);
}

/* What is told parts later than what is recorded, and times don't part it. */
static void
test_story (void)
{
  g_autoptr (Trace) a = lab_trace_new (), b = lab_trace_new ();
  g_autoptr (TraceComparison) comparison = NULL;

  add_reply (a, 5, 250, "Ok");
  add_reply (b, 6, 250, "Ok");
  lab_add (a, (TraceRecord){ .t = 10, .kind = TRACE_ACCEPTED, .host = LAB_MX, .peer = LAB_MAIL, .message = 1 });
  lab_add (b, (TraceRecord){ .t = 20, .kind = TRACE_ACCEPTED, .host = LAB_MX, .peer = LAB_MAIL, .message = 1 });
  lab_add (a, (TraceRecord){ .t = 30, .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .text = trace_text (a, "bob@test") });
  lab_add (b, (TraceRecord){ .t = 30, .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .text = trace_text (b, "carol@test") });
  comparison = trace_comparison_new (a, b);
  assert_parting (comparison->parting, LAB_RECORDS + 1, LAB_RECORDS + 1, "t: 5 → 6");
  assert_parting (comparison->story, LAB_RECORDS + 3, LAB_RECORDS + 3, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-comparison/same", test_same);
  g_test_add_func ("/trace-comparison/parting", test_parting);
  g_test_add_func ("/trace-comparison/members", test_members);
  g_test_add_func ("/trace-comparison/one-goes-on", test_one_goes_on);
  g_test_add_func ("/trace-comparison/faults", test_faults);
  g_test_add_func ("/trace-comparison/worlds", test_worlds);
  g_test_add_func ("/trace-comparison/zones", test_zones);
  g_test_add_func ("/trace-comparison/levels", test_levels);
  g_test_add_func ("/trace-comparison/story", test_story);
  return g_test_run ();
}
