/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-gestures.h"

#include <math.h>

static const double scroll_length = 60, nudge = 24;

typedef enum
{
  HOLDS_GROUND,
  HOLDS_HOST,
  HOLDS_MINI,
} Hold;

typedef struct
{
  MapView *view; /* borrowed */
  double pointer_x, pointer_y;
  double pinched; /* how far, at the last change */
  Hold hold;
  gboolean moved; /* far enough to be no click */
  HostId host;
  double from_x, from_y; /* of the host */
  double done_x, done_y; /* how far the ground has followed */
} MapGestures;

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, MapGestures *gestures)
{
  gestures->pointer_x = x;
  gestures->pointer_y = y;
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, MapGestures *gestures)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    map_view_zoom_at (gestures->view, pow (MAP_CAMERA_STEP, -dy), gestures->pointer_x, gestures->pointer_y);
  else if ((modifiers & GDK_SHIFT_MASK) != 0)
    return map_view_pan (gestures->view, -dy * scroll_length, -dx * scroll_length);
  else
    return map_view_pan (gestures->view, -dx * scroll_length, -dy * scroll_length);
  return TRUE;
}

static void
on_pinch_begin (GtkGesture *pinch, GdkEventSequence *sequence, MapGestures *gestures)
{
  gestures->pinched = 1;
}

static void
on_pinch (GtkGestureZoom *pinch, double scale, MapGestures *gestures)
{
  double x = gestures->pointer_x, y = gestures->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y);
  map_view_zoom_at (gestures->view, scale / gestures->pinched, x, y);
  gestures->pinched = scale;
}

/* The middle of the pictogram of HOST; FALSE where it is not on the map. */
static gboolean
locate (MapView *view, HostId id, double *x, double *y)
{
  const MapHost *host = map_layout_find (map_view_get_layout (view), id);

  if (host == NULL)
    return FALSE;
  *x = host->x;
  *y = host->y;
  map_camera_to_window (map_view_get_camera (view), x, y);
  return TRUE;
}

/* The host at X, Y, which become the middle of its pictogram; or 0. */
static HostId
find_host (MapView *view, double *x, double *y)
{
  const MapLayout *layout = map_view_get_layout (view);
  double map_x = *x, map_y = *y;
  HostId host;

  if (layout == NULL)
    return 0;
  map_camera_to_map (map_view_get_camera (view), &map_x, &map_y);
  host = map_layout_hit_host (layout, map_x, map_y);
  if (host != 0)
    locate (view, host, x, y);
  return host;
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, MapGestures *gestures)
{
  gtk_widget_grab_focus (GTK_WIDGET (gestures->view));
  gestures->moved = FALSE;
  gestures->done_x = gestures->done_y = 0;
  gestures->from_x = x;
  gestures->from_y = y;
  gestures->host = 0;
  if (map_view_look_from_mini (gestures->view, x, y))
    gestures->hold = HOLDS_MINI;
  else if ((gestures->host = find_host (gestures->view, &gestures->from_x, &gestures->from_y)) != 0)
    gestures->hold = HOLDS_HOST;
  else
    gestures->hold = HOLDS_GROUND;
}

static void
drag_ground (MapGestures *gestures, double dx, double dy)
{
  map_view_pan (gestures->view, dx - gestures->done_x, dy - gestures->done_y);
  gestures->done_x = dx;
  gestures->done_y = dy;
}

static void
on_drag (GtkGestureDrag *drag, double dx, double dy, MapGestures *gestures)
{
  double x, y;

  gestures->moved = gestures->moved || gtk_drag_check_threshold (GTK_WIDGET (gestures->view), 0, 0, (int) dx, (int) dy);
  if (!gestures->moved)
    return;
  gtk_gesture_get_point (GTK_GESTURE (drag), NULL, &x, &y);
  switch (gestures->hold)
    {
    case HOLDS_GROUND:
      drag_ground (gestures, dx, dy);
      return;
    case HOLDS_HOST:
      map_view_put_host (gestures->view, gestures->host, gestures->from_x + dx, gestures->from_y + dy);
      return;
    case HOLDS_MINI:
      map_view_look_from_mini (gestures->view, x, y);
      return;
    }
  g_assert_not_reached ();
}

/* Who doesn't drag, clicks. */
static void
on_drag_end (GtkGestureDrag *drag, double dx, double dy, MapGestures *gestures)
{
  double x, y;

  if (!gestures->moved && gestures->hold != HOLDS_MINI && gtk_gesture_drag_get_start_point (drag, &x, &y))
    map_view_select_at (gestures->view, x, y);
}

/* The selected host, so many steps to the right and down. */
static gboolean
move_selected (MapView *view, int across, int down)
{
  Selection selection = player_get_selection (map_view_get_player (view));
  double x, y;

  if (selection.kind != SELECTION_HOST || (across == 0 && down == 0) || !locate (view, (HostId) selection.number, &x, &y))
    return FALSE;
  map_view_put_host (view, (HostId) selection.number, x + across * nudge, y + down * nudge);
  return TRUE;
}

/* The host BY places after the selected one, or the first of all. */
static HostId
find_neighbour (MapView *view, int by)
{
  const GArray *hosts = map_view_get_layout (view)->cast->hosts;
  Selection selection = player_get_selection (map_view_get_player (view));

  for (guint i = 0; i < hosts->len; i++)
    if (selection.kind == SELECTION_HOST && g_array_index (hosts, CastHost, i).host == selection.number)
      return g_array_index (hosts, CastHost, (i + hosts->len + (guint) by) % hosts->len).host;
  return g_array_index (hosts, CastHost, by > 0 ? 0 : hosts->len - 1).host;
}

static gboolean
select_neighbour (MapView *view, int by)
{
  const MapLayout *layout = map_view_get_layout (view);
  const MapHost *host;

  if (by == 0 || layout->cast->hosts->len == 0)
    return FALSE;
  host = map_layout_find (layout, find_neighbour (view, by));
  player_select (map_view_get_player (view), (Selection){ SELECTION_HOST, host->host });
  map_view_reveal (view, &host->box);
  return TRUE;
}

static int
sign_of (guint key, guint less, guint keypad_less, guint more, guint keypad_more)
{
  return key == more || key == keypad_more ? 1 : key == less || key == keypad_less ? -1
                                                                                   : 0;
}

/* Up and Down go from host to host, with Alt the selected one goes; Left and Right without it belong to time. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint keycode, GdkModifierType modifiers, MapGestures *gestures)
{
  int across = sign_of (key, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_KEY_Right, GDK_KEY_KP_Right);
  int down = sign_of (key, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_KEY_Down, GDK_KEY_KP_Down);

  if (map_view_get_player (gestures->view) == NULL)
    return FALSE;
  if ((modifiers & GDK_ALT_MASK) != 0)
    return move_selected (gestures->view, across, down);
  return select_neighbour (gestures->view, down);
}

static void
attach (MapGestures *gestures, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (gestures->view), GTK_EVENT_CONTROLLER (controller));
}

void
map_gestures_attach (MapView *view)
{
  MapGestures *gestures = g_new0 (MapGestures, 1);
  GtkEventController *motion = gtk_event_controller_motion_new (), *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new (), *drag = gtk_gesture_drag_new ();

  gestures->view = view;
  g_object_set_data_full (G_OBJECT (view), "gestures", gestures, g_free);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), gestures);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), gestures);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), gestures);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), gestures);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), gestures);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), gestures);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), gestures);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag), gestures);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), gestures);
  attach (gestures, key);
  attach (gestures, motion);
  attach (gestures, scroll);
  attach (gestures, pinch);
  attach (gestures, drag);
}
