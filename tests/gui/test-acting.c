/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Doing something in a run: what is offered, what it does, that the past stays, undoing and saving it.
 */
#include "gui/model/act-forms.h"
#include "gui/model/act-list.h"
#include "gui/model/lineage.h"
#include "gui/model/player-steps.h"
#include "sim/trace/trace-json.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

static HostId
host (Player *player, const char *name)
{
  HostId id = trace_find_host (player_get_trace (player), name);

  g_assert_cmpuint (id, !=, 0);
  return id;
}

/* The act whose label has WORDS; NULL where it isn't offered. */
static const Act *
find_act (const GPtrArray *acts, const char *words)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const Act *act = g_ptr_array_index (acts, i);

      if (act != NULL && strstr (act->label, words) != NULL)
        return act;
    }
  return NULL;
}

/* PLAYER after the act with WORDS on TARGET; takes PLAYER. */
static Player *
act (Player *player, ActTarget target, const char *words)
{
  g_autoptr (GPtrArray) acts = act_list_new (player, &target);
  const Act *found = find_act (acts, words);
  g_autoptr (GError) error = NULL;
  Player *after;
  Run *run;

  g_assert_nonnull (found);
  g_assert_cmpint (found->form, ==, ACT_DO);
  run = run_act (player_get_run (player), found->intervention, &error);
  g_assert_no_error (error);
  after = player_new_after (player, run);
  g_object_unref (player);
  return after;
}

static guint
count_kind (Player *player, TraceKind kind)
{
  const Trace *trace = player_get_trace (player);
  guint count = 0;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    count += trace_get (trace, id)->kind == kind;
  return count;
}

static void
assert_past_stays (Player *before, Player *after)
{
  guint position = player_get_position (before);
  GString *a = g_string_new (NULL), *b = g_string_new (NULL);

  for (TraceId id = 1; id <= position; id++)
    {
      trace_json_write (player_get_trace (before), id, a);
      trace_json_write (player_get_trace (after), id, b);
    }
  g_assert_true (g_string_equal (a, b));
  g_string_free (a, TRUE);
  g_string_free (b, TRUE);
}

/* The receiver is stopped just when the sender connects: the mail waits, and is not there at the same hour any more. */
static void
test_stop_and_end (void)
{
  g_autoptr (Player) before = lab_open ("first-delivery"), player = lab_open ("first-delivery");
  ActTarget target = { .host = host (player, "mail.example.org") };
  SimTime t = 1380 * SIM_MILLISECOND;
  g_autoptr (GPtrArray) ends = NULL;

  player_seek_time (before, t);
  player_seek_time (player, t);
  player = act (g_steal_pointer (&player), target, "Stop");
  assert_past_stays (before, player);
  g_assert_cmpint (player_get_time (player), ==, t);
  g_assert_cmpuint (count_kind (before, TRACE_DEFERRED), ==, 0);
  g_assert_cmpuint (count_kind (player, TRACE_DEFERRED), >, 1);
  player_seek_time (player, SIM_MINUTE);
  player = act (g_steal_pointer (&player), target, "End it: mail.example.org is back");
  g_assert_cmpuint (count_kind (player, TRACE_STORED), ==, 1);
  g_assert_cmpuint (run_get_interventions (player_get_run (player))->len, ==, 2);
  player_seek_time (player, 2 * SIM_MINUTE);
  ends = act_list_new (player, &target);
  g_assert_null (find_act (ends, "End it"));
  g_assert_nonnull (find_act (ends, "Stop"));
}

static void
test_undo (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  g_autoptr (Run) undone = NULL, nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = trace_json_digest (player_get_trace (player)), *again = NULL, *other = NULL;

  player_seek_time (player, SIM_SECOND);
  player = act (g_steal_pointer (&player), (ActTarget){ .host = host (player, "mail.example.org") }, "Refuse connections");
  other = trace_json_digest (player_get_trace (player));
  g_assert_cmpstr (other, !=, digest);
  undone = run_undo (player_get_run (player), &error);
  g_assert_no_error (error);
  again = trace_json_digest (run_get_trace (undone));
  g_assert_cmpstr (again, ==, digest);
  nothing = run_undo (undone, &error);
  g_assert_null (nothing);
  g_assert_cmpstr (error->message, ==, "there is nothing to undo");
}

