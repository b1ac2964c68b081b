/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-index.h"
#include "tests/trace/lab.h"

/* "7 9 10" */
static char *
list (const GArray *ids)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (out, "%s%u", i == 0 ? "" : " ", g_array_index (ids, TraceId, i));
  return g_string_free (out, FALSE);
}

static void
assert_list (const GArray *ids, const char *expected)
{
  g_autofree char *found = list (ids);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_lists (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (TraceIndex) index = NULL;

  lab_add (trace, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .conn = 2, .message = 1 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .conn = 2 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_REPLY, .host = LAB_MX, .conn = 2, .message = 1 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MX, .conn = 2, .message = 1 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_DNS_QUERY, .host = LAB_MX, .conn = 2 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .conn = 2 });
  index = trace_index_new (trace);
  assert_list (trace_index_connection (index, 2), "9 11 14");
  assert_list (trace_index_message (index, 1), "6 7 8 9 11 12");
  assert_list (trace_index_host (index, LAB_MX), "4 11 12 13");
  assert_list (trace_index_host (index, LAB_MAIL), "3 9 14");
  assert_list (trace_index_connection (index, 1), "");
  assert_list (trace_index_connection (index, 0), "");
  assert_list (trace_index_message (index, 1000), "");
}

static void
test_update (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (TraceIndex) index = trace_index_new (trace);

  lab_add (trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MX, .message = 1 });
  assert_list (trace_index_message (index, 1), "6 7 8");
  trace_index_update (index);
  trace_index_update (index);
  assert_list (trace_index_message (index, 1), "6 7 8 9");
}

static void
test_count_until (void)
{
  static const TraceId numbers[] = { 3, 5, 6, 10 };
  static const guint counts[] = { 0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 4, 4 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (TraceId));

  g_assert_cmpuint (trace_index_count_until (ids, 5), ==, 0);
  g_array_append_vals (ids, numbers, G_N_ELEMENTS (numbers));
  for (guint position = 0; position < G_N_ELEMENTS (counts); position++)
    g_assert_cmpuint (trace_index_count_until (ids, position), ==, counts[position]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-index/lists", test_lists);
  g_test_add_func ("/trace-index/update", test_update);
  g_test_add_func ("/trace-index/count-until", test_count_until);
  return g_test_run ();
}
