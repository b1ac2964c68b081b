/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"
#include "gui/draw/parcel.h"
#include "gui/model/event-list.h"
#include "gui/model/live-session.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"
#include "tests/gui/mail-program.h"

#include <glib/gstdio.h>
#include <string.h>

static LiveSession *
open_session (const char *scenario)
{
  LiveSession *session = live_session_new ();
  g_autoptr (Player) player = lab_open (scenario);
  g_autoptr (GError) error = NULL;

  g_assert_true (live_session_plan (session, run_get_file (player_get_run (player)), &error));
  g_assert_no_error (error);
  g_assert_true (live_session_open (session, &error));
  g_assert_no_error (error);
  return session;
}

static guint16
port_of (LiveSession *session, const char *service)
{
  const GPtrArray *gates = live_session_get_gates (session);

  for (guint i = 0; i < gates->len; i++)
    if (strcmp (((LiveGate *) g_ptr_array_index (gates, i))->service, service) == 0)
      return ((LiveGate *) g_ptr_array_index (gates, i))->port;
  g_assert_not_reached ();
}

static void
count_call (gpointer count)
{
  (*(guint *) count)++;
}

static gboolean
has_kind (Player *player, TraceKind kind)
{
  const Stops *stops = player_get_stops (player);

  for (guint i = 0; i < stops_count (stops); i++)
    if (trace_get (player_get_trace (player), stops_get (stops, i)->record)->kind == kind)
      return TRUE;
  return FALSE;
}

static void
test_plan (void)
{
  g_autoptr (LiveSession) session = live_session_new ();
  g_autoptr (Player) player = lab_open ("first-delivery");
  g_autoptr (GError) error = NULL;
  const LiveGate *gate;
  const LiveAccount *account;

  g_assert_cmpuint (live_session_get_gates (session)->len, ==, 0);
  g_assert_true (live_session_plan (session, run_get_file (player_get_run (player)), &error));
  g_assert_cmpuint (live_session_get_gates (session)->len, ==, 5);
  g_assert_false (live_session_get_open (session));
  gate = g_ptr_array_index (live_session_get_gates (session), 0);
  g_assert_cmpstr (gate->service, ==, "submission");
  g_assert_cmpstr (gate->host, ==, "mail.example.com");
  g_assert_cmpuint (gate->host_port, ==, 587);
  g_assert_true (gate->port == 2587 || gate->port == 0);
  g_assert_cmpuint (live_session_get_accounts (session)->len, ==, 1);
  account = g_ptr_array_index (live_session_get_accounts (session), 0);
  g_assert_cmpstr (account->address, ==, "alice@example.com");
  g_assert_cmpstr (account->user, ==, "alice");
  g_assert_cmpstr (account->password, ==, "wonderland");
}

static void
test_no_plan (void)
{
  g_autoptr (LiveSession) session = live_session_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (live_session_plan (session, "/nonexistent/world.yaml", &error));
  g_assert_nonnull (strstr (error->message, "/nonexistent/world.yaml"));
  g_assert_cmpuint (live_session_get_gates (session)->len, ==, 0);
}

/* A port that somebody takes between the plan and the opening. */
static void
test_port_taken (void)
{
  g_autoptr (LiveSession) session = live_session_new ();
  g_autoptr (Player) player = lab_open ("first-delivery");
  g_autoptr (GSocket) thief = mail_program_take_port ();
  g_autoptr (GError) error = NULL;
  LiveGate *gate;

  g_assert_true (live_session_plan (session, run_get_file (player_get_run (player)), &error));
  gate = g_ptr_array_index (live_session_get_gates (session), 1);
  gate->port = mail_program_port_of (thief);
  g_assert_false (live_session_open (session, &error));
  g_assert_nonnull (strstr (error->message, "imap: port"));
  g_assert_false (live_session_get_open (session));
  g_assert_null (live_session_get_player (session));
  g_clear_error (&error);
  g_assert_true (live_session_plan (session, run_get_file (player_get_run (player)), &error));
  g_assert_true (live_session_open (session, &error));
}

/* A mail that is sent and read by real programs is seen as it comes, and stays to be stepped through. */
static void
test_mail (void)
{
  g_autoptr (LiveSession) session = open_session ("first-delivery");
  Player *player = live_session_get_player (session);
  g_autoptr (EventList) list = event_list_new (player);
  guint grown = 0, changes = 0, count;

  g_assert_true (player_get_growing (player) && player_get_playing (player));
  g_signal_connect_swapped (player, "grown", G_CALLBACK (count_call), &grown);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (count_call), &changes);
  mail_program_send (port_of (session, "submission"));
  LAB_WAIT (has_kind (player, TRACE_STORED));
  mail_program_read (port_of (session, "imap"));
  LAB_WAIT (has_kind (player, TRACE_IMAP_RESPONSE));
  LAB_WAIT (live_session_count_visitors (session) == 0);
  g_assert_cmpuint (grown, >=, 2);
  g_assert_cmpuint (changes, ==, grown);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, stops_count (player_get_stops (player)));
  live_session_close (session);
  g_assert_false (live_session_get_open (session));
  g_assert_false (player_get_growing (player));
  g_assert_true (has_kind (player, TRACE_RUN_END));
  count = stops_count (player_get_stops (player));
  player_go_to_start (player);
  for (guint i = 1; i < count; i++)
    player_step (player, 1);
  g_assert_cmpuint (player_get_stop (player), ==, count - 1);
  g_assert_cmpuint (player_get_position (player), ==, trace_count (player_get_trace (player)));
}

