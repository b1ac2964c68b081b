/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/dns-stage.h"

#include "gui/model/player-steps.h"
#include "gui/view/picture-pane.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

typedef struct
{
  Player *player;
  GtkWidget *stage, *pages;
} Scene;

static gboolean
says (const Scene *scene, const char *text)
{
  return stage_lab_draws (scene->pages, text);
}

static void
open_scene (Scene *scene, const char *lesson)
{
  scene->stage = stage_lab_open (DNS_STAGE_TYPE, lesson, &scene->player);
  scene->pages = gtk_widget_get_parent (stage_lab_find (scene->stage, PICTURE_PANE_TYPE));
}

static void
close_scene (Scene *scene)
{
  stage_lab_close (scene->stage, scene->player);
}

/* The walk grows as time passes, and shrinks as it goes back; a row leads to its record. */
static void
test_lookup (void)
{
  Scene scene;
  guint32 id;

  open_scene (&scene, "full-dns");
  player_seek_time (scene.player, SIM_SECOND);
  LAB_WAIT (says (&scene, "Nobody has asked the DNS for anything yet"));
  player_seek_time (scene.player, 1265 * SIM_MILLISECOND);
  LAB_WAIT (says (&scene, "referral to org: a.nic.org") && !says (&scene, "referral to example.org"));
  player_seek_time (scene.player, 1455 * SIM_MILLISECOND);
  LAB_WAIT (says (&scene, "referral to example.org") && says (&scene, "Lookup of mail.example.org A") && says (&scene, "next"));
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), -1);
  id = picture_cursor_get (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)));
  g_assert_cmpint (trace_get (player_get_trace (scene.player), id)->kind, ==, TRACE_DNS_ANSWER);
  picture_cursor_move (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)), -1);
  id = picture_cursor_get (picture_pane_get_cursor (stage_lab_find_pane (scene.pages)));
  g_signal_emit_by_name (stage_lab_find_pane (scene.pages), "picked", id);
  g_assert_cmpuint (player_get_record (scene.player), ==, id);
  player_seek_time (scene.player, 1265 * SIM_MILLISECOND);
  LAB_WAIT (!says (&scene, "referral to example.org"));
  close_scene (&scene);
}

/* Each page is made when it is seen. */
static void
test_pages (void)
{
  Scene scene;
  g_autofree char *page = NULL;

  open_scene (&scene, "stale-cache");
  player_seek_time (scene.player, 10 * SIM_MINUTE);
  g_object_set (scene.stage, "page", "caches", NULL);
  LAB_WAIT (says (&scene, "50 min 1 s left") && says (&scene, "10 old.example.org"));
  player_seek_time (scene.player, 20 * SIM_MINUTE);
  LAB_WAIT (says (&scene, "40 min 1 s left"));
  g_object_set (scene.stage, "page", "nonsense", "page", "zones", NULL);
  g_object_get (scene.stage, "page", &page, NULL);
  g_assert_cmpstr (page, ==, "zones");
  LAB_WAIT (says (&scene, "changed at 09:05:00"));
  player_seek_time (scene.player, SIM_MINUTE);
  LAB_WAIT (!says (&scene, "changed at"));
  player_view_set_palette (scene.stage);
  close_scene (&scene);
}

/* What is told about is scrolled to. */
static void
test_reveal (void)
{
  Scene scene;
  GtkAdjustment *vertical;

  open_scene (&scene, "full-dns");
  gtk_window_set_default_size (GTK_WINDOW (gtk_widget_get_root (scene.stage)), 700, 260);
  player_seek_time (scene.player, 1455 * SIM_MILLISECOND);
  LAB_WAIT (says (&scene, "Lookup of mail.example.org A"));
  vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (stage_lab_find (GTK_WIDGET (stage_lab_find_pane (scene.pages)), GTK_TYPE_SCROLLED_WINDOW)));
  LAB_WAIT (gtk_adjustment_get_value (vertical) > 50);
  player_seek_time (scene.player, 1225 * SIM_MILLISECOND);
  LAB_WAIT (gtk_adjustment_get_value (vertical) < 50);
  close_scene (&scene);
}

/* A page of a view by its name. */
static void
test_stage (void)
{
  g_autoptr (GtkWidget) stage = g_object_ref_sink (g_object_new (STAGE_TYPE, NULL));
  g_autofree char *page = NULL;

  stage_set_view (MAILFLOW_STAGE (stage), "dns/zones");
  g_assert_cmpstr (stage_get_view (MAILFLOW_STAGE (stage)), ==, "dns");
  g_object_get (stage_find_view (MAILFLOW_STAGE (stage), "dns"), "page", &page, NULL);
  g_assert_cmpstr (page, ==, "zones");
  stage_set_view (MAILFLOW_STAGE (stage), "map/nowhere");
  g_assert_cmpstr (stage_get_view (MAILFLOW_STAGE (stage)), ==, "map");
  stage_set_view (MAILFLOW_STAGE (stage), "");
  stage_set_view (MAILFLOW_STAGE (stage), "nonsense/zones");
  g_assert_cmpstr (stage_get_view (MAILFLOW_STAGE (stage)), ==, "map");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/dns-stage/lookup", test_lookup);
  g_test_add_func ("/dns-stage/pages", test_pages);
  g_test_add_func ("/dns-stage/reveal", test_reveal);
  g_test_add_func ("/dns-stage/stage", test_stage);
  return g_test_run ();
}
