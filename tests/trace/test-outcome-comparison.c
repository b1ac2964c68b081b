/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/outcome-comparison.h"
#include "tests/trace/lab.h"

#include <string.h>

/* Two traces, what came out in them, and in what that differs. */
typedef struct
{
  Trace *a, *b;
  Outcome *of_a, *of_b;
  GPtrArray *differences;
} Lab;

static void
lab_init (Lab *lab)
{
  *lab = (Lab){ .a = lab_trace_new (), .b = lab_trace_new () };
}

static void
lab_compare (Lab *lab)
{
  lab->of_a = outcome_new (lab->a, trace_count (lab->a));
  lab->of_b = outcome_new (lab->b, trace_count (lab->b));
  lab->differences = outcome_compare (lab->a, lab->of_a, lab->b, lab->of_b);
}

static void
lab_clear (Lab *lab)
{
  g_ptr_array_unref (lab->differences);
  outcome_free (lab->of_a);
  outcome_free (lab->of_b);
  trace_free (lab->a);
  trace_free (lab->b);
}

static const MessageDifference *
message_at (const Lab *lab, guint index)
{
  return g_ptr_array_index (lab->differences, index);
}

static void
store (Trace *trace, SimTime t, guint recipient)
{
  lab_add (trace, (TraceRecord){ .t = t, .kind = TRACE_STORED, .host = LAB_MX, .message = 1, .conn = recipient });
}

static void
bounce (Trace *trace, SimTime t, guint recipient, const char *status)
{
  lab_add (trace, (TraceRecord){ .t = t, .kind = TRACE_BOUNCED, .host = LAB_MX, .message = 1, .conn = recipient, .code = 550, .note = trace_text (trace, status) });
}

/* "bob@test: outcome status": the aspects of each recipient that differs; caller frees. */
static char *
aspects_of (const MessageDifference *message)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < message->recipients->len; i++)
    {
      const RecipientDifference *pair = &g_array_index (message->recipients, RecipientDifference, i);

      g_string_append_printf (words, "%s%s:", i == 0 ? "" : " ", (pair->a != NULL ? pair->a : pair->b)->address);
      for (guint bit = 0; bit < N_OUTCOME_ASPECTS; bit++)
        if (pair->aspects & 1u << bit)
          g_string_append_printf (words, " %s", outcome_aspect_name ((OutcomeAspects) (1u << bit)));
      g_string_append (words, pair->a == NULL ? " only-b" : pair->b == NULL ? " only-a"
                                                                            : "");
    }
  return g_string_free (words, FALSE);
}

static void
test_same (void)
{
  Lab lab;

  lab_init (&lab);
  store (lab.a, 5 * SIM_SECOND, 1);
  store (lab.b, 5 * SIM_SECOND + 100, 1); /* as people tell times, the same */
  lab_compare (&lab);
  g_assert_cmpuint (lab.differences->len, ==, 0);
  lab_clear (&lab);
}

static void
test_fates (void)
{
  Lab lab;
  g_autofree char *aspects = NULL;

  lab_init (&lab);
  store (lab.a, 5, 1);
  bounce (lab.b, 5, 1, "5.1.1");
  bounce (lab.a, 9, 2, "5.1.1");
  bounce (lab.b, 9, 2, "5.2.2");
  lab_compare (&lab);
  g_assert_cmpuint (lab.differences->len, ==, 1);
  aspects = aspects_of (message_at (&lab, 0));
  g_assert_cmpstr (aspects, ==, "bob@test: outcome status code hops carol@test: status");
  lab_clear (&lab);
}

/* One that both count, and one way. */
static void
test_numbers (void)
{
  Lab lab;
  g_autofree char *aspects = NULL;

  lab_init (&lab);
  lab_add (lab.a, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MAIL, .message = 1, .conn = 1, .item = 1 });
  lab_add (lab.b, (TraceRecord){ .kind = TRACE_QUEUED, .host = LAB_MX, .message = 1, .conn = 1, .item = 1 });
  lab_add (lab.b, (TraceRecord){ .kind = TRACE_ATTEMPT, .host = LAB_MX, .message = 1, .conn = 1, .item = 1, .code = 2 });
  lab_add (lab.b, (TraceRecord){ .kind = TRACE_DELAY_NOTICE, .host = LAB_MX, .message = 1, .conn = 1, .item = 1 });
  store (lab.a, 5 * SIM_SECOND, 1);
  store (lab.b, 7 * SIM_SECOND, 1);
  store (lab.b, 8 * SIM_SECOND, 1);
  lab_compare (&lab);
  aspects = aspects_of (message_at (&lab, 0));
  g_assert_cmpstr (aspects, ==, "bob@test: after attempts delay_notices duplicates hops");
  g_assert_false (message_at (&lab, 0)->other_sender || message_at (&lab, 0)->other_time);
  lab_clear (&lab);
}

