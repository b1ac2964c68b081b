/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/queue-ages.h"
#include "gui/draw/queue-picture.h"
#include "gui/draw/queue-words.h"
#include "gui/draw/retry-axis.h"
#include "gui/draw/retry-chart.h"
#include "gui/model/player-steps.h"
#include "gui/model/queue-servers.h"
#include "gui/model/retry-forecast.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

static HostId
find_host (Player *player, const char *name)
{
  HostId host = trace_find_host (player_get_trace (player), name);

  g_assert_cmpuint (host, !=, 0);
  return host;
}

/* Of the first bucket: what suits the longest stay in any queue of that server. */
static void
test_unit (void)
{
  static const struct
  {
    const char *lesson, *server;
    SimTime unit;
  } cases[] = {
    { "first-delivery", "mail.example.com", SIM_SECOND },
    { "greylisting", "mail.example.com", 5 * SIM_SECOND },
    { "five-schedules", "mail.qmail.example", 5 * SIM_MINUTE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Player) player = lab_open (cases[i].lesson);

      g_assert_cmpint (queue_ages_find_unit (player_get_trace (player), player_get_index (player), find_host (player, cases[i].server)), ==, cases[i].unit);
    }
}

/* Each bucket reaches twice as far as the one before; what is exactly so old is still in it. */
static void
test_buckets (void)
{
  g_autoptr (Player) player = lab_open ("five-schedules");
  HostId host = find_host (player, "mail.postfix.example");
  SimTime queued;

  player_seek_time (player, SIM_MINUTE);
  queued = trace_get (player_get_trace (player), snapshot_entry_at (player_get_snapshot (player), 0)->queued)->t;
  for (guint bucket = 0; bucket < QUEUE_AGE_BUCKETS; bucket++)
    {
      SimTime edge = (SimTime) 300 * SIM_SECOND << bucket;
      guint beyond = MIN (bucket + 1, QUEUE_AGE_BUCKETS - 1);

      for (guint more = 0; more < 2; more++)
        {
          g_autoptr (QueueAges) ages = queue_ages_new (player_get_trace (player), player_get_snapshot (player), host, 300 * SIM_SECOND, queued + edge + SIM_SECOND * (more == 0 ? -5 : 5));
          const QueueAgesRow *total = g_ptr_array_index (ages->rows, 0), *row = g_ptr_array_index (ages->rows, 1);

          g_assert_cmpuint (ages->rows->len, ==, 2);
          g_assert_cmpstr (total->domain, ==, "TOTAL");
          g_assert_cmpstr (row->domain, ==, "example.org");
          g_assert_cmpuint (row->deferred[more == 0 ? bucket : beyond], ==, 1);
          g_assert_cmpuint (total->deferred[more == 0 ? bucket : beyond], ==, 1);
          g_assert_cmpuint (total->total, ==, 1);
        }
    }
}

/* The sum is what the snapshot counts, at every instant and server. */
static void
check_sums (const char *lesson)
{
  g_autoptr (Player) player = lab_open (lesson);
  g_autoptr (QueueServers) servers = queue_servers_new (player);
  const GArray *hosts = queue_servers_list (servers);
  guint last = stops_count (player_get_stops (player)) - 1, seen = 0;

  for (guint step = 0; step <= 40; step++)
    {
      player_go_to_stop (player, last * step / 40);
      for (guint i = 0; i < hosts->len; i++)
        {
          HostId host = g_array_index (hosts, HostId, i);
          const SnapshotHost *state = snapshot_host (player_get_snapshot (player), host);
          g_autoptr (QueueAges) ages = queue_ages_new (player_get_trace (player), player_get_snapshot (player), host, SIM_SECOND, player_get_time (player));
          const QueueAgesRow *total = g_ptr_array_index (ages->rows, 0);
          guint sum = 0;

          for (guint j = 1; j < ages->rows->len; j++)
            sum += ((const QueueAgesRow *) g_ptr_array_index (ages->rows, j))->total;
          g_assert_cmpuint (total->total, ==, state == NULL ? 0 : state->queued);
          g_assert_cmpuint (sum, ==, total->total);
          seen = MAX (seen, sum);
        }
    }
  g_assert_cmpuint (seen, >, 0);
}

static void
test_sums (void)
{
  check_sums ("vip-flood");
  check_sums ("backup-mx");
  check_sums ("partial-failure");
}

