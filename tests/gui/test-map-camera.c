/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-camera.h"
#include "gui/draw/map-hit.h"
#include "gui/draw/map-places.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <math.h>
#include <string.h>

static MapCamera
make_camera (void)
{
  MapCamera camera = { 0 };

  map_camera_resize (&camera, 800, 500, 1200, 750);
  return camera;
}

static void
check_sees_only_map (const MapCamera *camera)
{
  const double slack = 1e-6;

  g_assert_cmpfloat (camera->x, >=, -slack);
  g_assert_cmpfloat (camera->y, >=, -slack);
  g_assert_cmpfloat (camera->x + camera->width / camera->zoom, <=, camera->world_width + slack);
  g_assert_cmpfloat (camera->y + camera->height / camera->zoom, <=, camera->world_height + slack);
}

static void
test_fit (void)
{
  MapCamera camera = make_camera ();

  g_assert_true (map_camera_is_fit (&camera));
  g_assert_cmpfloat_with_epsilon (camera.zoom, 800.0 / 1200, 1e-9);
  g_assert_cmpfloat (map_camera_mini (&camera).width, ==, 0);
  g_assert_false (map_camera_pan (&camera, 50, 50));
  map_camera_zoom (&camera, 2, 400, 250);
  g_assert_false (map_camera_is_fit (&camera));
  map_camera_fit (&camera);
  g_assert_true (map_camera_is_fit (&camera));
  check_sees_only_map (&camera);
}

/* What is under the pointer stays there, both ways are each other's inverse, and there is an end to it. */
static void
test_zoom (void)
{
  MapCamera camera = make_camera ();
  double x = 300, y = 200, map_x = x, map_y = y;

  map_camera_to_map (&camera, &map_x, &map_y);
  for (int i = 0; i < 40; i++)
    {
      double now_x = map_x, now_y = map_y;

      map_camera_zoom (&camera, MAP_CAMERA_STEP, x, y);
      check_sees_only_map (&camera);
      map_camera_to_window (&camera, &now_x, &now_y);
      g_assert_cmpfloat_with_epsilon (now_x, x, 1e-6);
      g_assert_cmpfloat_with_epsilon (now_y, y, 1e-6);
    }
  g_assert_cmpfloat_with_epsilon (camera.zoom, 4, 1e-9);
  for (int i = 0; i < 40; i++)
    {
      map_camera_zoom (&camera, 1 / MAP_CAMERA_STEP, 790, 490);
      check_sees_only_map (&camera);
    }
  g_assert_true (map_camera_is_fit (&camera));
}

static void
test_pan (void)
{
  MapCamera camera = make_camera ();

  map_camera_zoom (&camera, 3, 400, 250);
  for (int way = 0; way < 4; way++)
    {
      double dx = way == 0 ? 70 : way == 1 ? -70
                                           : 0,
             dy = way == 2 ? 70 : way == 3 ? -70
                                           : 0;
      guint steps = 0;

      while (map_camera_pan (&camera, dx, dy) && steps++ < 100)
        check_sees_only_map (&camera);
      g_assert_cmpuint (steps, >, 3);
      g_assert_cmpuint (steps, <, 100);
    }
}

static void
test_reveal (void)
{
  const MapBox corners[] = { { 0, 0, 90, 60 }, { 1110, 690, 90, 60 }, { 1110, 0, 90, 60 }, { 600, 300, 90, 60 } };
  MapCamera camera = make_camera ();

  map_camera_zoom (&camera, 4, 400, 250);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      const MapBox *box = &corners[i];
      double before;

      map_camera_reveal (&camera, box);
      g_assert_cmpfloat (camera.x, <=, box->x + 1e-6);
      g_assert_cmpfloat (camera.y, <=, box->y + 1e-6);
      g_assert_cmpfloat (camera.x + camera.width / camera.zoom, >=, box->x + box->width - 1e-6);
      g_assert_cmpfloat (camera.y + camera.height / camera.zoom, >=, box->y + box->height - 1e-6);
      before = camera.x;
      map_camera_reveal (&camera, box); /* what is seen stays */
      g_assert_cmpfloat (camera.x, ==, before);
    }
}

