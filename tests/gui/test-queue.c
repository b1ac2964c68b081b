/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/queue-ages.h"
#include "gui/draw/queue-picture.h"
#include "gui/draw/queue-words.h"
#include "gui/model/player-steps.h"
#include "gui/model/queue-servers.h"
#include "tests/gui/lab.h"

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
  return g_test_run ();
}