/* The last reply stays while the entry is tried again; the next try is counted down. */
static void
test_words (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  const Trace *trace = player_get_trace (player);
  g_autofree char *title = NULL, *first = NULL, *second = NULL, *reply = NULL, *while_active = NULL, *state = NULL, *none = NULL;
  const SnapshotEntry *entry;

  player_seek_time (player, 5 * SIM_SECOND);
  entry = snapshot_entry_at (player_get_snapshot (player), 0);
  title = queue_words_title (trace, entry);
  g_assert_cmpstr (title, ==, "m1 → bob@example.org");
  first = queue_words_next_try (trace, entry, 5 * SIM_SECOND);
  second = queue_words_next_try (trace, entry, 65 * SIM_SECOND);
  g_assert_cmpstr (first, ==, "in 4 min 56 s, at 09:05:01");
  g_assert_cmpstr (second, ==, "in 3 min 56 s, at 09:05:01");
  reply = queue_words_last_reply (trace, player_get_index (player), entry);
  g_assert_true (g_str_has_prefix (reply, "451 <bob@example.org>"));
  player_seek_time (player, entry->next_try + SIM_MILLISECOND);
  entry = snapshot_entry_at (player_get_snapshot (player), 0);
  state = queue_words_state (entry);
  g_assert_cmpstr (state, ==, "active, being delivered, 2 attempts");
  while_active = queue_words_last_reply (trace, player_get_index (player), entry);
  g_assert_cmpstr (while_active, ==, reply);
  none = queue_words_next_try (trace, entry, entry->next_try);
  g_assert_null (none);
}

static guint
count_texts (const Drawing *drawing, const char *text)
{
  guint count = 0;

  for (guint i = 0; i < drawing_count (drawing); i++)
    count += drawing_get (drawing, i)->text != NULL && strstr (drawing_get (drawing, i)->text, text) != NULL;
  return count;
}

static Drawing *
draw (Player *player, const char *server, double width)
{
  const QueuePicture picture = {
    .trace = player_get_trace (player),
    .index = player_get_index (player),
    .snapshot = player_get_snapshot (player),
    .host = find_host (player, server),
    .unit = 5 * SIM_SECOND,
    .now = player_get_time (player),
    .message = 1,
  };

  return queue_picture_draw (&picture, width, palette_get (FALSE));
}

/* Nothing of a picture lies beside it, however narrow; an empty queue says what would be there. */
static void
test_picture (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  g_autoptr (Drawing) empty = NULL;

  player_go_to_start (player);
  empty = draw (player, "mail.example.com", 700);
  g_assert_cmpuint (count_texts (empty, "The queue is empty now"), ==, 1);
  player_seek_time (player, 5 * SIM_SECOND);
  for (double width = 300; width < 1600; width += 200)
    {
      g_autoptr (Drawing) drawing = draw (player, "mail.example.com", width), again = draw (player, "mail.example.com", width);

      g_assert_cmpuint (count_texts (drawing, "m1 → bob@example.org"), ==, 1);
      g_assert_cmpuint (count_texts (drawing, "next try in 4 min 56 s"), ==, 1);
      g_assert_true (drawing_is_same (drawing, again));
      g_assert_false (drawing_is_same (drawing, empty));
      for (guint i = 0; i < drawing_count_groups (drawing); i++)
        {
          const DrawingGroup *group = drawing_get_group (drawing, i);

          g_assert_cmpfloat (group->left, >=, 0);
          g_assert_cmpfloat (group->right, <=, drawing_get_width (drawing));
          g_assert_cmpfloat (group->bottom, <=, drawing_get_height (drawing));
        }
    }
}

/* Whose queue goes with what is looked at. */
static void
test_choice (void)
{
  g_autoptr (Player) player = lab_open ("five-schedules");
  g_autoptr (QueueServers) servers = queue_servers_new (player);
  MessageId exim = trace_find_message (player_get_trace (player), "exim");

  g_assert_cmpuint (queue_servers_list (servers)->len, ==, 5);
  g_assert_false (queue_servers_update (servers));
  player_seek_time (player, SIM_HOUR);
  player_set_pinned (player, TRUE);
  player_select (player, (Selection){ SELECTION_HOST, find_host (player, "mail.qmail.example") });
  g_assert_cmpuint (queue_servers_choose (servers), ==, find_host (player, "mail.qmail.example"));
  player_select (player, (Selection){ SELECTION_MESSAGE, exim });
  g_assert_cmpuint (queue_servers_choose (servers), ==, find_host (player, "mail.exim.example"));
  player_select (player, (Selection){ SELECTION_HOST, find_host (player, "mail.example.org") }); /* never has one */
  g_assert_cmpuint (queue_servers_choose (servers), !=, 0);
  g_assert_cmpuint (queue_servers_choose (servers), !=, find_host (player, "mail.example.org"));
}

