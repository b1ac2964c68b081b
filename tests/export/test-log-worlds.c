/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logs of worlds by dice: of a trace without packets they are the same; of one without dialogue only what the
 * dialogue tells is missing; each instant's log is the beginning of the whole. And of traces that no world makes:
 * whatever a file says, it ends in a log. LAW_SEEDS=N tries N worlds instead of the usual number, LAW_FIRST=N begins
 * with seed N.
 */
#include "sim/export/log-walk.h"
#include "sim/world/scenario-reader.h"
#include "sim/world/simulation.h"
#include "tests/trace/lab.h"
#include "tests/world/random-world.h"

#include <string.h>

enum
{
  USUAL_SEEDS = 25,
  ODD_TRACES = 200,
  ODD_RECORDS = 400,
};

static guint64
number_from (const char *variable, guint64 usual)
{
  const char *value = g_getenv (variable);

  return value != NULL ? g_ascii_strtoull (value, NULL, 10) : usual;
}

static Simulation *
run (guint64 seed, TraceLevel level)
{
  const SimulationOptions options = { TRUE, seed, -1, level, NULL };
  g_autofree char *yaml = random_world_make (seed);
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_read_bytes ("random.yaml", yaml, strlen (yaml), &error);
  Simulation *simulation;

  g_assert_no_error (error);
  simulation = simulation_new (scenario, &options, &error);
  g_assert_no_error (error);
  simulation_run (simulation);
  return simulation;
}

static char *
write_log (const Trace *trace, SimTime until)
{
  g_autoptr (ServerLog) log = log_walk_run (trace);
  GString *text = g_string_new (NULL);

  server_log_write (log, until, NULL, text);
  return g_string_free (text, FALSE);
}

static void
assert_same_text (const char *a, const char *b)
{
  const char *line = a;

  for (; *a != '\0' && *a == *b; a++, b++)
    if (*a == '\n')
      line = a + 1;
  if (*a != *b)
    g_error ("the logs part here:\n%.400s\nthe other:\n%.400s", line, b - (a - line));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The lines of TEXT with one of PARTS in them, from the queue id on, sorted; caller frees. */
static GPtrArray *
pick (const char *text, const char *const *parts)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    for (guint part = 0; parts[part] != NULL; part++)
      if (strstr (lines[i], parts[part]) != NULL)
        {
          g_ptr_array_add (picked, g_strdup (strstr (lines[i], "]: ") + 3));
          break;
        }
  g_ptr_array_sort (picked, compare_texts);
  return picked;
}

static void
assert_same_lines (const char *a, const char *b, const char *const *parts)
{
  g_autoptr (GPtrArray) first = pick (a, parts), second = pick (b, parts);

  for (guint i = 0; i < MIN (first->len, second->len); i++)
    g_assert_cmpstr (g_ptr_array_index (first, i), ==, g_ptr_array_index (second, i));
  g_assert_cmpuint (first->len, ==, second->len);
}

/* How many lines of TEXT have PART. */
static guint
count (const char *text, const char *part)
{
  const char *const parts[] = { part, NULL };
  g_autoptr (GPtrArray) lines = pick (text, parts);

  return lines->len;
}

static void
check_levels (guint64 seed)
{
  static const char *const told_by_mail[] = { "postfix/qmgr", "postfix/cleanup", "postfix/bounce", "postfix/master", NULL };
  static const char *const counted[] = { "status=sent", "status=deferred", "status=bounced", "forwarded as", "client=" };
  g_autoptr (Simulation) packets = run (seed, TRACE_PACKETS), lines = run (seed, TRACE_LINES), mail = run (seed, TRACE_MAIL);
  g_autofree char *whole = write_log (simulation_get_trace (packets), SIM_NEVER);
  g_autofree char *without_packets = write_log (simulation_get_trace (lines), SIM_NEVER);
  g_autofree char *without_lines = write_log (simulation_get_trace (mail), SIM_NEVER);

  assert_same_text (whole, without_packets);
  assert_same_lines (whole, without_lines, told_by_mail);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    g_assert_cmpuint (count (whole, counted[i]), ==, count (without_lines, counted[i]));
  g_assert_cmpuint (count (without_lines, "connect from"), ==, 0);
}

static void
test_levels (void)
{
  guint64 first = number_from ("LAW_FIRST", 1), seeds = number_from ("LAW_SEEDS", USUAL_SEEDS);

  for (guint64 seed = first; seed < first + seeds; seed++)
    {
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      check_levels (seed);
    }
}

