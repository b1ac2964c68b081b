/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-json.h"
#include "tests/trace/lab.h"

#include <string.h>

static char *
write_line (const Trace *trace, TraceId id)
{
  GString *out = g_string_new (NULL);

  trace_json_write (trace, id, out);
  return g_string_free (out, FALSE);
}

/* The line without what every line begins with. */
static void
assert_fields (const Trace *trace, TraceId id, const char *expected)
{
  g_autofree char *line = write_line (trace, id);
  g_autofree char *prefix = g_strdup_printf ("{\"id\": %u, \"cause\": %u, \"t\": 0, ", id, id - 1);

  g_assert_true (g_str_has_prefix (line, prefix));
  g_assert_cmpstr (line + strlen (prefix), ==, expected);
}

static const char *const lines[N_TRACE_KINDS] = {
  [TRACE_HOST] = "\"role\": \"device\", \"domain\": \"domain\", \"address\": \"192.0.2.2\"",
  [TRACE_HOST_ADDRESS] = "\"address\": \"address\"",
  [TRACE_MAILBOX] = "\"device\": \"mx.test\", \"mailbox\": \"mailbox\", \"reads\": \"reads\"",
  [TRACE_ZONE] = "\"origin\": \"origin\", \"text\": \"text\"",
  [TRACE_FAULT_START] = "\"rule\": \"rule\", \"fault\": 42, \"fault_kind\": \"fault_kind\", \"about\": \"about\", \"until\": 42",
  [TRACE_FAULT_END] = "\"fault\": 42, \"fault_kind\": \"fault_kind\", \"about\": \"about\"",
  [TRACE_HOST_STATE] = "\"state\": \"down\"",
  [TRACE_RUN_END] = "\"reason\": \"reason\"",
  [TRACE_MESSAGE] = "\"class\": \"failure-report\", \"about\": \"m1\", \"message\": \"m1\", \"from\": \"from\", \"message_id\": \"message_id\"",
  [TRACE_RECIPIENT] = "\"recipient\": 42, \"message\": \"m1\", \"instead_of\": 42, \"address\": \"address\"",
  [TRACE_COMPOSED] = "\"message\": \"m1\", \"subject\": \"subject\", \"content\": \"content\"",
  [TRACE_ACCEPTED] = "\"peer\": \"mx.test\", \"conn\": 42, \"message\": \"m1\", \"queue_id\": \"queue_id\", \"from\": \"from\", \"content\": \"content\", \"size\": 42",
  [TRACE_REJECTED] = "\"peer\": \"mx.test\", \"code\": 42, \"recipient\": 42, \"message\": \"m1\", \"text\": \"text\", \"status\": \"status\"",
  [TRACE_QUEUED] = "\"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"to\": \"to\", \"from\": \"from\", \"expires\": 42",
  [TRACE_ACTIVE] = "\"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"to\": \"to\", \"destination\": \"destination\", \"parallel\": 42",
  [TRACE_ATTEMPT] = "\"attempt\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"to\": \"to\"",
  [TRACE_ROUTE] = "\"message\": \"m1\", \"domain\": \"domain\", \"candidates\": \"candidates\"",
  [TRACE_ADDRESSES] = "\"message\": \"m1\", \"name\": \"name\", \"candidates\": \"candidates\"",
  [TRACE_DEFERRED] = "\"peer\": \"mx.test\", \"code\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"text\": \"text\", \"status\": \"status\", \"next_try\": 42",
  [TRACE_SENT] = "\"peer\": \"mx.test\", \"code\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"text\": \"text\", \"status\": \"status\"",
  [TRACE_BOUNCED] = "\"peer\": \"mx.test\", \"code\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"text\": \"text\", \"status\": \"status\"",
  [TRACE_DISCARDED] = "\"peer\": \"mx.test\", \"code\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"text\": \"text\", \"status\": \"status\"",
  [TRACE_EXPANDED] = "\"into\": 42, \"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"to\": \"to\", \"how\": \"how\", \"more\": 42",
  [TRACE_DELAY_NOTICE] = "\"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"text\": \"text\", \"expires\": 42",
  [TRACE_LOST] = "\"recipient\": 42, \"message\": \"m1\", \"entry\": 42, \"reason\": \"reason\"",
  [TRACE_STORED] = "\"recipient\": 42, \"message\": \"m1\", \"item\": 42, \"mailbox\": \"mailbox\", \"content\": \"content\", \"uid\": 42",
  [TRACE_FLAGS] = "\"flags\": \"\\\\Seen \\\\Answered\", \"message\": \"m1\", \"item\": 42, \"mailbox\": \"mailbox\"",
  [TRACE_REMOVED] = "\"message\": \"m1\", \"item\": 42, \"mailbox\": \"mailbox\"",
  [TRACE_FETCHED] = "\"peer\": \"mx.test\", \"message\": \"m1\", \"mailbox\": \"mailbox\", \"content\": \"content\"",
  [TRACE_SYNCED] = "\"peer\": \"mx.test\", \"flags\": \"\\\\Seen \\\\Answered\", \"message\": \"m1\", \"item\": 42, \"mailbox\": \"mailbox\"",
  [TRACE_DNS_QUERY] = "\"peer\": \"mx.test\", \"qtype\": 42, \"query\": 42, \"message\": \"m1\", \"name\": \"name\", \"type\": \"type\"",
  [TRACE_DNS_ANSWER] = "\"peer\": \"mx.test\", \"rcode\": 42, \"query\": 42, \"message\": \"m1\", \"type\": \"type\", \"name\": \"name\", \"answer\": \"answer\"",
  [TRACE_DNS_CACHED] = "\"qtype\": 42, \"type\": \"type\", \"name\": \"name\", \"answer\": \"answer\", \"expires\": 42",
  [TRACE_DNS_CACHE_HIT] = "\"qtype\": 42, \"type\": \"type\", \"name\": \"name\", \"answer\": \"answer\", \"expires\": 42",
  [TRACE_DNS_FAILED] = "\"peer\": \"mx.test\", \"qtype\": 42, \"query\": 42, \"message\": \"m1\", \"type\": \"type\", \"name\": \"name\", \"reason\": \"reason\"",
  [TRACE_CONNECT] = "\"peer\": \"mx.test\", \"port\": 42, \"conn\": 42, \"message\": \"m1\", \"local_port\": 42, \"address\": \"address\"",
  [TRACE_CONNECTED] = "\"peer\": \"mx.test\", \"port\": 42, \"conn\": 42",
  [TRACE_CONNECT_FAILED] = "\"peer\": \"mx.test\", \"port\": 42, \"conn\": 42, \"reason\": \"reason\"",
  [TRACE_CLOSED] = "\"peer\": \"mx.test\", \"conn\": 42, \"reason\": \"reason\"",
  [TRACE_SMTP_COMMAND] = "\"peer\": \"mx.test\", \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_SMTP_REPLY] = "\"peer\": \"mx.test\", \"code\": 42, \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_SMTP_DATA] = "\"peer\": \"mx.test\", \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_POP3_COMMAND] = "\"peer\": \"mx.test\", \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_POP3_REPLY] = "\"peer\": \"mx.test\", \"code\": 42, \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_IMAP_COMMAND] = "\"peer\": \"mx.test\", \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_IMAP_RESPONSE] = "\"peer\": \"mx.test\", \"code\": 42, \"conn\": 42, \"message\": \"m1\", \"text\": \"text\"",
  [TRACE_TCP] = "\"to\": \"mx.test\", \"flags\": \"SYN,ACK\", \"conn\": 42, \"seq\": 42, \"payload\": \"payload\", \"ack\": 42, \"arrives\": 42",
  [TRACE_UDP] = "\"to\": \"mx.test\", \"to_port\": 42, \"query\": 42, \"from_port\": 42, \"payload_base64\": \"cGF5bG9hZA==\", \"arrives\": 42",
};