static void
test_mini (void)
{
  MapCamera camera = make_camera ();
  MapBox mini, seen;
  double x, y;

  map_camera_zoom (&camera, 3, 100, 100);
  mini = map_camera_mini (&camera);
  seen = map_camera_mini_seen (&camera);
  g_assert_cmpfloat_with_epsilon (mini.width / mini.height, 1200.0 / 750, 1e-9);
  g_assert_cmpfloat_with_epsilon (seen.width / mini.width, 1.0 / 3, 1e-9);
  x = mini.x - 1;
  y = mini.y + 5;
  g_assert_false (map_camera_from_mini (&camera, &x, &y));
  x = mini.x + mini.width / 2;
  y = mini.y + mini.height / 2;
  g_assert_true (map_camera_from_mini (&camera, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 600, 1e-6);
  map_camera_centre (&camera, x, y);
  seen = map_camera_mini_seen (&camera);
  g_assert_cmpfloat_with_epsilon (seen.x + seen.width / 2, mini.x + mini.width / 2, 1e-6);
  check_sees_only_map (&camera);
}

/* Another size of the window leaves the middle where it is, and the whole map the whole. */
static void
test_resize (void)
{
  MapCamera camera = make_camera ();

  map_camera_resize (&camera, 1000, 500, 1000, 500);
  g_assert_true (map_camera_is_fit (&camera));
  map_camera_zoom (&camera, 2, 700, 250);
  map_camera_resize (&camera, 500, 250, 1000, 500);
  g_assert_cmpfloat_with_epsilon (camera.zoom, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (camera.x + 250, 600, 1e-6);
  check_sees_only_map (&camera);
}

/* A host that is moved is found there, with its ways; its area holds it; it stays on the map; and it is there again on
 * another map of the same world. */
static void
test_moving (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (MapCast) cast = map_cast_new (trace);
  g_autoptr (MapLayout) layout = map_layout_new (cast, 800, 500), other = map_layout_new (cast, 1600, 1000);
  g_autoptr (MapPlaces) places = map_places_new ();
  HostId mail = trace_find_host (trace, "mail.example.com"), bob = trace_find_host (trace, "mail.example.org");
  const MapHost *host = map_layout_find (layout, mail);
  MapWay before = map_layout_way (layout, mail, bob), after;

  g_assert_true (map_places_is_empty (places));
  map_layout_move_host (layout, mail, 400, 400);
  after = map_layout_way (layout, mail, bob);
  g_assert_cmpfloat (host->x, ==, 400);
  g_assert_cmpuint (map_layout_hit_host (layout, 400, 400), ==, mail);
  g_assert_cmpfloat (hypot (before.x0 - after.x0, before.y0 - after.y0), >, 50);
  map_places_keep (places, trace, layout, mail);
  map_places_apply (places, trace, other);
  g_assert_cmpfloat_with_epsilon (map_layout_find (other, mail)->x, 800, 1e-6);
  g_assert_cmpfloat_with_epsilon (map_layout_find (other, mail)->y, 800, 1e-6);
  map_layout_move_host (layout, mail, -500, 9000);
  g_assert_cmpfloat (host->box.x, >=, 0);
  g_assert_cmpfloat (host->box.y + host->box.height, <=, 500);
  for (guint i = 0; i < layout->areas->len; i++)
    {
      const MapArea *area = &g_array_index (layout->areas, MapArea, i);

      if (area->kind == AREA_SENDER)
        g_assert_cmpfloat (area->box.y + area->box.height, >=, host->box.y + host->box.height);
      else
        g_assert_cmpfloat (area->box.width, ==, area->home.width);
    }
  g_assert_true (map_places_begin (places, "one"));
  g_assert_true (map_places_is_empty (places));
  map_places_keep (places, trace, layout, mail);
  g_assert_false (map_places_begin (places, "one"));
  g_assert_false (map_places_is_empty (places));
  map_places_forget (places);
  g_assert_true (map_places_is_empty (places));
  map_layout_move_host (layout, 60000, 1, 1);
}

/* Everywhere on the map something is hit or nothing is, and what is hit can be told in words. */
static void
test_hit (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (MapCast) cast = map_cast_new (trace);
  g_autoptr (MapLayout) layout = map_layout_new (cast, 800, 500);
  guint packets = 0, hosts = 0, ways = 0, empty = 0;

  for (guint stop = 0; stop < 24; stop += 3)
    {
      MapMoment moment = { .trace = trace };
      g_autofree double *progress = NULL;

      player_go_to_stop (player, stop);
      moment.snapshot = player_get_snapshot (player);
      progress = g_new0 (double, moment.snapshot->flights->len + 1);
      for (guint i = 0; i < moment.snapshot->flights->len; i++)
        progress[i] = player_get_progress (player, g_array_index (moment.snapshot->flights, TraceId, i));
      for (int point = 0; point < 80 * 50; point += 11)
        {
          const MapHit hit = map_hit_find (layout, &moment, progress, point % 80 * 10, point / 80 * 10);
          g_autofree char *words = map_hit_describe (&hit, &moment);

          g_assert_cmpint ((hit.packet != 0) + (hit.host != 0) + (hit.way_a != 0), <=, 1);
          g_assert_cmpint (words != NULL, ==, hit.packet != 0 || hit.host != 0);
          packets += hit.packet != 0;
          hosts += hit.host != 0;
          ways += hit.way_a != 0;
          empty += hit.packet == 0 && hit.host == 0 && hit.way_a == 0;
        }
    }
  g_assert_cmpuint (MIN (MIN (packets, hosts), MIN (ways, empty)), >, 10);
}

/* A host's words say all that its picture shows. */
static void
test_words (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  const Trace *trace = player_get_trace (player);
  const MapHit hit = { .host = trace_find_host (trace, "mail.example.com") };
  gboolean queued = FALSE, connected = FALSE;

  for (guint stop = 0; stop < stops_count (player_get_stops (player)); stop++)
    {
      MapMoment moment = { .trace = trace };
      g_autofree char *words = NULL;

      player_go_to_stop (player, stop);
      moment.snapshot = player_get_snapshot (player);
      words = map_hit_describe (&hit, &moment);
      g_assert_true (g_str_has_prefix (words, "mail.example.com · up"));
      queued |= strstr (words, " · 1 in its queue") != NULL;
      connected |= strstr (words, " · 1 connection") != NULL;
    }
  g_assert_true (queued && connected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-camera/fit", test_fit);
  g_test_add_func ("/map-camera/zoom", test_zoom);
  g_test_add_func ("/map-camera/pan", test_pan);
  g_test_add_func ("/map-camera/reveal", test_reveal);
  g_test_add_func ("/map-camera/mini", test_mini);
  g_test_add_func ("/map-camera/resize", test_resize);
  g_test_add_func ("/map-camera/moving", test_moving);
  g_test_add_func ("/map-camera/hit", test_hit);
  g_test_add_func ("/map-camera/words", test_words);
  return g_test_run ();
}