static void
test_packet (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  TraceId packet = 0;

  for (TraceId id = 1; id <= trace_count (trace) && packet == 0; id++)
    if (trace_get (trace, id)->kind == TRACE_SMTP_COMMAND && strstr (trace_blob (trace, trace_get (trace, id)->text, NULL), "RCPT") != NULL)
      packet = stops_find_packet (trace, id);
  g_assert_cmpuint (packet, !=, 0);
  g_assert_cmpint (trace_get (trace, packet)->value, >, 0);
  player_seek_time (player, trace_get (trace, packet)->t + SIM_MILLISECOND);
  player = act (g_steal_pointer (&player), (ActTarget){ .packet = packet }, "Lose it");
  trace = player_get_trace (player);
  packet += 2; /* the fault begins and is over */
  g_assert_cmpint (trace_get (trace, packet)->kind, ==, TRACE_TCP);
  g_assert_cmpint (trace_get (trace, packet)->value, <, 0);
  g_assert_cmpuint (count_kind (player, TRACE_STORED), ==, 1);
}

static void
test_connection (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  guint32 conn = 0;

  for (TraceId id = 1; id <= trace_count (trace) && conn == 0; id++)
    if (trace_get (trace, id)->kind == TRACE_SMTP_REPLY && trace_get (trace, id)->code == 354 && strcmp (trace_host_name (trace, trace_get (trace, id)->host), "mail.example.org") == 0)
      {
        conn = trace_get (trace, id)->conn;
        player_seek_time (player, trace_get (trace, id)->t);
      }
  player = act (g_steal_pointer (&player), (ActTarget){ .connection = conn }, "Drop it");
  g_assert_cmpuint (count_kind (player, TRACE_DEFERRED), ==, 1);
  g_assert_cmpuint (count_kind (player, TRACE_STORED), >=, 1);
}

static void
test_way_and_mailbox (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  ActTarget way = { .way_a = host (player, "mail.example.com"), .way_b = host (player, "mail.example.org") };

  player_seek_time (player, SIM_SECOND);
  player = act (g_steal_pointer (&player), way, "Cut the way");
  g_assert_cmpuint (count_kind (player, TRACE_CONNECT_FAILED), >, 0);
  player_seek_time (player, 2 * SIM_SECOND);
  player = act (g_steal_pointer (&player), way, "is whole again");
  g_assert_cmpuint (count_kind (player, TRACE_STORED), ==, 1);
  player_seek_time (player, 3 * SIM_SECOND);
  player = act (g_steal_pointer (&player), (ActTarget){ .host = host (player, "mail.example.org") }, "Fill the mailbox of bob@example.org");
  g_assert_cmpuint (count_kind (player, TRACE_FAULT_START), ==, 2);
}

/* At the end of the run there is time for more. */
static void
test_mail_at_end (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const char *const to[] = { "bob@example.org", NULL }, *const bcc[] = { "alice@example.com", NULL };
  const ActMail mail = { .from = "bob@example.org", .to = to, .bcc = bcc, .subject = "To \"myself\": {so}", .text = "One\nTwo", .attachment = 3000 };
  g_autoptr (Intervention) intervention = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) run = NULL;
  SimTime t;

  player_go_to_end (player);
  g_assert_true (act_list_find_time (player, &t));
  intervention = act_form_mail (player, &mail);
  run = run_act (player_get_run (player), intervention, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trace_count_messages (run_get_trace (run)), ==, 2);
}

static void
test_forms (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const ActAnswer answer = { "mail.example.org", "RCPT", 450, "4.7.1", "Not \"now\"", 2 };
  g_autoptr (Intervention) busy = act_form_answer (player, &answer), zone = NULL;
  g_autofree char *text = g_strdup (act_form_get_zone (player, "example.org"));
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) run = run_act (player_get_run (player), busy, &error), other = NULL;
  g_autoptr (Player) acted = NULL;

  g_assert_no_error (error);
  acted = player_new_after (player, g_steal_pointer (&run));
  g_assert_cmpuint (count_kind (acted, TRACE_DEFERRED), ==, 2);
  g_assert_nonnull (text);
  g_assert_null (act_form_get_zone (player, "no.such.zone"));
  zone = act_form_zone (player, "example.org", "@ IN MX 10 nowhere.example.org.\n");
  other = run_act (player_get_run (player), zone, &error);
  g_assert_no_error (error);
}

/* What the menu never offers, a form may still say: the scenario's own words tell what is wrong. */
static void
test_refused (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const ActAnswer answer = { "mail.example.org", "RCPT", 99, NULL, NULL, 0 };
  g_autoptr (Intervention) wrong = act_form_answer (player, &answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) run = run_act (player_get_run (player), wrong, &error);

  g_assert_null (run);
  g_assert_nonnull (strstr (error->message, "'code' is '99'"));
}

static void
test_of_trace (void)
{
  g_autofree char *path = lab_write_trace ("first-delivery");
  g_autoptr (Player) player = lab_open (path);
  ActTarget target = { .host = host (player, "mail.example.org") };
  g_autoptr (GPtrArray) acts = act_list_new (player, &target);
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) run = run_undo (player_get_run (player), &error);

  g_assert_cmpuint (acts->len, ==, 0);
  g_assert_null (run);
  g_assert_nonnull (strstr (error->message, "the trace of an earlier one"));
  g_unlink (path);
}

