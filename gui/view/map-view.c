/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-view.h"

#include "gui/draw/map-hit.h"
#include "gui/model/player-steps.h"
#include "gui/view/map-gestures.h"
#include "gui/view/map-key-pane.h"
#include "gui/view/map-scene.h"
#include "gui/view/map-tools.h"
#include "gui/view/theme.h"

#include <math.h>

struct _MapView
{
  GtkWidget parent_instance;

  Player *player;
  MapCast *cast;
  MapScene *scene; /* NULL until the next frame needs one */
  MapCamera camera;
  MapPlaces *places;
  GtkWidget *tools, *key;
};

static const double tools_edge = 8;

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (MapView, map_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (MapView *view)
{
  g_clear_pointer (&view->scene, map_scene_free);
  g_clear_pointer (&view->cast, map_cast_free);
  if (view->player != NULL)
    g_signal_handlers_disconnect_by_data (view->player, view);
  g_clear_object (&view->player);
}

static void
map_view_dispose (GObject *object)
{
  MapView *view = MAILFLOW_MAP_VIEW (object);

  forget_player (view);
  g_clear_pointer (&view->tools, gtk_widget_unparent);
  g_clear_pointer (&view->key, gtk_widget_unparent);
  G_OBJECT_CLASS (map_view_parent_class)->dispose (object);
}

static void
map_view_finalize (GObject *object)
{
  map_places_free (MAILFLOW_MAP_VIEW (object)->places);
  G_OBJECT_CLASS (map_view_parent_class)->finalize (object);
}

static int
natural_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* Of the map: the key stands beside it. */
static int
map_width (MapView *view)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view));

  return gtk_widget_get_visible (view->key) ? MAX (width - map_key_pane_find_width (view->key, width), 1) : width;
}

static void
place_child (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

/* The tools stand where the layout leaves room: below the DNS. */
static void
map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MapView *view = MAILFLOW_MAP_VIEW (widget);
  int room = map_width (view), wide = natural_width (view->tools), high;

  gtk_widget_measure (view->tools, GTK_ORIENTATION_VERTICAL, wide, NULL, &high, NULL, NULL);
  place_child (view->tools, (room - wide) / 2, height - high - (int) tools_edge, wide, high);
  if (gtk_widget_get_visible (view->key))
    place_child (view->key, room, 0, width - room, height);
}

static void
map_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 480 : 300;
  *natural = across ? 860 : 520;
}

static MapMoment
moment_of (MapView *view)
{
  Selection selection = player_get_selection (view->player);

  return (MapMoment){
    .trace = player_get_trace (view->player),
    .snapshot = player_get_snapshot (view->player),
    .told = player_get_record (view->player),
    .next = player_find_next_record (view->player),
    .selected_host = selection.kind == SELECTION_HOST ? (HostId) selection.number : 0,
    .selected_connection = selection.kind == SELECTION_CONNECTION ? selection.number : 0,
  };
}

/* How far each of the flights of MOMENT has come; caller frees. */
static double *
progress_of (MapView *view, const MapMoment *moment)
{
  const GArray *flights = moment->snapshot->flights;
  double *progress = g_new (double, flights->len + 1);

  for (guint i = 0; i < flights->len; i++)
    progress[i] = player_get_progress (view->player, g_array_index (flights, TraceId, i));
  return progress;
}

/* Fonts as large as the rest of the window has them, as far as all has room. */
static void
make_scene (MapView *view, double width, double height)
{
  double scale = theme_get_font_scale (), map_width, map_height;

  map_layout_find_room (view->cast, width / scale, height / scale, &map_width, &map_height);
  view->scene = map_scene_new (view->cast, map_width, map_height, gtk_widget_get_scale_factor (GTK_WIDGET (view)), theme_get_palette ());
  map_scene_put_hosts (view->scene, view->places, player_get_trace (view->player));
  map_camera_resize (&view->camera, width, height, map_width, map_height);
}

static MapScene *
scene_for (MapView *view)
{
  int width = MAX (map_width (view), 1), height = MAX (gtk_widget_get_height (GTK_WIDGET (view)), 1);
  gboolean same = view->camera.width == width && view->camera.height == height;

  if (view->scene != NULL && (!same || map_scene_get_scale (view->scene) != gtk_widget_get_scale_factor (GTK_WIDGET (view))))
    g_clear_pointer (&view->scene, map_scene_free);
  if (view->scene == NULL)
    make_scene (view, width, height);
  return view->scene;
}