static RetryLane *
make_lane (Player *player, const char *server, SimTime t)
{
  const Trace *trace = player_get_trace (player);
  guint position = trace_count_until (trace, t);
  TraceId queued = retry_lane_choose (trace, player_get_index (player), find_host (player, server), 0, position);

  g_assert_cmpuint (queued, !=, 0);
  return retry_lane_new (trace, player_get_index (player), queued, position, t);
}

static RetryPlan *
foresee (Player *player, const RetryLane *lane)
{
  const RetryPlanPast past = { lane->queued, lane->expires, lane->attempts, lane->started, lane->ended != 0 ? lane->ended : lane->started + lane->lasted, lane->last_wait, lane->next_try, lane->warned };

  return retry_forecast_new (player_get_run (player), lane->name, &past);
}

/* What is foreseen at an instant is what comes, while nothing gets better: within 2 % of its age, which is what attempts
 * that take unequally long make. */
static void
check_forecast (Player *player, const char *server, SimTime t)
{
  RetryLane *lane = make_lane (player, server, t), *whole = make_lane (player, server, trace_end_time (player_get_trace (player)));
  g_autoptr (RetryPlan) plan = foresee (player, lane);

  g_assert_nonnull (plan);
  g_assert_true (whole->over);
  g_assert_false (lane->over);
  g_assert_cmpuint (lane->marks->len, ==, lane->attempts);
  g_test_message ("%s at %" G_GINT64_FORMAT ": %u and %u, %u in all", server, t, lane->attempts, plan->tries->len, whole->attempts);
  g_assert_cmpuint (lane->attempts + plan->tries->len, ==, whole->attempts);
  for (guint i = 0; i < plan->tries->len; i++)
    {
      SimTime foreseen = g_array_index (plan->tries, SimTime, i) - lane->queued, came = g_array_index (whole->marks, RetryMark, lane->attempts + i).age;

      g_assert_cmpint (ABS (foreseen - came), <=, came / 50);
    }
  retry_lane_free (lane);
  retry_lane_free (whole);
}

static void
test_forecast (void)
{
  g_autoptr (Player) player = lab_open ("five-schedules");
  static const char *const servers[] = { "mail.postfix.example", "mail.exim.example", "mail.sendmail.example", "mail.qmail.example", "mail.exchange.example" };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      check_forecast (player, servers[i], SIM_MINUTE / 2);
      check_forecast (player, servers[i], 3 * SIM_HOUR);
      check_forecast (player, servers[i], 4 * SIM_DAY);
    }
}

/* 4xx, no answer, and success are told apart; the warning has its age. */
static void
test_lane (void)
{
  g_autoptr (Player) grey = lab_open ("greylisting"), late = lab_open ("delay-warning");
  RetryLane *lane = make_lane (grey, "mail.example.com", trace_end_time (player_get_trace (grey)));

  g_assert_cmpuint (lane->marks->len, ==, 2);
  g_assert_cmpint (g_array_index (lane->marks, RetryMark, 0).kind, ==, RETRY_MARK_DEFERRED);
  g_assert_cmpint (g_array_index (lane->marks, RetryMark, 1).kind, ==, RETRY_MARK_SENT);
  g_assert_true (lane->over);
  retry_lane_free (lane);
  lane = make_lane (late, "mail.example.com", 3 * SIM_HOUR);
  g_assert_cmpint (g_array_index (lane->marks, RetryMark, 0).kind, ==, RETRY_MARK_NO_ANSWER);
  g_assert_cmpint (lane->warning, ==, -1);
  {
    g_autoptr (RetryPlan) plan = foresee (late, lane);
    RetryLane *after = make_lane (late, "mail.example.com", trace_end_time (player_get_trace (late)));

    g_assert_cmpint (plan->warning, >, lane->now + lane->queued);
    g_assert_true (after->warned);
    g_assert_cmpint (ABS (plan->warning - lane->queued - after->warning), <=, after->warning / 50);
    retry_lane_free (after);
  }
  retry_lane_free (lane);
}

/* A trace alone doesn't say how its servers go on. */
static void
test_trace_alone (void)
{
  g_autofree char *path = lab_write_trace ("greylisting");
  g_autoptr (Player) player = lab_open (path);
  RetryLane *lane = make_lane (player, "mail.example.com", SIM_MINUTE);
  g_autoptr (RetryPlan) plan = foresee (player, lane);

  g_assert_null (plan);
  g_assert_cmpint (lane->next_try, >, SIM_MINUTE);
  retry_lane_free (lane);
  g_remove (path);
}

