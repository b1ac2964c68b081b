/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each view of the window finds where somebody points, and what the keyboard is at: the same.
 */
#include "gui/view/dns-stage.h"
#include "gui/view/event-view.h"
#include "gui/view/inspector.h"
#include "gui/view/ladder-view.h"
#include "gui/view/mailbox-grid.h"
#include "gui/view/queue-stage.h"
#include "gui/view/sentence-bar.h"
#include "gui/view/stage.h"
#include "gui/view/timeline-view.h"
#include "gui/view/turn-list.h"
#include "gui/view/window.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

typedef struct
{
  Window *window;
  Player *player;
  const Trace *trace;
  GtkWidget *stage;
} Scene;

static void
settle (const Scene *scene)
{
  gtk_widget_queue_draw (GTK_WIDGET (scene->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (scene->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
open_scene (Scene *scene, const char *lesson, const char *view, SimTime t)
{
  g_autoptr (Player) player = lab_open (lesson);

  scene->window = window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1200, 760);
  window_set_player (scene->window, player);
  scene->player = player;
  scene->trace = player_get_trace (player);
  scene->stage = stage_lab_find (GTK_WIDGET (scene->window), STAGE_TYPE);
  stage_set_view (MAILFLOW_STAGE (scene->stage), view);
  player_seek_time (player, t);
  gtk_window_present (GTK_WINDOW (scene->window));
  settle (scene);
}

static void
close_scene (const Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static ActTarget
point_at (GtkWidget *view, double x, double y)
{
  ActTarget target;

  g_assert_true (player_view_find_target (view, &x, &y, &target));
  return target;
}

/* By keyboard, and then by pointer where the keyboard's menu would come up. */
static ActTarget
find_both (GtkWidget *view)
{
  double x = -1, y = -1;
  ActTarget by_key, pointed;

  g_assert_true (player_view_find_target (view, &x, &y, &by_key));
  g_assert_cmpfloat (x, >=, 0);
  g_assert_cmpfloat (y, <=, gtk_widget_get_height (view));
  pointed = point_at (view, x, y);
  g_assert_true (by_key.host == pointed.host && by_key.connection == pointed.connection && by_key.packet == pointed.packet && by_key.message == pointed.message && by_key.mailbox == pointed.mailbox
                 && by_key.zone == pointed.zone && by_key.fault == pointed.fault && by_key.instant == pointed.instant);
  return by_key;
}

static gboolean
finds_nothing (GtkWidget *view, double x, double y)
{
  ActTarget target;

  return !player_view_find_target (view, &x, &y, &target);
}

/* The place of WIDGET's middle in VIEW. */
static ActTarget
point_at_middle (GtkWidget *view, GtkWidget *widget)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, view, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0, &x, &y));
  return point_at (view, x, y);
}

static const TraceRecord *
find_record (const Scene *scene, TraceKind kind, TraceId *id)
{
  for (*id = 1; trace_get (scene->trace, *id)->kind != kind; (*id)++)
    continue;
  return trace_get (scene->trace, *id);
}

/* An arrow is its packet; the name above a life-line its host. */
static void
test_ladder (void)
{
  Scene scene;
  PictureCursor *cursor;
  const TraceRecord *record;
  TraceId id;
  ActTarget target;

  open_scene (&scene, "first-delivery", "ladder", 1480 * SIM_MILLISECOND);
  cursor = ladder_view_get_cursor (MAILFLOW_LADDER_VIEW (window_find_view (scene.window, "ladder")));
  LAB_WAIT (picture_cursor_get (cursor) == player_get_record (scene.player));
  settle (&scene);
  target = find_both (scene.stage);
  record = trace_get (scene.trace, player_get_record (scene.player));
  g_assert_cmpuint (target.connection, ==, record->conn);
  g_assert_cmpuint (target.host, ==, record->host);
  g_assert_cmpuint (target.packet, !=, 0);
  find_record (&scene, TRACE_HOST, &id);
  picture_cursor_put (cursor, id);
  target = find_both (scene.stage);
  g_assert_cmpuint (target.host, ==, trace_get (scene.trace, id)->host);
  g_assert_cmpuint (target.packet, ==, 0);
  g_assert_true (finds_nothing (scene.stage, 5, 5)); /* the tabs */
  close_scene (&scene);
}

/* A turn is its packet and the connection; the names above are the hosts. */
static void
test_dialogue (void)
{
  Scene scene;
  const TraceRecord *record;
  ActTarget target;

  open_scene (&scene, "first-delivery", "dialogue", 1480 * SIM_MILLISECOND);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (stage_lab_find (scene.stage, TURN_LIST_TYPE))) > 2);
  settle (&scene);
  record = trace_get (scene.trace, player_get_record (scene.player));
  target = find_both (scene.stage);
  g_assert_cmpuint (target.connection, ==, record->conn);
  g_assert_cmpuint (target.packet, !=, 0);
  target = point_at_middle (scene.stage, gtk_widget_get_prev_sibling (stage_lab_find (scene.stage, TURN_LIST_TYPE)));
  g_assert_cmpuint (target.connection, ==, record->conn);
  target = point_at_middle (scene.stage, gtk_widget_get_last_child (gtk_widget_get_prev_sibling (stage_lab_find (scene.stage, TURN_LIST_TYPE))));
  g_assert_cmpstr (trace_host_name (scene.trace, target.host), ==, "mail.example.org");
  g_assert_cmpuint (target.packet, ==, 0);
  player_seek_time (scene.player, 0);
  player_go_to_start (scene.player);
  settle (&scene);
  LAB_WAIT (finds_nothing (scene.stage, -1, -1)); /* nobody has said anything */
  close_scene (&scene);
}

