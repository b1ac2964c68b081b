/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/event-list.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <string.h>

static guint
count_rows (EventList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* Filters LIST, and waits until it is through. */
static guint
filter (EventList *list, EventFilter wanted)
{
  event_list_set_filter (list, &wanted);
  while (!event_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  return count_rows (list);
}

/* By hand: how many stops have it. */
static guint
count_stops (Player *player, const EventFilter *wanted)
{
  const Stops *stops = player_get_stops (player);
  guint count = 0;

  for (guint i = 0; i < stops_count (stops); i++)
    count += event_filter_passes (wanted, player_get_trace (player), stops_get (stops, i)->record);
  return count;
}

static void
test_kinds (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  g_autoptr (EventList) list = event_list_new (player);
  guint all = count_rows (list), sum = 0;

  g_assert_cmpuint (all, ==, stops_count (player_get_stops (player)));
  for (EventProtocol protocol = EVENT_SMTP; protocol < N_EVENT_PROTOCOLS; protocol++)
    {
      guint count = filter (list, (EventFilter){ .protocol = protocol });

      g_assert_cmpuint (count, ==, count_stops (player, &(EventFilter){ .protocol = protocol }));
      if (protocol != EVENT_FAULT)
        g_assert_cmpuint (count, >, 0);
      sum += count;
    }
  g_assert_cmpuint (sum, <=, all);
  g_assert_cmpuint (sum, >, all - 20); /* the run's beginning and end, and its hosts, are of none */
  g_assert_cmpuint (filter (list, (EventFilter){ 0 }), ==, all);
}

static void
test_severities (void)
{
  g_autoptr (Player) player = lab_open ("unknown-user");
  g_autoptr (EventList) list = event_list_new (player);
  guint last = count_rows (list);

  for (EventSeverity least = EVENT_NOTE; least < N_EVENT_SEVERITIES; least++)
    {
      guint count = filter (list, (EventFilter){ .least = least });

      g_assert_cmpuint (count, >, 0);
      g_assert_cmpuint (count, <=, last);
      last = count;
    }
  for (guint i = 0; i < count_rows (list); i++)
    {
      g_autoptr (EventItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (event_item_get_tone (item), ==, STORY_TONE_BAD);
    }
}

static void
test_host_and_message (void)
{
  g_autoptr (Player) player = lab_open ("two-domains");
  g_autoptr (EventList) list = event_list_new (player);
  const Trace *trace = player_get_trace (player);
  HostId host = trace_find_host (trace, "mail.example.com");
  guint of_host = filter (list, (EventFilter){ .host = host }), of_message = filter (list, (EventFilter){ .message = 1 });

  g_assert_cmpuint (of_host, >, 0);
  g_assert_cmpuint (of_message, >, 0);
  g_assert_cmpuint (filter (list, (EventFilter){ .host = host, .message = 1 }), <=, MIN (of_host, of_message));
  for (guint i = 0; i < count_rows (list); i++)
    {
      g_autoptr (EventItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      const TraceRecord *record = trace_get (trace, event_item_get_record (item));

      g_assert_true (record->message == 1 && (record->host == host || record->peer == host));
    }
}

static void
test_words (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  g_autoptr (EventList) list = event_list_new (player);
  EventFilter wanted = { 0 };

  event_filter_set_words (&wanted, "  GREYlisted ");
  g_assert_cmpstr (wanted.words, ==, "greylisted");
  g_assert_cmpuint (filter (list, wanted), >, 0);
  g_assert_cmpuint (count_rows (list), <, 6);
  event_filter_set_words (&wanted, "no such words");
  g_assert_cmpuint (filter (list, wanted), ==, 0);
  g_assert_cmpuint (event_list_find_row (list, 5), ==, G_MAXUINT);
  event_filter_set_words (&wanted, " \t");
  g_assert_true (event_filter_is_empty (&wanted));
  event_filter_clear (&wanted);
}

/* The row of a stop that is filtered out is the one before it. */
static void
test_find_row (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  g_autoptr (EventList) list = event_list_new (player);
  guint rows = filter (list, (EventFilter){ .protocol = EVENT_SMTP }), first = event_list_get_stop (list, 0);

  g_assert_cmpuint (event_list_find_row (list, first), ==, 0);
  g_assert_cmpuint (event_list_find_row (list, first - 1), ==, G_MAXUINT);
  g_assert_cmpuint (event_list_find_row (list, G_MAXUINT), ==, rows - 1);
  for (guint row = 0; row + 1 < rows; row++)
    g_assert_cmpuint (event_list_find_row (list, event_list_get_stop (list, row + 1) - 1), ==, row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-filter/kinds", test_kinds);
  g_test_add_func ("/event-filter/severities", test_severities);
  g_test_add_func ("/event-filter/host-and-message", test_host_and_message);
  g_test_add_func ("/event-filter/words", test_words);
  g_test_add_func ("/event-filter/find-row", test_find_row);
  return g_test_run ();
}