static void
map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MapView *view = MAILFLOW_MAP_VIEW (widget);
  MapScene *scene;
  MapMoment moment;
  g_autofree double *progress = NULL;

  if (view->player == NULL || gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;
  moment = moment_of (view);
  progress = progress_of (view, &moment);
  scene = scene_for (view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) view->camera.width, (float) view->camera.height));
  map_scene_show (scene, snapshot, &view->camera, &moment, progress);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, view->tools, snapshot);
  gtk_widget_snapshot_child (widget, view->key, snapshot);
}

/* X, Y of the widget become the map's, whose layout this is. */
static const MapLayout *
layout_at (MapView *view, double *x, double *y)
{
  const MapLayout *layout = map_scene_get_layout (scene_for (view));

  map_camera_to_map (&view->camera, x, y);
  return layout;
}

static MapHit
hit_at (MapView *view, double x, double y)
{
  const MapLayout *layout = layout_at (view, &x, &y);
  const MapMoment moment = moment_of (view);
  g_autofree double *progress = progress_of (view, &moment);

  return map_hit_find (layout, &moment, progress, x, y);
}

static Selection
selection_of (MapView *view, const MapHit *hit)
{
  const MapMoment moment = moment_of (view);
  guint32 connection = hit->packet != 0 || hit->host != 0 ? 0 : map_hit_find_connection (hit, &moment);

  if (hit->packet != 0)
    return selection_of_record (player_get_trace (view->player), hit->packet);
  if (hit->host != 0)
    return (Selection){ SELECTION_HOST, hit->host };
  return connection != 0 ? (Selection){ SELECTION_CONNECTION, connection } : (Selection){ SELECTION_NONE, 0 };
}

/* What is selected is also told to those who don't see the ring around it. */
static void
on_selection_changed (MapView *view)
{
  Selection selection = player_get_selection (view->player);
  gboolean host = selection.kind == SELECTION_HOST;
  const char *name = host ? trace_host_name (player_get_trace (view->player), (HostId) selection.number) : "no host selected";

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
map_view_select_at (MapView *view, double x, double y)
{
  if (view->player != NULL)
    {
      const MapHit hit = hit_at (view, x, y);

      player_select (view->player, selection_of (view, &hit));
    }
}

static gboolean
map_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MapView *view = MAILFLOW_MAP_VIEW (widget);
  g_autofree char *words = NULL;

  if (view->player != NULL && !keyboard && x < view->camera.width)
    {
      const MapHit hit = hit_at (view, x, y);
      const MapMoment moment = moment_of (view);

      words = map_hit_describe (&hit, &moment);
    }
  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
map_view_class_init (MapViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = map_view_dispose;
  G_OBJECT_CLASS (class)->finalize = map_view_finalize;
  widget_class->measure = map_view_measure;
  widget_class->size_allocate = map_view_size_allocate;
  widget_class->snapshot = map_view_snapshot;
  widget_class->query_tooltip = map_view_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
map_view_init (MapView *view)
{
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  map_gestures_attach (view);
  view->places = map_places_new ();
  view->tools = map_tools_new ();
  view->key = map_key_pane_new ();
  gtk_widget_set_visible (view->key, FALSE);
  gtk_widget_set_parent (view->tools, GTK_WIDGET (view));
  gtk_widget_set_parent (view->key, GTK_WIDGET (view));
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (view), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Map of the hosts and of what travels between them", -1);
}

/* The run has brought a way between two hosts that there was not yet. */
static void
on_grown (MapView *view)
{
  MapCast *cast = map_cast_new_growing (player_get_trace (view->player));

  if (map_cast_equal (cast, view->cast))
    {
      map_cast_free (cast);
      return;
    }
  g_clear_pointer (&view->scene, map_scene_free);
  map_cast_free (view->cast);
  view->cast = cast;
}

static MapCast *
make_cast (Player *player)
{
  return player_get_growing (player) ? map_cast_new_growing (player_get_trace (player)) : map_cast_new (player_get_trace (player));
}

static const char *
scenario_of (const Run *run)
{
  return run_get_file (run) != NULL ? run_get_file (run) : run_get_name (run);
}

static void
map_view_set_player (PlayerView *player_view, Player *player)
{
  MapView *view = MAILFLOW_MAP_VIEW (player_view);

  forget_player (view);
  if (map_places_begin (view->places, scenario_of (player_get_run (player))))
    view->camera.zoom = 0; /* all of it */
  view->player = g_object_ref (player);
  view->cast = make_cast (player);
  g_signal_connect_swapped (player, "grown", G_CALLBACK (on_grown), view);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (gtk_widget_queue_draw), view);
  g_signal_connect_swapped (player, "selection-changed", G_CALLBACK (on_selection_changed), view);
  on_selection_changed (view);
}

static ActTarget
target_at (MapView *view, double x, double y)
{
  const MapHit hit = hit_at (view, x, y);
  const MapMoment moment = moment_of (view);

  return (ActTarget){ .packet = hit.packet, .host = hit.host, .connection = map_hit_find_connection (&hit, &moment), .way_a = hit.way_a, .way_b = hit.way_b };
}

/* What is selected, and where the keyboard's menu is to come up. */
static ActTarget
selected_target (MapView *view, double *x, double *y)
{
  Selection selection = player_get_selection (view->player);
  const MapHost *host = selection.kind == SELECTION_HOST ? map_layout_find (map_scene_get_layout (scene_for (view)), (HostId) selection.number) : NULL;

  if (host != NULL)
    {
      *x = host->x;
      *y = host->y;
      map_camera_to_window (&view->camera, x, y);
    }
  return act_target_of_selection (selection);
}

static gboolean
map_view_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  MapView *view = MAILFLOW_MAP_VIEW (player_view);

  *target = *x < 0 ? selected_target (view, x, y) : target_at (view, *x, *y);
  return TRUE;
}

