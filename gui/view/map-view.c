/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-view.h"

#include "gui/view/map-scene.h"
#include "gui/view/theme.h"

struct _MapView
{
  GtkWidget parent_instance;

  Player *player;
  MapCast *cast;
  MapScene *scene; /* NULL until the next frame needs one */
};

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
  forget_player (MAILFLOW_MAP_VIEW (object));
  G_OBJECT_CLASS (map_view_parent_class)->dispose (object);
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

static MapScene *
scene_for (MapView *view)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view)), height = gtk_widget_get_height (GTK_WIDGET (view));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (view));

  if (view->scene != NULL && !map_scene_fits (view->scene, width, height, scale))
    g_clear_pointer (&view->scene, map_scene_free);
  if (view->scene == NULL)
    view->scene = map_scene_new (view->cast, width, height, scale, theme_get_palette ());
  return view->scene;
}

static void
map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MapView *view = MAILFLOW_MAP_VIEW (widget);
  MapMoment moment;
  g_autofree double *progress = NULL;

  if (view->player == NULL || gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;
  moment = moment_of (view);
  progress = progress_of (view, &moment);
  map_scene_show (scene_for (view), snapshot, &moment, progress);
}

/* The latest connection between A and B that there was by now, or 0. */
static guint32
find_connection (MapView *view, HostId a, HostId b)
{
  const Trace *trace = player_get_trace (view->player);

  for (TraceId id = player_get_position (view->player); id > 0; id--)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_CONNECT && MIN (record->host, record->peer) == a && MAX (record->host, record->peer) == b)
        return record->conn;
    }
  return 0;
}

static Selection
selection_at (MapView *view, double x, double y)
{
  const MapLayout *layout = map_scene_get_layout (scene_for (view));
  MapMoment moment = moment_of (view);
  g_autofree double *progress = progress_of (view, &moment);
  TraceId packet = map_picture_hit_packet (layout, &moment, progress, x, y);
  HostId host = map_layout_hit_host (layout, x, y);
  const CastLink *link = map_layout_hit_link (layout, x, y);

  if (packet != 0)
    return selection_of_record (moment.trace, packet);
  if (host != 0)
    return (Selection){ SELECTION_HOST, host };
  if (link != NULL && find_connection (view, link->a, link->b) != 0)
    return (Selection){ SELECTION_CONNECTION, find_connection (view, link->a, link->b) };
  return (Selection){ SELECTION_NONE, 0 };
}

/* The host BY places after the selected one, or the first of all. */
static HostId
neighbour (MapView *view, int by)
{
  const GArray *hosts = view->cast->hosts;
  Selection selection = player_get_selection (view->player);

  for (guint i = 0; i < hosts->len; i++)
    if (selection.kind == SELECTION_HOST && g_array_index (hosts, CastHost, i).host == selection.number)
      return g_array_index (hosts, CastHost, (i + hosts->len + (guint) by) % hosts->len).host;
  return g_array_index (hosts, CastHost, by > 0 ? 0 : hosts->len - 1).host;
}

/* Up and Down go from host to host; Left and Right belong to time. */
static gboolean
on_key (GtkEventControllerKey *key, guint keyval, guint keycode, GdkModifierType modifiers, MapView *view)
{
  int by = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1 : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? -1 : 0;

  if (by == 0 || view->player == NULL || view->cast->hosts->len == 0)
    return FALSE;
  player_select (view->player, (Selection){ SELECTION_HOST, neighbour (view, by) });
  return TRUE;
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

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, MapView *view)
{
  if (view->player != NULL)
    player_select (view->player, selection_at (view, x, y));
}

/* In words: what is at X, Y; NULL for nothing. */
static char *
describe (MapView *view, double x, double y)
{
  const MapLayout *layout = map_scene_get_layout (scene_for (view));
  MapMoment moment = moment_of (view);
  g_autofree double *progress = progress_of (view, &moment);
  TraceId packet = map_picture_hit_packet (layout, &moment, progress, x, y);
  HostId host = map_layout_hit_host (layout, x, y);

  if (packet != 0)
    {
      const TraceRecord *record = trace_get (moment.trace, packet);
      const TraceRecord *carried = record->cause == 0 ? NULL : trace_get (moment.trace, record->cause);
      gboolean line = carried != NULL && carried->host == record->host && story_is_told (moment.trace, record->cause, TRUE);

      return story_sentence (moment.trace, line ? record->cause : packet);
    }
  if (host != 0)
    return g_strdup (trace_host_name (moment.trace, host));
  return NULL;
}

static gboolean
map_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MapView *view = MAILFLOW_MAP_VIEW (widget);
  g_autofree char *words = view->player == NULL || keyboard ? NULL : describe (view, x, y);

  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
map_view_class_init (MapViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = map_view_dispose;
  widget_class->measure = map_view_measure;
  widget_class->snapshot = map_view_snapshot;
  widget_class->query_tooltip = map_view_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
map_view_init (MapView *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), view);
  gtk_widget_add_controller (GTK_WIDGET (view), key);
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
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

static void
map_view_set_player (PlayerView *player_view, Player *player)
{
  MapView *view = MAILFLOW_MAP_VIEW (player_view);

  forget_player (view);
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
  const MapLayout *layout = map_scene_get_layout (scene_for (view));
  MapMoment moment = moment_of (view);
  g_autofree double *progress = progress_of (view, &moment);
  TraceId packet = map_picture_hit_packet (layout, &moment, progress, x, y);
  const CastLink *link = map_layout_hit_link (layout, x, y);
  ActTarget target = { .packet = packet, .host = packet == 0 ? map_layout_hit_host (layout, x, y) : 0 };

  if (packet != 0 && trace_get (moment.trace, packet)->kind == TRACE_TCP)
    target.connection = trace_get (moment.trace, packet)->conn;
  if (packet == 0 && target.host == 0 && link != NULL)
    {
      target.way_a = link->a;
      target.way_b = link->b;
      target.connection = find_connection (view, link->a, link->b);
    }
  return target;
}

/* What is selected, and where the keyboard's menu is to come up. */
static ActTarget
selected_target (MapView *view, double *x, double *y)
{
  Selection selection = player_get_selection (view->player);
  const MapHost *host = selection.kind == SELECTION_HOST ? map_layout_find_host (map_scene_get_layout (scene_for (view)), (HostId) selection.number) : NULL;

  *x = host == NULL ? gtk_widget_get_width (GTK_WIDGET (view)) / 2.0 : host->box.x + host->box.width / 2;
  *y = host == NULL ? gtk_widget_get_height (GTK_WIDGET (view)) / 2.0 : host->box.y + host->box.height / 2;
  return (ActTarget){
    .host = selection.kind == SELECTION_HOST ? (HostId) selection.number : 0,
    .connection = selection.kind == SELECTION_CONNECTION ? selection.number : 0,
    .message = selection.kind == SELECTION_MESSAGE ? selection.number : 0,
  };
}

static gboolean
map_view_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  MapView *view = MAILFLOW_MAP_VIEW (player_view);

  *target = *x < 0 ? selected_target (view, x, y) : target_at (view, *x, *y);
  return target->packet != 0 || target->host != 0 || target->way_a != 0 || target->connection != 0 || target->message != 0;
}

static void
map_view_set_palette (PlayerView *player_view)
{
  MapView *view = MAILFLOW_MAP_VIEW (player_view);

  g_clear_pointer (&view->scene, map_scene_free);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = map_view_set_player;
  interface->set_palette = map_view_set_palette;
  interface->find_target = map_view_find_target;
}
