/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/queue-stage.h"

#include "gui/model/player-steps.h"
#include "gui/view/picture-pane.h"
#include "gui/view/theme.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

typedef struct
{
  Player *player;
  GtkWidget *stage, *choice, *pages;
} Scene;

static gboolean
says (const Scene *scene, const char *text)
{
  return stage_lab_draws (scene->pages, text);
}

static void
open_scene (Scene *scene, const char *lesson)
{
  scene->stage = stage_lab_open (QUEUE_STAGE_TYPE, lesson, &scene->player);
  scene->choice = stage_lab_find (scene->stage, GTK_TYPE_DROP_DOWN);
  scene->pages = gtk_widget_get_parent (stage_lab_find (scene->stage, PICTURE_PANE_TYPE));
}

static void
close_scene (Scene *scene)
{
  stage_lab_close (scene->stage, scene->player);
}

/* The next try is counted down as time passes, and up again as it goes back. */
static void
test_countdown (void)
{
  Scene scene;

  open_scene (&scene, "greylisting");
  player_seek_time (scene.player, 5 * SIM_SECOND);
  LAB_WAIT (says (&scene, "next try in 4 min 56 s, at 09:05:01"));
  player_seek_time (scene.player, 65 * SIM_SECOND);
  LAB_WAIT (says (&scene, "next try in 3 min 56 s"));
  player_seek_time (scene.player, 5 * SIM_SECOND);
  LAB_WAIT (says (&scene, "next try in 4 min 56 s"));
  player_go_to_end (scene.player);
  LAB_WAIT (says (&scene, "The queue is empty now"));
  close_scene (&scene);
}

/* The drop-down's choice stays; its first row follows what is looked at. */
static void
test_choice (void)
{
  Scene scene;
  HostId exim;

  open_scene (&scene, "five-schedules");
  exim = trace_find_host (player_get_trace (scene.player), "mail.exim.example");
  player_seek_time (scene.player, SIM_HOUR);
  player_set_pinned (scene.player, TRUE);
  player_select (scene.player, (Selection){ SELECTION_HOST, exim });
  LAB_WAIT (queue_stage_get_host (MAILFLOW_QUEUE_STAGE (scene.stage)) == exim && says (&scene, "exim → bob@example.org"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (scene.choice), 2); /* qmail's was the second that got one */
  LAB_WAIT (says (&scene, "qmail → bob@example.org"));
  player_seek_time (scene.player, 90 * SIM_MINUTE);
  LAB_WAIT (says (&scene, "qmail → bob@example.org") && says (&scene, "1 h 30 min old"));
  close_scene (&scene);
}

/* Down goes to the first entry, Enter or a click selects its message. */
static void
test_pick (void)
{
  Scene scene;
  guint32 id;

  open_scene (&scene, "vip-flood");
  player_set_pinned (scene.player, TRUE);
  player_seek_time (scene.player, 1230 * SIM_MILLISECOND);
  LAB_WAIT (says (&scene, "m2 → vip@example.org"));
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), -1);
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), 1);
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), -1);
  id = picture_cursor_get (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)));
  g_assert_cmpint (trace_get (player_get_trace (scene.player), id)->kind, ==, TRACE_QUEUED);
  g_signal_emit_by_name (stage_lab_find_pane (scene.pages), "picked", id);
  g_assert_cmpint (player_get_selection (scene.player).kind, ==, SELECTION_MESSAGE);
  g_assert_cmpuint (player_get_selection (scene.player).number, ==, trace_get (player_get_trace (scene.player), id)->message);
  close_scene (&scene);
}

/* The lanes of all servers, and of programs where they are asked for; a mark leads to what came of the attempt. */
static void
test_schedules (void)
{
  Scene scene;
  guint32 id;
  g_autofree char *page = NULL;

  open_scene (&scene, "five-schedules");
  g_object_set (scene.stage, "page", "nonsense", "page", "schedules", NULL);
  g_object_get (scene.stage, "page", &page, NULL);
  g_assert_cmpstr (page, ==, "schedules");
  player_seek_time (scene.player, 3 * SIM_HOUR);
  LAB_WAIT (says (&scene, "9 made, 23 to come") && says (&scene, "6 made, 28 to come") && says (&scene, "For comparison") && says (&scene, "gives up after 7 d"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (stage_lab_find (scene.stage, GTK_TYPE_CHECK_BUTTON)), FALSE);
  LAB_WAIT (!says (&scene, "For comparison") && says (&scene, "9 made, 23 to come"));
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), 1);
  id = picture_cursor_get (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)));
  g_assert_cmpint (trace_get (player_get_trace (scene.player), id)->kind, ==, TRACE_DEFERRED);
  g_signal_emit_by_name (stage_lab_find_pane (scene.pages), "picked", id);
  g_assert_cmpuint (player_get_record (scene.player), ==, id);
  player_go_to_end (scene.player);
  LAB_WAIT (says (&scene, "32 attempts made") && says (&scene, "728 attempts made"));
  close_scene (&scene);
}

/* What nobody sees, does nothing; it catches up. */
static void
test_hidden (void)
{
  Scene scene;

  open_scene (&scene, "greylisting");
  player_seek_time (scene.player, 5 * SIM_SECOND);
  LAB_WAIT (says (&scene, "next try in 4 min 56 s"));
  gtk_widget_set_visible (scene.stage, FALSE);
  player_seek_time (scene.player, 65 * SIM_SECOND);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (says (&scene, "next try in 4 min 56 s"));
  gtk_widget_set_visible (scene.stage, TRUE);
  LAB_WAIT (says (&scene, "next try in 3 min 56 s"));
  player_view_set_palette (scene.stage);
  close_scene (&scene);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/queue-stage/countdown", test_countdown);
  g_test_add_func ("/queue-stage/choice", test_choice);
  g_test_add_func ("/queue-stage/pick", test_pick);
  g_test_add_func ("/queue-stage/schedules", test_schedules);
  g_test_add_func ("/queue-stage/hidden", test_hidden);
  return g_test_run ();
}
