/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"
#include "gui/model/player-steps.h"
#include "gui/view/map-view.h"
#include "gui/view/screenshot.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/x-keys.h"

#include <math.h>

typedef struct
{
  Window *window;
  MapView *map;
  XKeys *keys;
} MapLab;

static MapLab
open_map (const char *scenario)
{
  MapLab lab = { .window = window_new (NULL) };
  g_autoptr (Player) player = lab_open (scenario);

  gtk_window_set_default_size (GTK_WINDOW (lab.window), 1200, 760);
  window_set_player (lab.window, player);
  gtk_window_present (GTK_WINDOW (lab.window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (lab.window));
  lab.map = MAILFLOW_MAP_VIEW (window_find_view (lab.window, "map"));
  lab.keys = x_keys_new ();
  g_assert_nonnull (lab.keys);
  return lab;
}

static void
close_map (MapLab *lab)
{
  x_keys_free (lab->keys);
  gtk_window_destroy (GTK_WINDOW (lab->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Where X, Y of the map are on the screen. */
static void
to_screen (const MapLab *lab, double x, double y, int *screen_x, int *screen_y)
{
  double window_x, window_y, surface_x, surface_y;

  g_assert_true (gtk_widget_translate_coordinates (GTK_WIDGET (lab->map), GTK_WIDGET (lab->window), x, y, &window_x, &window_y));
  gtk_native_get_surface_transform (GTK_NATIVE (lab->window), &surface_x, &surface_y);
  *screen_x = (int) (window_x + surface_x);
  *screen_y = (int) (window_y + surface_y);
}

static void
move (const MapLab *lab, double x, double y)
{
  int screen_x, screen_y;

  to_screen (lab, x, y, &screen_x, &screen_y);
  x_keys_move (lab->keys, screen_x, screen_y);
}

static void
drag (const MapLab *lab, double x, double y, double to_x, double to_y)
{
  move (lab, x, y);
  x_keys_button (lab->keys, 1, 1);
  for (int part = 1; part <= 4; part++)
    move (lab, x + (to_x - x) * part / 4, y + (to_y - y) * part / 4);
  x_keys_button (lab->keys, 1, 0);
}

static HostId
find_host (const MapLab *lab, const char *name)
{
  HostId host = trace_find_host (player_get_trace (window_get_player (lab->window)), name);

  g_assert_cmpuint (host, !=, 0);
  return host;
}

/* Of HOST's pictogram, in the map's widget. */
static void
locate (const MapLab *lab, HostId id, double *x, double *y)
{
  const MapHost *host = map_layout_find (map_view_get_layout (lab->map), id);

  g_assert_nonnull (host);
  *x = host->x;
  *y = host->y;
  map_camera_to_window (map_view_get_camera (lab->map), x, y);
}

static gboolean
is_at (const MapLab *lab, HostId host, double x, double y)
{
  double now_x, now_y;

  locate (lab, host, &now_x, &now_y);
  return hypot (now_x - x, now_y - y) < 3;
}

static gboolean
is_fit (const MapLab *lab)
{
  return map_camera_is_fit (map_view_get_camera (lab->map));
}

static void
act (const MapLab *lab, const char *action, int number)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lab->window), action, "i", number));
}

static Selection
selection_of (const MapLab *lab)
{
  return player_get_selection (window_get_player (lab->window));
}

/* A host goes where it is dragged, and is there when the run is made anew; a click selects it and moves nothing. */
static void
test_drag_host (void)
{
  MapLab lab = open_map ("first-delivery");
  HostId mail = find_host (&lab, "mail.example.com");
  g_autoptr (Player) again = NULL, other = NULL;
  double x, y;

  locate (&lab, mail, &x, &y);
  move (&lab, x, y);
  x_keys_button (lab.keys, 1, 1);
  x_keys_button (lab.keys, 1, 0);
  LAB_WAIT (selection_of (&lab).kind == SELECTION_HOST && selection_of (&lab).number == mail);
  g_assert_true (is_at (&lab, mail, x, y));
  g_assert_false (map_view_has_moved_hosts (lab.map));
  drag (&lab, x, y, x + 120, y - 60);
  LAB_WAIT (is_at (&lab, mail, x + 120, y - 60));
  g_assert_true (map_view_has_moved_hosts (lab.map));
  again = lab_open ("first-delivery");
  window_set_player (lab.window, again);
  g_assert_true (is_at (&lab, mail, x + 120, y - 60));
  act (&lab, "win.map-zoom", 0);
  g_assert_true (is_at (&lab, mail, x, y));
  g_assert_false (map_view_has_moved_hosts (lab.map));
  drag (&lab, x, y, x + 100, y - 50);
  LAB_WAIT (map_view_has_moved_hosts (lab.map));
  other = lab_open ("unknown-user");
  window_set_player (lab.window, other);
  g_assert_false (map_view_has_moved_hosts (lab.map));
  close_map (&lab);
}