/* The saved file runs to the same trace, but for its name. */
static void
test_save (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery"), saved = NULL;
  g_autofree char *folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL), *path = g_build_filename (folder, "first-delivery.yaml", NULL);
  g_autofree char *digest = NULL, *again = NULL, *nowhere = g_build_filename (folder, "no", "such.yaml", NULL);
  g_autoptr (GError) error = NULL;

  player_seek_time (player, SIM_SECOND);
  player = act (g_steal_pointer (&player), (ActTarget){ .host = host (player, "mail.example.org") }, "Hang");
  digest = trace_json_digest (player_get_trace (player));
  g_assert_true (run_save_scenario (player_get_run (player), path, &error));
  g_assert_no_error (error);
  saved = lab_open (path);
  again = trace_json_digest (player_get_trace (saved));
  g_assert_cmpstr (again, ==, digest);
  g_assert_false (run_save_scenario (player_get_run (player), nowhere, &error));
  g_assert_nonnull (error);
  g_unlink (path);
  g_rmdir (folder);
}

/* A message that was sent, selected and undone is not looked at any more; what the other run has too stays selected. */
static void
test_selection (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery"), sent = NULL, undone = NULL;
  const char *const to[] = { "bob@example.org", NULL };
  g_autoptr (Intervention) mail = act_form_mail (player, &(ActMail){ .from = "alice@example.com", .to = to });
  g_autoptr (GError) error = NULL;
  Run *run = run_act (player_get_run (player), mail, &error);

  g_assert_no_error (error);
  sent = player_new_after (player, run);
  player_select (sent, (Selection){ SELECTION_MESSAGE, 2 });
  player_set_pinned (sent, TRUE);
  player_set_breakpoint (sent, (StopCondition){ STOP_AT_HOST, 2 }, TRUE);
  run = run_undo (player_get_run (sent), &error);
  g_assert_no_error (error);
  undone = player_new_after (sent, run);
  g_assert_true (selection_equal (player_get_selection (undone), (Selection){ SELECTION_MESSAGE, 1 }));
  g_assert_false (selection_equal (player_get_selection (undone), player_get_selection (sent)));
  g_assert_false (player_get_pinned (undone));
  g_assert_cmpuint (player_get_breakpoints (undone)->len, ==, 1);
  g_assert_cmpint (lineage_find_selection (sent, undone, (Selection){ SELECTION_HOST, 99 }).kind, ==, SELECTION_NONE);
  g_assert_cmpint (lineage_find_selection (sent, undone, (Selection){ SELECTION_CONNECTION, 99 }).kind, ==, SELECTION_NONE);
  g_assert_true (selection_equal (lineage_find_selection (sent, undone, (Selection){ SELECTION_CONNECTION, 1 }), (Selection){ SELECTION_CONNECTION, 1 }));
}

/* Hosts and messages are the same by name, whatever their numbers; what is opened anew is nothing of it. */
static void
test_lineage (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery"), other = lab_open ("first-delivery"), after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (lineage_joins (NULL, player));
  g_assert_false (lineage_joins (other, player));
  g_assert_true (lineage_joins (player, player));
  g_assert_cmpuint (lineage_find_host (other, player, 1), ==, 0);
  g_assert_cmpuint (lineage_find_message (other, player, 1), ==, 0);
  player_set_playing (player, TRUE);
  after = player_new_after (player, run_reload (player_get_run (player), &error));
  g_assert_no_error (error);
  g_assert_true (player_get_playing (after));
  g_assert_true (lineage_joins (player, after));
  g_assert_cmpuint (lineage_find_message (player, after, 1), ==, 1);
  g_assert_cmpuint (lineage_find_message (player, after, 99), ==, 0);
  for (HostId host = 1; host <= trace_count_hosts (player_get_trace (player)); host++)
    g_assert_cmpstr (trace_host_name (player_get_trace (after), lineage_find_host (player, after, host)), ==, trace_host_name (player_get_trace (player), host));
  g_assert_cmpuint (lineage_find_host (player, after, 99), ==, 0);
}