static void
add_message (Trace *trace, MessageId number, SimTime t, const char *label, const char *from, const char *to)
{
  trace_name_message (trace, number, label);
  lab_add (trace, (TraceRecord){ .t = t, .kind = TRACE_MESSAGE, .host = LAB_DEVICE, .code = MESSAGE_MAIL, .message = number, .item = trace_text (trace, from) });
  lab_add (trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .host = LAB_DEVICE, .message = number, .conn = 1, .text = trace_text (trace, to) });
}

/* Labels tell which is which, whatever their numbers are. */
static void
test_messages (void)
{
  Lab lab;

  lab_init (&lab);
  add_message (lab.a, 2, 10, "mine", "alice@test", "bob@test");
  add_message (lab.b, 2, 10, "yours", "alice@test", "bob@test");
  add_message (lab.a, 3, 20, "ours", "alice@test", "bob@test");
  add_message (lab.b, 3, 30, "ours", "eve@test", "bob@test");
  lab_compare (&lab);
  g_assert_cmpuint (lab.differences->len, ==, 3);
  g_assert_cmpstr (message_at (&lab, 0)->a->label, ==, "mine");
  g_assert_null (message_at (&lab, 0)->b);
  g_assert_true (message_at (&lab, 1)->other_sender && message_at (&lab, 1)->other_time);
  g_assert_cmpuint (message_at (&lab, 1)->recipients->len, ==, 0);
  g_assert_null (message_at (&lab, 2)->a);
  g_assert_cmpstr (message_at (&lab, 2)->b->label, ==, "yours");
  lab_clear (&lab);
}

/* An address may be there twice: the second of the one is that of the other. */
static void
test_recipients (void)
{
  Lab lab;
  g_autofree char *aspects = NULL;

  lab_init (&lab);
  for (guint i = 0; i < 2; i++)
    {
      Trace *trace = i == 0 ? lab.a : lab.b;

      trace_name_message (trace, 2, "m2");
      lab_add (trace, (TraceRecord){ .kind = TRACE_MESSAGE, .host = LAB_DEVICE, .code = MESSAGE_MAIL, .message = 2 });
      lab_add (trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .message = 2, .conn = 1, .text = trace_text (trace, "bob@test") });
      lab_add (trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .message = 2, .conn = 2, .text = trace_text (trace, "bob@test") });
      lab_add (trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .message = 2, .conn = 3, .text = trace_text (trace, i == 0 ? "dave@test" : "erin@test") });
    }
  lab_add (lab.b, (TraceRecord){ .t = 5, .kind = TRACE_STORED, .host = LAB_MX, .message = 2, .conn = 2 });
  lab_compare (&lab);
  g_assert_cmpuint (lab.differences->len, ==, 1);
  aspects = aspects_of (message_at (&lab, 0));
  g_assert_cmpstr (aspects, ==, "bob@test: outcome status code after hops dave@test: only-a erin@test: only-b");
  g_assert_cmpint (outcome_delay (message_at (&lab, 0)->a, g_array_index (message_at (&lab, 0)->recipients, RecipientDifference, 0).a), ==, -1);
  g_assert_cmpint (outcome_delay (message_at (&lab, 0)->b, g_array_index (message_at (&lab, 0)->recipients, RecipientDifference, 0).b), ==, 5);
  lab_clear (&lab);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outcome-comparison/same", test_same);
  g_test_add_func ("/outcome-comparison/fates", test_fates);
  g_test_add_func ("/outcome-comparison/numbers", test_numbers);
  g_test_add_func ("/outcome-comparison/messages", test_messages);
  g_test_add_func ("/outcome-comparison/recipients", test_recipients);
  return g_test_run ();
}