static void
test_each_kind (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  for (TraceKind kind = TRACE_RUN_START + 1; kind < N_TRACE_KINDS; kind++)
    {
      g_autofree char *line = write_line (trace, lab_add_full (trace, kind));
      g_auto (GStrv) expected = g_strsplit (lines[kind], ", ", -1);
      g_autofree char *own = g_strdup_printf (", \"host\": \"mail.test\", \"kind\": \"%s\"", trace_kind_info (kind)->name);
      gsize length = strlen (own);

      g_test_message ("%s", line);
      g_assert_nonnull (strstr (line, own));
      for (guint i = 0; expected[i] != NULL; i++)
        {
          g_assert_nonnull (strstr (line, expected[i]));
          length += 2 + strlen (expected[i]);
        }
      /* These fields, and no others. */
      g_assert_cmpuint (strlen (strstr (line, own)), ==, length + strlen ("}\n"));
    }
}

static void
test_start (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  assert_fields (trace, 1, "\"kind\": \"run-start\", \"seed\": 1, \"scenario\": \"by-hand\", \"title\": \"By hand\", \"start\": \"2026-01-05T09:00:00.000000Z\"}\n");
}

/* Blobs, hosts and messages that are none, and a time that never comes, are left out. */
static void
test_absent (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId line = lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .host = LAB_MAIL });
  TraceId fault = lab_add (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .value = SIM_NEVER });

  assert_fields (trace, line, "\"host\": \"mail.test\", \"kind\": \"smtp-command\", \"conn\": 0}\n");
  assert_fields (trace, fault, "\"kind\": \"fault-start\", \"fault\": 0}\n");
}