static void
test_visitors (void)
{
  g_autoptr (LiveSession) session = open_session ("same-server");
  GSocketConnection *connection = mail_program_connect (port_of (session, "pop3"));
  guint16 port = port_of (session, "pop3");

  LAB_WAIT (live_session_count_visitors (session) == 1);
  live_session_close (session);
  g_assert_cmpuint (live_session_count_visitors (session), ==, 0);
  g_assert_false (mail_program_is_open (port));
  g_object_unref (connection);
}

/* What the world has recorded can be saved, and read again. */
static void
test_save (void)
{
  g_autoptr (LiveSession) session = open_session ("first-delivery");
  Player *player = live_session_get_player (session);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-live.jsonl", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Player) read = NULL;

  mail_program_send (port_of (session, "submission"));
  LAB_WAIT (has_kind (player, TRACE_STORED));
  g_assert_true (run_save_trace (player_get_run (player), path, &error));
  live_session_close (session);
  g_assert_true (run_save_trace (player_get_run (player), path, &error));
  read = lab_open (path);
  g_assert_cmpuint (trace_count (player_get_trace (read)), ==, trace_count (player_get_trace (player)));
  g_assert_cmpuint (stops_count (player_get_stops (read)), ==, stops_count (player_get_stops (player)));
  g_assert_false (run_save_trace (player_get_run (player), "/nonexistent/folder/x.jsonl", &error));
  g_assert_nonnull (error);
  g_remove (path);
}

/* Between a real program and its server nothing takes time, but what they say is still seen to fly. */
static void
test_words_fly (void)
{
  g_autoptr (LiveSession) session = open_session ("same-server");
  Player *player = live_session_get_player (session);
  const Trace *trace = player_get_trace (player);
  guint commands = 0;

  mail_program_send (port_of (session, "submission"));
  LAB_WAIT (has_kind (player, TRACE_ACCEPTED));
  live_session_close (session);
  for (guint i = 0; i < stops_count (player_get_stops (player)); i++)
    {
      const TraceRecord *record = trace_get (trace, stops_get (player_get_stops (player), i)->record);
      guint flying = 0;
      const GArray *flights;

      if (record->kind != TRACE_SMTP_COMMAND || strcmp (trace_host_name (trace, record->host), "localhost") != 0)
        continue;
      player_go_to_stop (player, i);
      flights = player_get_snapshot (player)->flights;
      for (guint flight = 0; flight < flights->len; flight++)
        {
          TraceId packet = g_array_index (flights, TraceId, flight);
          double progress = player_get_progress (player, packet);
          g_autoptr (Parcel) parcel = parcel_of_packet (trace, packet);

          if (progress <= 0 || progress >= 1)
            continue;
          flying++;
          g_assert_cmpint (parcel->kind, ==, PARCEL_COMMAND);
        }
      g_assert_cmpuint (flying, ==, 1);
      commands++;
    }
  g_assert_cmpuint (commands, >=, 4);
}

/* Real programs have a place on the map, on the left, from the start, and nobody moves when they come. */
static void
test_map (void)
{
  static const char *const scenarios[] = { "first-delivery", "same-server", "two-domains" };

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autoptr (LiveSession) session = open_session (scenarios[i]);
      const Trace *trace = player_get_trace (live_session_get_player (session));
      g_autoptr (MapCast) early = map_cast_new_growing (trace), late = NULL;
      g_autoptr (MapLayout) before = map_layout_new (early, 660, 410), after = NULL;
      const MapHost *host = map_layout_find (before, trace_find_host (trace, "localhost"));

      g_assert_nonnull (host);
      g_assert_cmpfloat (host->x, <, 330);
      mail_program_send (port_of (session, "submission"));
      late = map_cast_new_growing (trace);
      after = map_layout_new (late, 660, 410);
      g_assert_false (map_cast_equal (early, late));
      g_assert_cmpuint (after->hosts->len, ==, before->hosts->len);
      for (guint h = 0; h < before->hosts->len; h++)
        {
          g_assert_cmpfloat (g_array_index (before->hosts, MapHost, h).x, ==, g_array_index (after->hosts, MapHost, h).x);
          g_assert_cmpfloat (g_array_index (before->hosts, MapHost, h).y, ==, g_array_index (after->hosts, MapHost, h).y);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live-session/plan", test_plan);
  g_test_add_func ("/live-session/no-plan", test_no_plan);
  g_test_add_func ("/live-session/port-taken", test_port_taken);
  g_test_add_func ("/live-session/mail", test_mail);
  g_test_add_func ("/live-session/visitors", test_visitors);
  g_test_add_func ("/live-session/save", test_save);
  g_test_add_func ("/live-session/words-fly", test_words_fly);
  g_test_add_func ("/live-session/map", test_map);
  return g_test_run ();
}