/* An entry is its message, and the server's whose queue it is in; beside it there is the server. */
static void
test_queue (void)
{
  Scene scene;
  GtkWidget *view;
  ActTarget target;

  open_scene (&scene, "greylisting", "queue", 5 * SIM_SECOND);
  view = window_find_view (scene.window, "queue");
  LAB_WAIT (queue_stage_get_host (MAILFLOW_QUEUE_STAGE (view)) != 0);
  settle (&scene);
  target = point_at (view, gtk_widget_get_width (view) / 2.0, gtk_widget_get_height (view) - 20);
  g_assert_cmpstr (trace_host_name (scene.trace, target.host), ==, "mail.example.com");
  g_assert_cmpuint (target.message, ==, 0);
  picture_cursor_move (picture_pane_get_cursor (MAILFLOW_PICTURE_PANE (stage_lab_find (view, PICTURE_PANE_TYPE))), -1);
  target = find_both (scene.stage);
  g_assert_cmpstr (trace_host_name (scene.trace, target.host), ==, "mail.example.com");
  g_assert_cmpuint (target.message, ==, 1);
  close_scene (&scene);
}

/* The mailbox, wherever in its view; a row its message too, and so is what is shown below. */
static void
test_mailbox (void)
{
  Scene scene;
  GtkWidget *grid;
  ActTarget target;

  open_scene (&scene, "first-delivery", "mailbox", 6 * SIM_SECOND);
  grid = stage_lab_find (scene.stage, MAILBOX_GRID_TYPE);
  LAB_WAIT (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (grid)) == 1);
  settle (&scene);
  target = find_both (scene.stage);
  g_assert_cmpuint (target.message, ==, 1);
  g_assert_cmpstr (trace_blob (scene.trace, target.mailbox, NULL), ==, "bob@example.org");
  g_assert_cmpstr (trace_host_name (scene.trace, target.host), ==, "mail.example.org");
  target = point_at_middle (scene.stage, gtk_widget_get_first_child (gtk_widget_get_first_child (grid)));
  g_assert_cmpuint (target.message, ==, 0);
  g_assert_cmpuint (target.mailbox, !=, 0);
  close_scene (&scene);
}