static void
test_lost (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId id = lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .peer = LAB_MX, .code = TCP_FIN | TCP_RST | TCP_PSH, .conn = 1, .value = -7 });
  g_autofree char *line = write_line (trace, id);

  g_assert_nonnull (strstr (line, "\"flags\": \"FIN,RST,PSH\""));
  g_assert_nonnull (strstr (line, "\"arrives\": 7, \"lost\": true}\n"));
}

/* RFC 8259 7. */
static void
test_escapes (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  trace_json_write_string ("a\"b\\c\r\n\t\x01\x1f\x7f \xc3\xa9/", 15, out);
  g_assert_cmpstr (out->str, ==, "\"a\\\"b\\\\c\\r\\n\\t\\u0001\\u001f\\u007f \xc3\xa9/\"");
  g_string_truncate (out, 0);
  trace_json_write_string ("", 0, out);
  g_assert_cmpstr (out->str, ==, "\"\"");
}

/* What is not UTF-8, or has a NUL in it, is told in base64, under another name. */
static void
test_not_utf8 (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId latin = lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .text = trace_text (trace, "caf\xe9") });
  TraceId nul = lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .text = trace_bytes (trace, "a\0b", 3) });

  assert_fields (trace, latin, "\"kind\": \"smtp-command\", \"conn\": 0, \"text_base64\": \"Y2Fm6Q==\"}\n");
  assert_fields (trace, nul, "\"kind\": \"smtp-command\", \"conn\": 0, \"text_base64\": \"YQBi\"}\n");
}

/* The digest is that of the lines, so anybody can compute it. */
static void
test_digest (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  g_autoptr (Trace) same = lab_trace_new ();
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *digest = trace_json_digest (trace);
  g_autofree char *again = trace_json_digest (same);
  g_autofree char *expected = NULL;
  g_autofree char *longer = NULL;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    trace_json_write (trace, id, all);
  expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize) all->len);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpstr (digest, ==, again);
  lab_add (trace, (TraceRecord){ .kind = TRACE_RUN_END });
  longer = trace_json_digest (trace);
  g_assert_cmpstr (longer, !=, digest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-json/each-kind", test_each_kind);
  g_test_add_func ("/trace-json/start", test_start);
  g_test_add_func ("/trace-json/absent", test_absent);
  g_test_add_func ("/trace-json/lost", test_lost);
  g_test_add_func ("/trace-json/escapes", test_escapes);
  g_test_add_func ("/trace-json/not-utf8", test_not_utf8);
  g_test_add_func ("/trace-json/digest", test_digest);
  return g_test_run ();
}