static void
show_anew (MapView *view)
{
  g_clear_pointer (&view->scene, map_scene_free);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
map_view_zoom_at (MapView *view, double factor, double x, double y)
{
  if (view->player == NULL)
    return;
  scene_for (view);
  map_camera_zoom (&view->camera, factor, x, y);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
fit (MapView *view)
{
  scene_for (view);
  if (map_camera_is_fit (&view->camera) && !map_places_is_empty (view->places))
    {
      map_places_forget (view->places);
      show_anew (view);
    }
  map_camera_fit (&view->camera);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/* About the selected host, where there is one. */
void
map_view_zoom (MapView *view, int steps)
{
  double x = -1, y = -1;

  if (view->player == NULL)
    return;
  if (steps == 0)
    {
      fit (view);
      return;
    }
  selected_target (view, &x, &y);
  map_view_zoom_at (view, pow (MAP_CAMERA_STEP, steps), CLAMP (x, 0, view->camera.width), CLAMP (y, 0, view->camera.height));
}

gboolean
map_view_pan (MapView *view, double dx, double dy)
{
  if (view->player == NULL)
    return FALSE;
  scene_for (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  return map_camera_pan (&view->camera, dx, dy);
}

gboolean
map_view_look_from_mini (MapView *view, double x, double y)
{
  if (view->player == NULL || scene_for (view) == NULL || !map_camera_from_mini (&view->camera, &x, &y))
    return FALSE;
  map_camera_centre (&view->camera, x, y);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  return TRUE;
}

const MapCamera *
map_view_get_camera (MapView *view)
{
  if (view->player != NULL)
    scene_for (view);
  return &view->camera;
}

Player *
map_view_get_player (MapView *view)
{
  return view->player;
}

const MapLayout *
map_view_get_layout (MapView *view)
{
  return view->player == NULL ? NULL : map_scene_get_layout (scene_for (view));
}

void
map_view_reveal (MapView *view, const MapBox *box)
{
  map_camera_reveal (&view->camera, box);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
map_view_put_host (MapView *view, HostId host, double x, double y)
{
  MapScene *scene = scene_for (view);

  map_camera_to_map (&view->camera, &x, &y);
  map_scene_move_host (scene, host, x, y);
  map_places_keep (view->places, player_get_trace (view->player), map_scene_get_layout (scene), host);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

gboolean
map_view_has_moved_hosts (MapView *view)
{
  return !map_places_is_empty (view->places);
}

void
map_view_show_key (MapView *view, gboolean show)
{
  gtk_widget_set_visible (view->key, show);
}

gboolean
map_view_shows_key (MapView *view)
{
  return gtk_widget_get_visible (view->key);
}

static void
map_view_set_palette (PlayerView *player_view)
{
  show_anew (MAILFLOW_MAP_VIEW (player_view));
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = map_view_set_player;
  interface->set_palette = map_view_set_palette;
  interface->find_target = map_view_find_target;
}