/* A zone wherever in it; a cache by its name; and by keyboard from one to the next. */
static void
test_dns (void)
{
  Scene scene;
  PictureCursor *cursor;
  GtkWidget *pages;
  TraceId id;
  ActTarget target;

  open_scene (&scene, "stale-cache", "dns/zones", SIM_MINUTE);
  pages = gtk_widget_get_parent (stage_lab_find (window_find_view (scene.window, "dns"), PICTURE_PANE_TYPE));
  LAB_WAIT (stage_lab_draws (pages, "MX"));
  settle (&scene);
  cursor = picture_pane_get_cursor (stage_lab_find_pane (pages));
  picture_cursor_move (cursor, 1);
  target = find_both (scene.stage);
  g_assert_cmpuint (target.zone, !=, 0);
  id = picture_cursor_get (cursor);
  picture_cursor_move (cursor, 1);
  g_assert_cmpuint (picture_cursor_get (cursor), !=, id); /* another zone, not its next line */
  g_assert_cmpint (trace_get (scene.trace, picture_cursor_get (cursor))->kind, ==, TRACE_ZONE);
  g_object_set (window_find_view (scene.window, "dns"), "page", "caches", NULL);
  LAB_WAIT (stage_lab_draws (pages, "remembers"));
  settle (&scene);
  cursor = picture_pane_get_cursor (stage_lab_find_pane (pages));
  picture_cursor_move (cursor, 1);
  target = find_both (scene.stage);
  g_assert_cmpint (trace_host_record (scene.trace, target.host)->code, ==, HOST_RESOLVER);
  close_scene (&scene);
}

/* Whether somewhere down INSPECTOR there is a line that came in a packet. */
static gboolean
has_line (GtkWidget *inspector)
{
  for (int y = 60; y < gtk_widget_get_height (inspector); y += 8)
    if (point_at (inspector, 60, y).packet != 0)
      return TRUE;
  return FALSE;
}

/* Beside the large views: a row of the events, the sentence, a line in the inspector, a time. */
static void
test_beside (void)
{
  Scene scene;
  GtkWidget *root, *timeline, *inspector;
  const TraceRecord *record;
  double x = -1, y = -1;
  ActTarget target;

  open_scene (&scene, "first-delivery", "map", 1480 * SIM_MILLISECOND);
  root = GTK_WIDGET (scene.window);
  record = trace_get (scene.trace, player_get_record (scene.player));
  target = find_both (stage_lab_find (root, EVENT_VIEW_TYPE));
  g_assert_cmpuint (target.connection, ==, record->conn);
  g_assert_true (finds_nothing (stage_lab_find (root, EVENT_VIEW_TYPE), 20, 10)); /* where is searched */
  target = find_both (stage_lab_find (root, SENTENCE_BAR_TYPE));
  g_assert_cmpuint (target.connection, ==, record->conn);
  inspector = stage_lab_find (root, INSPECTOR_TYPE);
  g_assert_cmpint (player_get_selection (scene.player).kind, ==, SELECTION_CONNECTION);
  target = point_at (inspector, 30, 20);
  g_assert_cmpuint (target.connection, ==, record->conn);
  g_assert_cmpuint (target.packet, ==, 0);
  LAB_WAIT (has_line (inspector));
  player_select (scene.player, (Selection){ SELECTION_HOST, 2 });
  g_assert_cmpuint (find_both (inspector).host, ==, 2);
  timeline = stage_lab_find (root, TIMELINE_VIEW_TYPE);
  g_assert_true (player_view_find_target (timeline, &x, &y, &target));
  g_assert_true (target.instant);
  g_assert_cmpfloat (x, >, 0);
  point_at (timeline, gtk_widget_get_width (timeline) - 30, 20);
  g_assert_cmpint (player_get_time (scene.player), >, 6 * SIM_SECOND); /* it is gone to */
  close_scene (&scene);
}

int
main (int argc, char **argv)
{
  stage_lab_start (&argc, &argv);
  g_test_add_func ("/targets/ladder", test_ladder);
  g_test_add_func ("/targets/dialogue", test_dialogue);
  g_test_add_func ("/targets/queue", test_queue);
  g_test_add_func ("/targets/mailbox", test_mailbox);
  g_test_add_func ("/targets/dns", test_dns);
  g_test_add_func ("/targets/beside", test_beside);
  return g_test_run ();
}
