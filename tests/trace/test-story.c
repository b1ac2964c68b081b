/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story.h"
#include "tests/trace/lab.h"

#include <string.h>

/* Every kind has its sentence, and it names who acts. */
static void
test_every_kind (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      TraceId id = lab_add_full (trace, kind);
      g_autoptr (StoryLine) line = story_tell (trace, id);
      g_autofree char *sentence = story_sentence (trace, id);

      g_test_message ("%s: %s", trace_kind_info (kind)->name, sentence);
      g_assert_cmpstr (line->who, ==, "mail.test");
      g_assert_cmpuint (strlen (line->what), >, 5);
      g_assert_true (line->why == NULL || line->why[0] != '\0');
      g_assert_true (line->rfc == NULL || g_str_has_prefix (line->rfc, "RFC "));
      g_assert_true (g_str_has_prefix (sentence, "mail.test "));
      g_assert_null (strchr (sentence, '\n'));
    }
}

/* With nothing in any slot there still is one. */
static void
test_every_kind_empty (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      g_autofree char *sentence = story_sentence (trace, lab_add (trace, (TraceRecord){ .kind = kind }));

      g_assert_cmpuint (strlen (sentence), >, 3);
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
    }
}

static void
assert_sentence (Trace *trace, TraceRecord record, const char *begin, const char *part)
{
  g_autofree char *sentence = story_sentence (trace, lab_add (trace, record));

  g_test_message ("%s", sentence);
  g_assert_true (g_str_has_prefix (sentence, begin));
  g_assert_nonnull (strstr (sentence, part));
}

static void
test_words (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  assert_sentence (trace, (TraceRecord){ .kind = TRACE_COMPOSED, .host = LAB_DEVICE, .message = 1, .text = trace_text (trace, "Lunch?") },
                   "laptop.test writes “Lunch?” to bob@test, carol@test", "message m1");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_DEFERRED, .host = LAB_MAIL, .message = 1, .conn = 2, .code = 451, .text = trace_text (trace, "Later\r\nmore"), .note = trace_text (trace, "4.7.1"), .value = 300 * SIM_SECOND },
                   "mail.test keeps m1 for carol@test in its queue, to try again in 5 min", "451 4.7.1 Later");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_BOUNCED, .host = LAB_MAIL, .message = 1, .conn = 1, .code = 550, .text = trace_text (trace, "User unknown"), .note = trace_text (trace, "5.1.1") },
                   "mail.test gives up on m1 for bob@test: 550 5.1.1 User unknown", "trying again would not help");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_BOUNCED, .host = LAB_MAIL, .message = 1, .conn = 1, .code = 451, .note = trace_text (trace, "4.7.1") },
                   "mail.test gives up", "its time in the queue is over");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .host = LAB_MAIL, .peer = LAB_MX, .text = trace_text (trace, "mail from:<>\r\n") },
                   "mail.test says to mx.test: mail from:<>", "null reverse-path");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_CONNECT, .host = LAB_MAIL, .peer = LAB_MX, .code = 587 },
                   "mail.test connects to mx.test, port 587", "submission");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .peer = LAB_MX, .code = TCP_SYN | TCP_ACK, .value = -1 },
                   "mail.test sends in vain SYN+ACK to mx.test", "lost");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .peer = LAB_MX, .code = TCP_PSH | TCP_ACK | TCP_AGAIN, .text = trace_text (trace, "EHLO"), .value = 1 },
                   "mail.test sends again a TCP segment with 4 bytes to mx.test", "not acknowledged");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MAIL, .peer = LAB_MX, .code = TCP_ACK, .item = 5, .note = 11, .value = 1 },
                   "mail.test sends ACK to mx.test", "all 10 bytes");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .peer = LAB_MX, .text = trace_text (trace, "no answer") },
                   "mail.test gives up its connection with mx.test", "never acknowledged");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_CLOSED, .host = LAB_MAIL, .peer = LAB_MX, .text = trace_text (trace, "reset") },
                   "mail.test and mx.test: their connection is broken off", "RST");
}

static void
test_faults (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  const BlobId refuse = trace_text (trace, "refuse"), partition = trace_text (trace, "partition");

  assert_sentence (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .text = refuse, .note = trace_text (trace, "mx.test:25"), .value = SIM_NEVER },
                   "mx.test refuses connections to port 25 for good", "the machine runs");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_FAULT_END, .host = LAB_MX, .text = refuse, .note = trace_text (trace, "mx.test") }, "mx.test works again", "again");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .text = partition, .note = trace_text (trace, "a.test <-> b.test"), .value = SIM_MINUTE },
                   "the way between a.test and b.test is cut for 1 min", "both sides run");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .host = LAB_MX, .conn = trace_text (trace, "END-OF-DATA, once"), .text = trace_text (trace, "drop"), .note = trace_text (trace, "mx.test"), .value = SIM_NEVER },
                   "mx.test breaks connections off (END-OF-DATA, once) — whoever", "learns nothing");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_FAULT_START, .text = trace_text (trace, "mailbox-full"), .note = trace_text (trace, "bob@a.test"), .value = SIM_NEVER },
                   "the mailbox of bob@a.test is full for good", "won't put");
}

