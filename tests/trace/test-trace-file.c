/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-file.h"
#include "sim/trace/trace-json.h"
#include "tests/trace/lab.h"

#include <glib/gstdio.h>

static char *
make_path (void)
{
  return g_strdup_printf ("%s/mailflow-trace-%u-%u.jsonl", g_get_tmp_dir (), (guint) getpid (), g_random_int ());
}

/* Every kind of record, and bytes that are no text: the way there and back changes nothing. */
static void
test_way_back (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (Trace) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_path ();
  g_autofree char *digest = NULL, *again = NULL;

  for (TraceKind kind = TRACE_HOST; kind < N_TRACE_KINDS; kind++)
    if (kind != TRACE_HOST && kind != TRACE_MESSAGE)
      lab_add_full (trace, kind);
  lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .host = LAB_MAIL, .text = trace_bytes (trace, "a\0\xff", 3) });
  lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .peer = LAB_MX, .code = TCP_FIN | TCP_ACK, .value = -7 });
  lab_add (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .value = SIM_NEVER });
  g_assert_true (trace_file_write (trace, path, &error));
  g_assert_no_error (error);
  back = trace_file_read (path, &error);
  g_assert_no_error (error);
  digest = trace_json_digest (trace);
  again = trace_json_digest (back);
  g_assert_cmpstr (digest, ==, again);
  g_assert_cmpuint (trace_count_hosts (back), ==, trace_count_hosts (trace));
  g_assert_cmpstr (trace_message_label (back, 1), ==, trace_message_label (trace, 1));
  g_remove (path);
}

#define START "{\"id\": 1, \"cause\": 0, \"t\": 0, \"kind\": \"run-start\", \"seed\": 1, \"start\": \"2026-01-05T09:00:00.000000Z\"}\n"

typedef struct
{
  const char *text;
  const char *error; /* what the message ends with */
} Refusal;

static const Refusal refusals[] = {
  { "", "not a trace: it is empty" },
  { "mailflow: 1\n", NULL },
  { "[]\n", "line 1: not a JSON object" },
  { "{}\n", "line 1: \"kind\" is not a kind of record that this version knows" },
  { "{\"id\": 1, \"cause\": 0, \"t\": 0, \"kind\": \"host\", \"host\": \"a\"}\n", "line 1: \"kind\" is not \"run-start\", as of the first line of a trace" },
  { "{\"a\": [[[[[[1]]]]]]}\n", "line 1: not a JSON object of texts and numbers" },
  { "/* \" */ {\"a\": [[[[[[1]]]]]]}\n", "line 1: not a JSON object of texts and numbers" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": 0, \"kind\": \"tcp\", \"flags\": \"SYN\", \"conn\": 1, \"seq\": 0, \"ack\": 0, \"payload\": \"\", \"arrives\": -9223372036854775808, \"lost\": true}\n", NULL },
  { START START, "line 2: \"id\" is not the number that comes next" },
  { START "{\"id\": 2, \"cause\": 2, \"t\": 0, \"kind\": \"run-end\"}\n", "line 2: \"cause\" is not the number of an earlier record" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": -1, \"kind\": \"run-end\"}\n", "line 2: \"t\" is not a time after the record before" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": 0, \"host\": \"nobody\", \"kind\": \"run-end\"}\n", "line 2: \"host\" is not a name that is known by now" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": 0, \"kind\": \"run-end\", \"reason\": 7}\n", "line 2: \"reason\" is not a text" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": 0, \"kind\": \"host\", \"host\": \"a\", \"role\": \"king\", \"address\": \"192.0.2.1\"}\n", "line 2: \"role\" is not one of the names it can have" },
  { START "{\"id\": 2, \"cause\": 1, \"t\": 0, \"kind\": \"host\", \"host\": \"a\", \"role\": \"device\", \"address\": \"192.0.2\"}\n", "line 2: \"address\" is not an IPv4 address" },
};

static void
test_refused (gconstpointer data)
{
  const Refusal *it = data;
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, it->text, -1, NULL));
  g_assert_null (trace_file_read (path, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
  if (it->error != NULL && !g_str_has_suffix (error->message, it->error))
    g_error ("%s", error->message);
  g_remove (path);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (trace_file_read ("/nonexistent/trace.jsonl", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-file/way-back", test_way_back);
  g_test_add_func ("/trace-file/no-file", test_no_file);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/trace-file/refused/%u", i);

      g_test_add_data_func (path, &refusals[i], test_refused);
    }
  return g_test_run ();
}
