/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-delays.h"
#include "sim/export/log-process.h"
#include "sim/export/log-queue.h"
#include "sim/export/server-log.h"
#include "sim/export/smtp-dialogue.h"
#include "tests/trace/lab.h"

static void
test_times (void)
{
  /* What a Postfix server logged for such a time, or by postconf(5), delay_logging_resolution_limit. */
  static const struct
  {
    SimTime time;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 4 * SIM_MILLISECOND, "0" },
    { 5 * SIM_MILLISECOND, "0.01" },
    { 14 * SIM_MILLISECOND, "0.01" },
    { 95 * SIM_MILLISECOND, "0.1" },
    { 100 * SIM_MILLISECOND, "0.1" },
    { 123 * SIM_MILLISECOND, "0.12" },
    { 994 * SIM_MILLISECOND, "0.99" },
    { 995 * SIM_MILLISECOND, "1" },
    { SIM_SECOND, "1" },
    { 1049 * SIM_MILLISECOND, "1" },
    { 1050 * SIM_MILLISECOND, "1.1" },
    { 9949 * SIM_MILLISECOND, "9.9" },
    { 9950 * SIM_MILLISECOND, "10" },
    { 10499 * SIM_MILLISECOND, "10" },
    { 10500 * SIM_MILLISECOND, "11" },
    { 432030 * SIM_SECOND, "432030" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      log_delays_write_time (cases[i].time, text);
      g_assert_cmpstr (text->str, ==, cases[i].text);
    }
}

static void
test_delays (void)
{
  const LogDelays delays = { 330 * SIM_SECOND, 0, 30 * SIM_SECOND, 84 * SIM_MILLISECOND };
  g_autoptr (GString) text = g_string_new ("relay=none, ");

  log_delays_write (&delays, text);
  g_assert_cmpstr (text->str, ==, "relay=none, delay=360, delays=330/0/30/0.08");
}

static char *
write_log (const ServerLog *log, SimTime until, const char *host)
{
  GString *text = g_string_new (NULL);

  server_log_write (log, until, host, text);
  return g_string_free (text, FALSE);
}

/* 2025-12-31T23:59:59Z is t = 0. */
static void
test_lines (void)
{
  g_autoptr (ServerLog) log = server_log_new (G_GINT64_CONSTANT (1767225599) * SIM_SECOND);
  LogLine *hidden, *named;
  g_autofree char *all = NULL, *early = NULL, *one = NULL;

  server_log_add (log, 2 * SIM_SECOND, "b.test", "postfix/qmgr", 7, "ABCDEF", "removed");
  server_log_add (log, SIM_SECOND - 1, "a.test", "postfix/master", 6, NULL, "%s", "one\ntwo\x7f\xff \xc3\xa9");
  named = server_log_add (log, 2 * SIM_SECOND, "a.test", "postfix/smtpd", 5, "NOQUEUE", "client=x");
  hidden = server_log_add (log, 0, "a.test", "dovecot", 4, NULL, "nothing");
  log_line_set_hidden (hidden, TRUE);
  log_line_set_id (named, "GHJKL1");
  all = write_log (log, SIM_NEVER, NULL);
  early = write_log (log, 2 * SIM_SECOND - 1, NULL);
  one = write_log (log, SIM_NEVER, "b.test");
  g_assert_cmpstr (all, ==, "Dec 31 23:59:59 a.test postfix/master[6]: one?two?? \xc3\xa9\nJan  1 00:00:01 b.test postfix/qmgr[7]: ABCDEF: removed\nJan  1 00:00:01 a.test postfix/smtpd[5]: GHJKL1: client=x\n");
  g_assert_cmpstr (early, ==, "Dec 31 23:59:59 a.test postfix/master[6]: one?two?? \xc3\xa9\n");
  g_assert_cmpstr (one, ==, "Jan  1 00:00:01 b.test postfix/qmgr[7]: ABCDEF: removed\n");
}

static void
test_processes (void)
{
  g_autoptr (LogProcesses) processes = log_processes_new (2);
  guint first = log_processes_take (processes, 1, "smtpd"), second = log_processes_take (processes, 1, "smtpd");

  g_assert_cmpuint (first, !=, second);
  g_assert_cmpuint (log_processes_get (processes, 1, "qmgr"), ==, log_processes_get (processes, 1, "qmgr"));
  g_assert_cmpuint (log_processes_get (processes, 1, "qmgr"), !=, log_processes_get (processes, 2, "qmgr"));
  log_processes_release (processes, 1, first);
  g_assert_cmpuint (log_processes_take (processes, 1, "smtpd"), ==, first);
  log_processes_release (processes, 1, second);
  log_processes_forget (processes, 1);
  log_processes_release (processes, 1, first); /* of before */
  g_assert_cmpuint (log_processes_take (processes, 1, "smtpd"), >, second);
}

/* A line each: what the client says, or after "<" the server; and what the answer is then about. */
typedef struct
{
  const char *said;
  SmtpVerb verb;
  gboolean waits; /* the answer is not final */
} Turn;