static void
test_zones (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  const BlobId text = trace_text (trace, "$ORIGIN test.\n$TTL 3600\n@ 3600 IN NS mx.test.\nmx 3600 IN A 192.0.2.3\n");

  assert_sentence (trace, (TraceRecord){ .kind = TRACE_ZONE, .host = LAB_MX, .text = trace_text (trace, "test"), .note = text },
                   "mx.test answers for the zone test, which has 2 records — ", "authority");
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_ZONE, .host = LAB_MX, .text = trace_text (trace, "."), .note = trace_text (trace, ". 1 IN NS a.\n") },
                   "mx.test answers for the zone of the root, which has 1 record — ", "authority");
}

static void
test_second_copy (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  const TraceRecord stored = { .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .conn = 1, .text = trace_text (trace, "bob@test") };
  TraceRecord other = stored;

  other.text = trace_text (trace, "carol@test");
  assert_sentence (trace, stored, "mx.test puts m1 into the mailbox of bob@test", "final delivery");
  assert_sentence (trace, other, "mx.test puts m1 into the mailbox of carol@test", "final delivery");
  assert_sentence (trace, stored, "mx.test puts a second copy of m1 into the mailbox of bob@test", "a duplicate");
}

/* Long lines are cut, never inside a character; foreign bytes don't get through. */
static void
test_quotes (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  for (guint lead = 0; lead < 4; lead++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *sentence = NULL;

      for (guint i = 0; i < lead; i++)
        g_string_append_c (line, 'x');
      for (guint i = 0; i < 100; i++)
        g_string_append (line, "é");
      sentence = story_sentence (trace, lab_add (trace, (TraceRecord){ .kind = TRACE_SMTP_REPLY, .host = LAB_MX, .peer = LAB_MAIL, .code = 250, .text = trace_text (trace, line->str) }));
      g_assert_nonnull (strstr (sentence, "é…"));
      g_assert_null (strstr (sentence, "\xef\xbf\xbd"));
    }
  assert_sentence (trace, (TraceRecord){ .kind = TRACE_SMTP_COMMAND, .host = LAB_MAIL, .peer = LAB_MX, .text = trace_text (trace, "RCPT TO:<caf\xe9>\r\n") },
                   "mail.test says to mx.test: RCPT TO:<caf\xef\xbf\xbd>", "recipient");
}

static gboolean
told (Trace *trace, TraceRecord record, gboolean wire)
{
  return story_is_told (trace, lab_add (trace, record), wire);
}

static void
test_told (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();

  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_STORED }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_QUEUED }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_ATTEMPT, .code = 1 }, FALSE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_ATTEMPT, .code = 2 }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_SENT, .host = LAB_MX, .peer = LAB_MX }, FALSE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_SENT, .host = LAB_MAIL, .peer = LAB_MX }, FALSE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_DNS_QUERY, .host = LAB_MAIL, .peer = LAB_RESOLVER }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_DNS_QUERY, .host = LAB_RESOLVER }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_SMTP_REPLY, .host = LAB_MX }, FALSE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_SMTP_REPLY, .host = LAB_MX }, TRUE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX }, TRUE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX, .code = TCP_ACK, .value = -1 }, TRUE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX, .code = TCP_ACK | TCP_AGAIN }, TRUE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX, .code = TCP_ACK | TCP_AGAIN }, FALSE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX, .code = TCP_SYN | TCP_AGAIN, .value = -1 }, TRUE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_UDP, .host = LAB_MX, .value = -1 }, TRUE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_UDP, .host = LAB_MX, .value = 1 }, TRUE));
  g_assert_false (told (trace, (TraceRecord){ .kind = TRACE_MESSAGE, .code = MESSAGE_MAIL, .message = 1 }, FALSE));
  g_assert_true (told (trace, (TraceRecord){ .kind = TRACE_MESSAGE, .code = MESSAGE_FAILURE_REPORT, .message = 1 }, FALSE));
}

static void
test_find_last (void)
{
  g_autoptr (Trace) trace = lab_trace_new ();
  TraceId stored;

  g_assert_cmpuint (story_find_last (trace, trace_count (trace)), ==, 0);
  stored = lab_add (trace, (TraceRecord){ .kind = TRACE_STORED, .host = LAB_MX });
  lab_add (trace, (TraceRecord){ .kind = TRACE_TCP, .host = LAB_MX });
  g_assert_cmpuint (story_find_last (trace, trace_count (trace)), ==, stored);
  g_assert_cmpuint (story_find_last (trace, stored), ==, stored);
  g_assert_cmpuint (story_find_last (trace, stored - 1), ==, 0);
  g_assert_cmpuint (story_find_last (trace, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/every-kind", test_every_kind);
  g_test_add_func ("/story/every-kind-empty", test_every_kind_empty);
  g_test_add_func ("/story/words", test_words);
  g_test_add_func ("/story/faults", test_faults);
  g_test_add_func ("/story/zones", test_zones);
  g_test_add_func ("/story/second-copy", test_second_copy);
  g_test_add_func ("/story/quotes", test_quotes);
  g_test_add_func ("/story/told", test_told);
  g_test_add_func ("/story/find-last", test_find_last);
  return g_test_run ();
}