/* What is known later changes nothing of what was logged before. */
static void
test_instants (void)
{
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (Simulation) simulation = run (seed, TRACE_LINES);
      const Trace *trace = simulation_get_trace (simulation);
      g_autofree char *whole = write_log (trace, SIM_NEVER);

      for (TraceId id = 1; id <= trace_count (trace); id += 1 + trace_count (trace) / 20)
        {
          g_autofree char *part = write_log (trace, trace_get (trace, id)->t);

          g_assert_true (g_str_has_prefix (whole, part));
        }
    }
}

/* Records of all kinds with numbers that fit each other now and then; some are about whole mails. */
static void
add_odd (Trace *trace, GRand *dice)
{
  static const TraceKind kinds[] = {
    TRACE_ACCEPTED,
    TRACE_QUEUED,
    TRACE_ACTIVE,
    TRACE_ATTEMPT,
    TRACE_EXPANDED,
    TRACE_DISCARDED,
    TRACE_LOST,
    TRACE_STORED,
    TRACE_CONNECT,
    TRACE_SMTP_COMMAND,
    TRACE_SMTP_REPLY,
    TRACE_SMTP_DATA,
    TRACE_POP3_COMMAND,
    TRACE_POP3_REPLY,
    TRACE_IMAP_COMMAND,
    TRACE_IMAP_RESPONSE,
  };
  static const char *const words[] = {
    "",
    "list",
    "crash",
    "220 x\r\n",
    "354 go\r\n",
    "334 \r\n",
    "250 2.0.0 Ok\r\n",
    "421 4.4.2 x Timeout exceeded\r\n",
    "EHLO x\r\n",
    "AUTH LOGIN\r\n",
    "AUTH\r\n",
    "MAIL FROM:<a@b.test>\r\n",
    "RCPT TO:<c@d.test>\r\n",
    "DATA\r\n",
    "BDAT 1 LAST\r\n",
    "QUIT\r\n",
    "\xff\n\x01",
    "lost connection with x[1]:25 while waiting for the reply to RCPT",
    "+OK\r\n",
    "+ \r\n",
    "USER x\r\n",
    "PASS\r\n",
    "DELE 1\r\n",
    "a LOGIN x y\r\n",
    "a AUTHENTICATE LOGIN\r\n",
    "a OK\r\n",
    "* BYE {3}\r\n",
    "* 1 FETCH (BODY[] {99999999999}\r\n",
    "a+c=d.test@b.test",
    "delivery temporarily suspended: delivery temporarily suspended: ",
  };
  TraceKind kind = kinds[g_rand_int_range (dice, 0, G_N_ELEMENTS (kinds))];
  SimTime now = trace_end_time (trace) + g_rand_int_range (dice, 0, 3);
  guint32 number = g_rand_int_range (dice, 0, 12);
  BlobId text = trace_text (trace, words[g_rand_int_range (dice, 0, G_N_ELEMENTS (words))]);
  BlobId note = trace_text (trace, words[g_rand_int_range (dice, 0, G_N_ELEMENTS (words))]);
  guint16 code = (guint16[]){ 25, 587, 110, 143, 250, 334, 421, 550, 1, 0 }[g_rand_int_range (dice, 0, 10)];

  lab_add (trace, (TraceRecord){ .t = now, .kind = kind, .host = g_rand_int_range (dice, 1, 5), .peer = g_rand_int_range (dice, 0, 5), .code = code, .conn = number, .message = g_rand_int_range (dice, 0, 2), .item = number, .text = text, .note = note, .value = g_rand_int_range (dice, -1, 5) });
}

static void
test_odd_traces (void)
{
  for (guint32 seed = 1; seed <= ODD_TRACES; seed++)
    {
      g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
      g_autoptr (Trace) trace = lab_trace_new ();
      g_autofree char *text = NULL;

      for (guint i = 0; i < ODD_RECORDS; i++)
        if (g_rand_boolean (dice))
          add_odd (trace, dice);
        else
          lab_add_random (trace, dice);
      text = write_log (trace, SIM_NEVER);
      g_assert_true (g_str_is_ascii (text));
      g_assert_true (text[0] == '\0' || g_str_has_suffix (text, "\n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-worlds/levels", test_levels);
  g_test_add_func ("/log-worlds/instants", test_instants);
  g_test_add_func ("/log-worlds/odd-traces", test_odd_traces);
  return g_test_run ();
}