static void
run_dialogue (const Turn *turns, guint count)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  SmtpDialogue *dialogue = smtp_dialogue_new (trace);

  for (guint i = 0; i < count; i++)
    {
      const char *said = turns[i].said;
      gboolean reply = said[0] == '<', content = said[0] == '=';
      g_autofree char *line = g_strdup_printf ("%s\r\n", said + (reply || content));
      TraceId id = lab_add (trace, (TraceRecord){ .kind = reply ? TRACE_SMTP_REPLY : content ? TRACE_SMTP_DATA
                                                                                             : TRACE_SMTP_COMMAND,
                                                  .host = LAB_MAIL,
                                                  .conn = 1,
                                                  .code = reply ? (guint16) g_ascii_strtoull (line, NULL, 10) : 0,
                                                  .text = trace_text (trace, line) });

      if (!reply)
        {
          g_assert_cmpint (smtp_dialogue_hear (dialogue, id), ==, turns[i].verb);
          continue;
        }
      g_assert_cmpint (smtp_dialogue_answer (dialogue, id)->verb, ==, turns[i].verb);
      g_assert_cmpint (smtp_dialogue_get (dialogue, smtp_dialogue_count (dialogue) - 1)->final, ==, !turns[i].waits);
    }
  smtp_dialogue_free (dialogue);
}

static void
test_dialogue (void)
{
  static const Turn pipelined[] = {
    { "<220 x", SMTP_VERB_CONNECT },
    { "ehlo x", SMTP_VERB_EHLO },
    { "<250 x", SMTP_VERB_EHLO },
    { "MAIL FROM:<>", SMTP_VERB_MAIL },
    { "RCPT TO:<a@b>", SMTP_VERB_RCPT },
    { "RCPT TO:<c@b>", SMTP_VERB_RCPT },
    { "DATA", SMTP_VERB_DATA },
    { "<250 2.1.0 x", SMTP_VERB_MAIL },
    { "<250 2.1.5 x", SMTP_VERB_RCPT },
    { "<550 5.1.1 x", SMTP_VERB_RCPT },
    { "<354 x", SMTP_VERB_DATA, TRUE },
    { "=Subject: QUIT\r\n\r\n.", SMTP_VERB_CONTENT },
    { "QUIT", SMTP_VERB_QUIT },
    { "<250 2.0.0 x", SMTP_VERB_CONTENT },
    { "<221 x", SMTP_VERB_QUIT },
  };
  static const Turn logins[] = {
    { "<220 x", SMTP_VERB_CONNECT },
    { "AUTH LOGIN", SMTP_VERB_AUTH },
    { "<334 VXNlcm5hbWU6", SMTP_VERB_AUTH, TRUE },
    { "QUIT", SMTP_VERB_AUTH }, /* in the place of a name */
    { "<334 UGFzc3dvcmQ6", SMTP_VERB_AUTH, TRUE },
    { "Ym9i", SMTP_VERB_AUTH },
    { "<535 5.7.8 x", SMTP_VERB_AUTH },
    { "Ym9i", SMTP_VERB_UNKNOWN },
    { "<500 5.5.2 x", SMTP_VERB_UNKNOWN },
  };
  static const Turn chunks[] = {
    { "<220 x", SMTP_VERB_CONNECT },
    { "BDAT 3", SMTP_VERB_BDAT },
    { "=a", SMTP_VERB_BDAT },
    { "BDAT 0 LAST", SMTP_VERB_BDAT },
    { "NOOP", SMTP_VERB_NOOP },
    { "<250 x", SMTP_VERB_BDAT },
    { "<250 x", SMTP_VERB_BDAT },
    { "<250 x", SMTP_VERB_NOOP },
  };
  /* The client's word is still under way when the server has waited long enough. */
  static const Turn silence[] = {
    { "<220 x", SMTP_VERB_CONNECT },
    { "NOOP", SMTP_VERB_NOOP },
    { "<421 4.4.2 x Timeout exceeded, closing connection", SMTP_VERB_NONE },
  };

  run_dialogue (pipelined, G_N_ELEMENTS (pipelined));
  run_dialogue (logins, G_N_ELEMENTS (logins));
  run_dialogue (chunks, G_N_ELEMENTS (chunks));
  run_dialogue (silence, G_N_ELEMENTS (silence));
}

/* What one server takes, in a trace of its own. */
static TraceId
add_accepted (Trace *trace)
{
  return lab_add (trace, (TraceRecord){ .kind = TRACE_ACCEPTED, .host = LAB_MX, .peer = LAB_MAIL, .conn = 1, .message = 1, .item = trace_text (trace, "0123456789"), .text = trace_text (trace, "alice@test"), .value = 300 });
}

/* CAUSE 0: the record before it. */
static void
add_queued (Trace *trace, TraceId cause, guint32 entry, guint recipient, const char *to, const char *from)
{
  const TraceRecord record = { .t = trace_end_time (trace), .cause = cause != 0 ? cause : trace_count (trace), .kind = TRACE_QUEUED, .host = LAB_MX, .message = 1, .conn = recipient, .item = entry, .text = trace_text (trace, to), .note = trace_text (trace, from) };

  trace_append (trace, &record);
}