/* Saved as its own file, it is done once when that file is read again. */
static void
test_save_over_itself (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL), *path = g_build_filename (folder, "lesson.yaml", NULL);
  g_autoptr (Player) original = lab_open ("first-delivery"), player = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) again = NULL;

  g_assert_true (run_save_scenario (player_get_run (original), path, &error));
  player = lab_open (path);
  player_seek_time (player, SIM_SECOND);
  player = act (g_steal_pointer (&player), (ActTarget){ .host = host (player, "mail.example.org") }, "Stop");
  g_assert_true (run_save_scenario (player_get_run (player), path, &error));
  run_keep_interventions (player_get_run (player));
  g_assert_cmpuint (run_get_interventions (player_get_run (player))->len, ==, 0);
  again = run_reload (player_get_run (player), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trace_count (run_get_trace (again)), ==, trace_count (player_get_trace (player)));
  g_unlink (path);
  g_rmdir (folder);
}

static void
assert_attached (Player *player, const char *content)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) content, strlen (content));
  const Trace *trace = player_get_trace (player);
  gboolean found = FALSE;

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_COMPOSED)
      found = found || strstr (trace_blob (trace, trace_get (trace, id)->note, NULL), base64) != NULL;
  g_assert_true (found);
}

/* A file beside the scenario and one elsewhere; both still there where the scenario is saved in another folder. */
static void
test_attached (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL), *path = g_build_filename (folder, "lesson.yaml", NULL);
  g_autofree char *beside = g_build_filename (folder, "beside \"it\".txt", NULL), *other = g_dir_make_tmp ("mailflow-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (other, "there.bin", NULL), *copy = g_build_filename (other, "copy.yaml", NULL);
  const char *const to[] = { "bob@example.org", NULL }, *const files[] = { beside, there, NULL };
  g_autoptr (Player) original = lab_open ("first-delivery"), player = NULL, acted = NULL, saved = NULL;
  g_autoptr (Intervention) mail = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) made_of = NULL;
  Run *run;

  g_assert_true (g_file_set_contents (beside, "It lies beside.", -1, NULL));
  g_assert_true (g_file_set_contents (there, "It lies there.", -1, NULL));
  g_assert_true (run_save_scenario (player_get_run (original), path, &error));
  player = lab_open (path);
  mail = act_form_mail (player, &(ActMail){ .from = "alice@example.com", .to = to, .files = files });
  run = run_act (player_get_run (player), mail, &error);
  g_assert_no_error (error);
  acted = player_new_after (player, run);
  assert_attached (acted, "It lies beside.");
  made_of = run_list_files (player_get_run (acted));
  g_assert_cmpuint (g_strv_length (made_of), ==, 3);
  g_assert_cmpstr (made_of[1], ==, beside);
  g_assert_true (run_save_scenario (player_get_run (acted), copy, &error));
  g_assert_no_error (error);
  saved = lab_open (copy);
  assert_attached (saved, "It lies beside.");
  assert_attached (saved, "It lies there.");
  g_unlink (path);
  g_unlink (copy);
  g_unlink (beside);
  g_unlink (there);
  g_rmdir (folder);
  g_rmdir (other);
}

/* Everything that each lesson offers at its middle for its hosts can be done. */
static void
test_all_offers (void)
{
  static const char *const lessons[] = { "first-delivery", "full-dns", "pop3-and-imap", "mx-preference", "same-server" };

  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autoptr (Player) player = lab_open (lessons[i]);
      const Trace *trace = player_get_trace (player);

      player_seek (player, stops_get_length (player_get_stops (player)) / 2);
      for (HostId id = 1; id <= trace_count_hosts (trace); id++)
        {
          g_autoptr (GPtrArray) acts = act_list_new (player, &(ActTarget){ .host = id });

          g_assert_cmpuint (acts->len, >, 0);
          for (guint j = 0; j < acts->len; j++)
            {
              const Act *offered = g_ptr_array_index (acts, j);
              g_autoptr (GError) error = NULL;
              g_autoptr (Run) run = offered == NULL || offered->form != ACT_DO ? NULL : run_act (player_get_run (player), offered->intervention, &error);

              g_assert_no_error (error);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/acting/stop-and-end", test_stop_and_end);
  g_test_add_func ("/acting/undo", test_undo);
  g_test_add_func ("/acting/packet", test_packet);
  g_test_add_func ("/acting/connection", test_connection);
  g_test_add_func ("/acting/way-and-mailbox", test_way_and_mailbox);
  g_test_add_func ("/acting/mail-at-end", test_mail_at_end);
  g_test_add_func ("/acting/forms", test_forms);
  g_test_add_func ("/acting/refused", test_refused);
  g_test_add_func ("/acting/of-trace", test_of_trace);
  g_test_add_func ("/acting/save", test_save);
  g_test_add_func ("/acting/selection", test_selection);
  g_test_add_func ("/acting/lineage", test_lineage);
  g_test_add_func ("/acting/save-over-itself", test_save_over_itself);
  g_test_add_func ("/acting/attached", test_attached);
  g_test_add_func ("/acting/all-offers", test_all_offers);
  return g_test_run ();
}