/* By their default each gives up when its documentation says. */
static void
test_textbook (void)
{
  static const struct
  {
    const char *program;
    SimTime second, last; /* attempts */
  } cases[] = {
    { "postfix", 5 * SIM_MINUTE, 5 * SIM_DAY },
    { "exim", 15 * SIM_MINUTE, 4 * SIM_DAY },
    { "sendmail", 30 * SIM_MINUTE, 5 * SIM_DAY },
    { "qmail", 400 * SIM_SECOND, 7 * SIM_DAY },
    { "exchange", SIM_MINUTE, 2 * SIM_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RetryPlan) plan = retry_plan_new_textbook (cases[i].program, SIM_HOUR);

      g_assert_cmpstr (cases[i].program, ==, retry_plan_programs[i]);
      g_assert_cmpint (g_array_index (plan->tries, SimTime, 0), ==, SIM_HOUR);
      g_assert_cmpint (g_array_index (plan->tries, SimTime, 1), ==, SIM_HOUR + cases[i].second);
      g_assert_cmpint (g_array_index (plan->tries, SimTime, plan->tries->len - 1), ==, SIM_HOUR + cases[i].last);
      g_assert_cmpint (plan->warning, ==, SIM_NEVER);
    }
}

static void
test_axis (void)
{
  const RetryAxis axis = { 10 * SIM_SECOND, 1000 * SIM_SECOND, 100, 300 };

  g_assert_cmpfloat (retry_axis_place (&axis, 0), ==, 100);
  g_assert_cmpfloat_with_epsilon (retry_axis_place (&axis, 10 * SIM_SECOND), 110, 1e-6);
  g_assert_cmpfloat_with_epsilon (retry_axis_place (&axis, 100 * SIM_SECOND), 205, 1e-6);
  g_assert_cmpfloat_with_epsilon (retry_axis_place (&axis, 1000 * SIM_SECOND), 300, 1e-6);
  g_assert_cmpfloat (retry_axis_place (&axis, SIM_DAY), ==, 300);
}

/* Nothing lies beside the chart; without lanes it says what would be there. */
static void
test_chart (void)
{
  g_autoptr (Player) player = lab_open ("delay-warning");
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) retry_lane_free);
  g_autoptr (Drawing) empty = retry_chart_draw (lanes, 700, palette_get (FALSE)), drawing = NULL;
  RetryLane *lane = make_lane (player, "mail.example.com", 3 * SIM_HOUR);
  g_autoptr (RetryPlan) plan = foresee (player, lane);
  guint ends = 0, warnings = 0;

  g_assert_cmpuint (count_texts (empty, "No server has anything to try again by now"), ==, 1);
  retry_lane_foresee (lane, (const SimTime *) plan->tries->data, plan->tries->len, plan->warning, TRUE);
  g_ptr_array_add (lanes, lane);
  drawing = retry_chart_draw (lanes, 700, palette_get (TRUE));
  g_assert_cmpuint (count_texts (drawing, "7 made, "), ==, 1);
  g_assert_cmpuint (count_texts (drawing, "5 days"), ==, 1);
  for (guint i = 0; i < drawing_count_groups (drawing); i++)
    {
      const DrawingGroup *group = drawing_get_group (drawing, i);

      ends += strcmp (group->class, "mark will-give-up") == 0;
      warnings += strcmp (group->class, "warning") == 0;
      g_assert_cmpfloat (group->left, >=, 0);
      g_assert_cmpfloat (group->right, <=, drawing_get_width (drawing));
    }
  g_assert_cmpuint (ends, ==, 1);
  g_assert_cmpuint (warnings, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/unit", test_unit);
  g_test_add_func ("/queue/buckets", test_buckets);
  g_test_add_func ("/queue/sums", test_sums);
  g_test_add_func ("/queue/words", test_words);
  g_test_add_func ("/queue/picture", test_picture);
  g_test_add_func ("/queue/choice", test_choice);
  g_test_add_func ("/queue/forecast", test_forecast);
  g_test_add_func ("/queue/lane", test_lane);
  g_test_add_func ("/queue/trace-alone", test_trace_alone);
  g_test_add_func ("/queue/textbook", test_textbook);
  g_test_add_func ("/queue/axis", test_axis);
  g_test_add_func ("/queue/chart", test_chart);
  return g_test_run ();
}