/* By keys: nearer, the next host comes into view, Alt and an arrow moves it; F once shows all, twice lays out anew. */
static void
test_keys (void)
{
  MapLab lab = open_map ("first-delivery");
  HostId host;
  double x, y;

  gtk_widget_grab_focus (GTK_WIDGET (lab.map));
  x_keys_press (lab.keys, "i", 0);
  LAB_WAIT (!is_fit (&lab));
  for (int i = 0; i < 5; i++)
    act (&lab, "win.map-zoom", 1);
  for (int i = 0; i < 4; i++)
    {
      guint before = selection_of (&lab).kind == SELECTION_HOST ? selection_of (&lab).number : 0;

      x_keys_press (lab.keys, "Down", 0);
      LAB_WAIT (selection_of (&lab).kind == SELECTION_HOST && selection_of (&lab).number != before);
      locate (&lab, (HostId) selection_of (&lab).number, &x, &y);
      g_assert_true (x > 0 && y > 0 && x < map_view_get_camera (lab.map)->width && y < map_view_get_camera (lab.map)->height);
    }
  host = (HostId) selection_of (&lab).number;
  x_keys_press (lab.keys, "f", 0);
  LAB_WAIT (is_fit (&lab));
  locate (&lab, host, &x, &y);
  x_keys_hold (lab.keys, "Alt_L", 1);
  x_keys_press (lab.keys, "Up", 0);
  x_keys_hold (lab.keys, "Alt_L", 0);
  LAB_WAIT (is_at (&lab, host, x, y - 24));
  x_keys_press (lab.keys, "f", 0);
  LAB_WAIT (is_at (&lab, host, x, y));
  x_keys_press (lab.keys, "k", 0);
  LAB_WAIT (map_view_shows_key (lab.map));
  x_keys_press (lab.keys, "k", 0);
  LAB_WAIT (!map_view_shows_key (lab.map));
  close_map (&lab);
}

/* Somewhere in the upper half, where no host is. */
static void
find_ground (const MapLab *lab, double *x, double *y)
{
  const MapCamera *camera = map_view_get_camera (lab->map);

  for (*y = 30; *y < camera->height / 2; *y += 20)
    for (*x = 30; *x < camera->width / 2; *x += 20)
      {
        double map_x = *x, map_y = *y;

        map_camera_to_map (camera, &map_x, &map_y);
        if (map_layout_hit_host (map_view_get_layout (lab->map), map_x, map_y) == 0)
          return;
      }
  g_assert_not_reached ();
}

/* Ctrl and scroll keep what is under the pointer; scroll and drag of the ground go elsewhere; the small map leads there. */
static void
test_pointer (void)
{
  MapLab lab = open_map ("first-delivery");
  HostId mail = find_host (&lab, "mail.example.org");
  double x, y, before;
  MapBox mini;

  locate (&lab, mail, &x, &y);
  move (&lab, x, y);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  x_keys_hold (lab.keys, "Control_L", 1);
  for (int i = 0; i < 4; i++)
    {
      x_keys_button (lab.keys, 4, 1);
      x_keys_button (lab.keys, 4, 0);
    }
  x_keys_hold (lab.keys, "Control_L", 0);
  LAB_WAIT (map_view_get_camera (lab.map)->zoom > 2);
  g_assert_true (is_at (&lab, mail, x, y));
  before = map_view_get_camera (lab.map)->y;
  x_keys_button (lab.keys, 4, 1);
  x_keys_button (lab.keys, 4, 0);
  LAB_WAIT (map_view_get_camera (lab.map)->y < before);
  before = map_view_get_camera (lab.map)->x;
  find_ground (&lab, &x, &y);
  drag (&lab, x, y, x + 100, y);
  LAB_WAIT (map_view_get_camera (lab.map)->x < before);
  g_assert_false (map_view_has_moved_hosts (lab.map));
  mini = map_camera_mini (map_view_get_camera (lab.map));
  before = map_view_get_camera (lab.map)->x;
  drag (&lab, mini.x + mini.width / 2, mini.y + mini.height / 2, mini.x + 3, mini.y + 3);
  LAB_WAIT (map_view_get_camera (lab.map)->x == 0 && map_view_get_camera (lab.map)->y == 0);
  g_assert_cmpfloat (before, >, 0);
  close_map (&lab);
}

/* Nearer, beside its key, dark and with large text, the map is painted, and each differently. */
static void
test_painted (void)
{
  MapLab lab = open_map ("lossy-link");
  cairo_surface_t *pictures[5];

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      if (i == 1)
        act (&lab, "win.map-zoom", 3);
      if (i == 2)
        map_view_show_key (lab.map, TRUE);
      if (i == 3)
        window_set_dark (lab.window, TRUE);
      if (i == 4)
        window_set_text_scale (lab.window, 2);
      gtk_widget_queue_draw (GTK_WIDGET (lab.window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (lab.window));
      LAB_WAIT ((pictures[i] = screenshot_render (GTK_WIDGET (lab.window))) != NULL);
      for (guint j = 0; j < i && cairo_image_surface_get_width (pictures[i]) == cairo_image_surface_get_width (pictures[j]); j++)
        g_assert_cmpuint (lab_count_differences (pictures[i], pictures[j]), >, 5000);
    }
  if (g_getenv ("MAP_PICTURES") != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
      {
        g_autofree char *name = g_strdup_printf ("%s/painted-%u.png", g_getenv ("MAP_PICTURES"), i);

        cairo_surface_write_to_png (pictures[i], name);
      }
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    cairo_surface_destroy (pictures[i]);
  window_set_text_scale (lab.window, 1);
  window_set_dark (lab.window, FALSE);
  close_map (&lab);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  theme_start (FALSE);
  g_test_add_func ("/map-view/drag-host", test_drag_host);
  g_test_add_func ("/map-view/keys", test_keys);
  g_test_add_func ("/map-view/pointer", test_pointer);
  g_test_add_func ("/map-view/painted", test_painted);
  return g_test_run ();
}