static void
add_expanded (Trace *trace, guint32 entry, guint recipient, guint into, const char *how, guint more)
{
  lab_add (trace, (TraceRecord){ .kind = TRACE_EXPANDED, .host = LAB_MX, .code = (guint16) into, .message = 1, .conn = recipient, .item = entry, .note = trace_text (trace, how), .value = more });
}

static const LogEntry *
get (const LogQueue *queue, guint32 entry)
{
  const LogEntry *found = log_queue_find_entry (queue, entry);

  g_assert_nonnull (found);
  g_assert_nonnull (found->file);
  return found;
}

/* team@test → bob@test, who is a recipient already, and info@test → carol@test. */
static void
test_aliases (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId accepted = add_accepted (trace);
  g_autoptr (LogQueue) queue = NULL;

  add_queued (trace, accepted, 1, 1, "team@test", "alice@test");
  add_queued (trace, accepted, 2, 2, "bob@test", "alice@test");
  lab_add (trace, (TraceRecord){ .kind = TRACE_ATTEMPT, .host = LAB_MX, .message = 1, .conn = 2, .item = 2 });
  add_expanded (trace, 1, 1, 2, "alias", 1);
  add_queued (trace, 0, 3, 3, "info@test", "alice@test");
  add_expanded (trace, 1, 1, 3, "alias", 0);
  add_queued (trace, 0, 4, 4, "carol@test", "alice@test");
  add_expanded (trace, 3, 3, 4, "alias", 0);
  queue = log_queue_new (trace);
  g_assert_cmpuint (get (queue, 4)->file->recipients, ==, 2);
  g_assert_true (get (queue, 4)->file == log_queue_get_accepted (queue, accepted));
  g_assert_cmpstr (log_entry_get_original (get (queue, 4)), ==, "team@test");
  g_assert_null (log_entry_get_original (get (queue, 2)));
  g_assert_cmpstr (get (queue, 4)->file->id, ==, "0123456789");
}

/* A forwarding address with a copy kept here, and one without. */
static void
test_forwarding (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId accepted = add_accepted (trace);
  g_autoptr (LogQueue) queue = NULL;

  add_queued (trace, accepted, 1, 1, "bob@test", "alice@test");
  add_queued (trace, accepted, 2, 2, "carol@test", "alice@test");
  lab_add (trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .conn = 1, .item = 1 });
  add_queued (trace, 0, 3, 3, "bob@far.test", "alice@test");
  add_expanded (trace, 1, 1, 3, "forward", 0);
  add_queued (trace, 0, 4, 4, "carol@far.test", "alice@test");
  add_expanded (trace, 2, 2, 4, "forward", 0);
  queue = log_queue_new (trace);
  g_assert_true (get (queue, 1)->copied);
  g_assert_false (get (queue, 2)->copied);
  g_assert_cmpuint (get (queue, 1)->file->recipients, ==, 3);
}

static void
test_lists (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId accepted = add_accepted (trace);
  g_autoptr (LogQueue) queue = NULL;

  add_queued (trace, accepted, 1, 1, "club@test", "alice@test");
  lab_add (trace, (TraceRecord){ .kind = TRACE_ATTEMPT, .host = LAB_MX, .message = 1, .conn = 1, .item = 1 });
  add_queued (trace, 0, 2, 2, "bob@far.test", "club-bounces+bob=far.test@test");
  add_expanded (trace, 1, 1, 2, "list", 1);
  add_queued (trace, 0, 3, 3, "carol@far.test", "club-bounces+carol=far.test@test");
  add_expanded (trace, 1, 1, 3, "list", 0);
  queue = log_queue_new (trace);
  g_assert_cmpuint (get (queue, 1)->file->recipients, ==, 1);
  g_assert_true (get (queue, 2)->file == get (queue, 3)->file);
  g_assert_true (get (queue, 2)->file == get (queue, 1)->forwarded);
  g_assert_cmpuint (get (queue, 2)->file->recipients, ==, 2);
  g_assert_cmpstr (get (queue, 2)->file->from, ==, "club-bounces@test");
  g_assert_cmpuint (strlen (get (queue, 2)->file->id), ==, 10);
  g_assert_cmpstr (get (queue, 2)->file->id, !=, get (queue, 1)->file->id);
  g_assert_null (log_entry_get_original (get (queue, 2)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/times", test_times);
  g_test_add_func ("/log/delays", test_delays);
  g_test_add_func ("/log/lines", test_lines);
  g_test_add_func ("/log/processes", test_processes);
  g_test_add_func ("/log/dialogue", test_dialogue);
  g_test_add_func ("/log/aliases", test_aliases);
  g_test_add_func ("/log/forwarding", test_forwarding);
  g_test_add_func ("/log/lists", test_lists);
  return g_test_run ();
}
