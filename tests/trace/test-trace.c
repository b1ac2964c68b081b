/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/trace/lab.h"

#include <string.h>

typedef struct
{
  Engine *engine;
  Trace *trace;
} Bench;

static void
on_event (gpointer target, guint64 argument)
{
  Bench *bench = target;

  TraceId id = trace_add (bench->trace, &(TraceRecord){ .kind = argument, .t = 99, .cause = 99 });

  g_assert_cmpuint (engine_get_cause (bench->engine), ==, id);
}

static void
test_stamp (void)
{
  Bench bench = { engine_new (), NULL };

  bench.trace = trace_new (bench.engine, TRACE_PACKETS);
  engine_schedule (bench.engine, ENGINE_WORK, 10, on_event, &bench, TRACE_COMPOSED);
  g_assert_cmpuint (trace_add (bench.trace, &(TraceRecord){ .kind = TRACE_RUN_START }), ==, 1);
  engine_schedule (bench.engine, ENGINE_WORK, 20, on_event, &bench, TRACE_TCP);
  while (engine_step (bench.engine, SIM_NEVER))
    continue;
  g_assert_cmpuint (trace_count (bench.trace), ==, 3);
  g_assert_cmpint (trace_get (bench.trace, 2)->t, ==, 10);
  g_assert_cmpuint (trace_get (bench.trace, 2)->cause, ==, 0);
  g_assert_cmpint (trace_get (bench.trace, 3)->t, ==, 20);
  g_assert_cmpuint (trace_get (bench.trace, 3)->cause, ==, 1);
  trace_free (bench.trace);
  engine_free (bench.engine);
}

typedef struct
{
  TraceLevel level;
  guint mail, lines, packets;
} Level;

/* What isn't kept leaves the cause as it was. */
static void
test_levels (void)
{
  static const Level levels[] = { { TRACE_NONE, 0, 0, 0 }, { TRACE_MAIL, 1, 0, 0 }, { TRACE_LINES, 1, 1, 0 }, { TRACE_PACKETS, 1, 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (Engine) engine = engine_new ();
      g_autoptr (Trace) trace = trace_new (engine, levels[i].level);
      guint expected = levels[i].mail + levels[i].lines + levels[i].packets;

      g_assert_cmpuint (trace_wants (trace, TRACE_STORED), ==, levels[i].mail);
      g_assert_cmpuint (trace_wants (trace, TRACE_SMTP_REPLY), ==, levels[i].lines);
      g_assert_cmpuint (trace_wants (trace, TRACE_UDP), ==, levels[i].packets);
      trace_add (trace, &(TraceRecord){ .kind = TRACE_STORED });
      trace_add (trace, &(TraceRecord){ .kind = TRACE_SMTP_REPLY });
      g_assert_cmpuint (trace_add (trace, &(TraceRecord){ .kind = TRACE_UDP }), ==, expected);
      g_assert_cmpuint (trace_count (trace), ==, expected);
      g_assert_cmpuint (engine_get_cause (engine), ==, expected);
      g_assert_cmpuint (trace_text (trace, "text"), ==, levels[i].mail);
    }
}

static void
test_names (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  g_assert_cmpuint (trace_count_hosts (trace), ==, 4);
  g_assert_cmpstr (trace_host_name (trace, LAB_MX), ==, "mx.test");
  g_assert_cmpstr (trace_host_name (trace, 0), ==, "");
  g_assert_cmpstr (trace_host_name (trace, 77), ==, "");
  g_assert_cmpuint (trace_find_host (trace, "mx.test"), ==, LAB_MX);
  g_assert_cmpuint (trace_find_host (trace, "mx"), ==, 0);
  g_assert_cmpuint (trace_host_record (trace, LAB_MX)->code, ==, HOST_MAIL_SERVER);
  g_assert_null (trace_host_record (trace, 77));
  g_assert_cmpuint (trace_count_messages (trace), ==, 1);
  g_assert_cmpuint (trace_find_message (trace, "m1"), ==, 1);
  g_assert_cmpstr (trace_message_label (trace, 1), ==, "m1");
  g_assert_cmpuint (trace_message_id (trace, 1), ==, 6);
  g_assert_cmpuint (trace_message_id (trace, 2), ==, 0);
  g_assert_null (trace_message_record (trace, 2));
  g_assert_cmpint (trace_start_unix_ns (trace), ==, G_GINT64_CONSTANT (1767603600000000000));
}

static void
test_count_until (void)
{
  g_autoptr (Trace) trace = trace_new (NULL, TRACE_MAIL);

  g_assert_cmpuint (trace_count_until (trace, 0), ==, 0);
  g_assert_cmpint (trace_end_time (trace), ==, 0);
  g_assert_cmpint (trace_start_unix_ns (trace), ==, 0);
  for (guint i = 0; i < 1000; i++)
    lab_add (trace, (TraceRecord){ .kind = TRACE_FETCHED, .t = i / 10 * 7 });
  g_assert_cmpuint (trace_count_until (trace, -1), ==, 0);
  g_assert_cmpuint (trace_count_until (trace, 0), ==, 10);
  g_assert_cmpuint (trace_count_until (trace, 6), ==, 10);
  g_assert_cmpuint (trace_count_until (trace, 7), ==, 20);
  g_assert_cmpuint (trace_count_until (trace, 99 * 7 - 1), ==, 990);
  g_assert_cmpuint (trace_count_until (trace, 99 * 7), ==, 1000);
  g_assert_cmpuint (trace_count_until (trace, SIM_NEVER), ==, 1000);
}

/* Over several chunks; records never move. */
static void
test_many (void)
{
  g_autoptr (Trace) trace = trace_new (NULL, TRACE_PACKETS);
  const TraceRecord *first;

  lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .item = 1 });
  first = trace_get (trace, 1);
  for (guint i = 2; i <= 50000; i++)
    lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .item = i });
  g_assert_true (trace_get (trace, 1) == first);
  for (guint i = 1; i <= 50000; i++)
    g_assert_cmpuint (trace_get (trace, i)->item, ==, i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/stamp", test_stamp);
  g_test_add_func ("/trace/levels", test_levels);
  g_test_add_func ("/trace/names", test_names);
  g_test_add_func ("/trace/count-until", test_count_until);
  g_test_add_func ("/trace/many", test_many);
  return g_test_run ();
}
