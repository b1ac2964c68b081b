/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/timeline-view.h"

#include "gui/model/lineage.h"
#include "gui/view/sprite.h"
#include "gui/view/theme.h"
#include "gui/view/timeline-plan.h"

#include <math.h>

struct _TimelineView
{
  GtkWidget parent_instance;

  Player *player;
  TimelinePlan *plan;
  double pointer; /* where it is, across */
  GskRenderNode *ground; /* NULL until the next frame needs it */
  int width, height;     /* of the ground */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (TimelineView, timeline_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static const double height_wanted = 78, height_of_scale = 56; /* more where text is larger */

static void
forget_player (TimelineView *view)
{
  g_clear_pointer (&view->ground, gsk_render_node_unref);
  g_clear_pointer (&view->plan, timeline_plan_free);
  if (view->player != NULL)
    g_signal_handlers_disconnect_by_data (view->player, view);
  g_clear_object (&view->player);
}

static void
timeline_view_forget (TimelineView *view)
{
  g_clear_pointer (&view->ground, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
timeline_view_dispose (GObject *object)
{
  forget_player (MAILFLOW_TIMELINE_VIEW (object));
  G_OBJECT_CLASS (timeline_view_parent_class)->dispose (object);
}

/* All of the picture is as much larger as text is. */
static double
find_scale (void)
{
  return MAX (theme_get_font_scale (), 1);
}

static double
find_seconds (TimelineView *view, double x)
{
  double scale = find_scale ();

  return timeline_picture_seconds (view->plan, gtk_widget_get_width (GTK_WIDGET (view)) / scale, x / scale);
}

static void
timeline_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int height = (int) (height_wanted + height_of_scale * (find_scale () - 1));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : height;
}

static void
paint_ground (cairo_t *cr, gconstpointer data)
{
  const TimelineView *view = data;
  double scale = find_scale ();

  cairo_scale (cr, scale, scale);
  timeline_picture_draw (cr, view->plan, theme_get_palette (), view->width / scale, view->height / scale);
}

static void
show_ground (TimelineView *view, GtkSnapshot *snapshot, int width, int height)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  if (view->width != width || view->height != height)
    g_clear_pointer (&view->ground, gsk_render_node_unref);
  view->width = width;
  view->height = height;
  if (view->ground == NULL)
    view->ground = sprite_paint_node (&bounds, gtk_widget_get_scale_factor (GTK_WIDGET (view)), paint_ground, view);
  gtk_snapshot_append_node (snapshot, view->ground);
}

static void
timeline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TimelineView *view = MAILFLOW_TIMELINE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double x, scale = find_scale ();
  cairo_t *cr;

  if (view->player == NULL || width <= 0 || height <= 0)
    return;
  show_ground (view, snapshot, width, height);
  x = scale * timeline_picture_x (view->plan, width / scale, player_get_seconds (view->player));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) (x - 12 * scale), 0, (float) (24 * scale), (float) height));
  cairo_scale (cr, scale, scale);
  timeline_picture_draw_playhead (cr, view->plan, theme_get_palette (), width / scale, height / scale, player_get_seconds (view->player));
  cairo_destroy (cr);
}

static void
seek_to (TimelineView *view, double x)
{
  if (view->player == NULL)
    return;
  player_set_playing (view->player, FALSE);
  player_seek (view->player, find_seconds (view, x));
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, TimelineView *view)
{
  seek_to (view, x);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, TimelineView *view)
{
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  seek_to (view, x + dx);
}

static gboolean
timeline_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  TimelineView *view = MAILFLOW_TIMELINE_VIEW (widget);
  const Stops *stops;
  double seconds;
  g_autofree char *clock = NULL, *sentence = NULL, *text = NULL;

  if (view->player == NULL || keyboard)
    return FALSE;
  stops = player_get_stops (view->player);
  seconds = find_seconds (view, x);
  clock = timeline_plan_format_clock (view->player, stops_locate (stops, seconds).t);
  sentence = story_sentence (player_get_trace (view->player), stops_get (stops, stops_find (stops, seconds))->record);
  text = g_strdup_printf ("%s  %s", clock, sentence);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
tell_accessible (TimelineView *view)
{
  g_autofree char *clock = timeline_plan_format_clock (view->player, player_get_time (view->player));

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, player_get_seconds (view->player),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, clock, -1);
}

/* About SECONDS, FACTOR times as much is seen. */
static void
zoom (TimelineView *view, double seconds, double factor)
{
  double left = seconds - view->plan->from, right = view->plan->to - seconds;

  timeline_plan_zoom (view->plan, view->player, seconds - left * factor, seconds + right * factor);
  timeline_view_forget (view);
}

/* Where only a part is seen, it goes along. */
static void
follow (TimelineView *view)
{
  double seconds = player_get_seconds (view->player), wide = view->plan->to - view->plan->from;

  if (seconds >= view->plan->from && seconds <= view->plan->to)
    return;
  timeline_plan_zoom (view->plan, view->player, seconds - wide * 0.2, seconds + wide * 0.8);
  timeline_view_forget (view);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, TimelineView *view)
{
  double wide;

  if (view->player == NULL)
    return FALSE;
  wide = view->plan->to - view->plan->from;
  if (dy != 0)
    zoom (view, find_seconds (view, view->pointer), pow (1.25, dy));
  if (dx != 0)
    timeline_plan_zoom (view->plan, view->player, view->plan->from + dx * wide / 10, view->plan->to + dx * wide / 10);
  timeline_view_forget (view);
  return TRUE;
}

static void
on_pointer (GtkEventControllerMotion *motion, double x, double y, TimelineView *view)
{
  view->pointer = x;
}

const TimelinePlan *
timeline_view_get_plan (TimelineView *view)
{
  return view->plan;
}

void
timeline_view_zoom (TimelineView *view, int steps)
{
  if (view->player == NULL)
    return;
  if (steps == 0)
    timeline_plan_zoom (view->plan, view->player, 0, view->plan->length);
  else
    zoom (view, player_get_seconds (view->player), pow (2, -steps));
  timeline_view_forget (view);
}

static void
on_moved (TimelineView *view)
{
  follow (view);

  if (!player_is_moving (view->player))
    tell_accessible (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static gboolean
shows_all (const TimelinePlan *plan)
{
  return plan->to - plan->from >= plan->length * 0.999;
}

/* What is seen of it stays where it is seen, LATER by so many seconds. */
static void
make_plan_as_before (TimelineView *view, const TimelinePlan *before, double later)
{
  view->plan = timeline_plan_of_player (view->player);
  if (before != NULL && !shows_all (before))
    timeline_plan_zoom (view->plan, view->player, before->from + later, before->to + later);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, view->plan->length, -1);
}

static void
on_grown (TimelineView *view)
{
  g_autoptr (TimelinePlan) before = g_steal_pointer (&view->plan);

  g_clear_pointer (&view->ground, gsk_render_node_unref);
  make_plan_as_before (view, before, 0);
}

static void
timeline_view_class_init (TimelineViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = timeline_view_dispose;
  widget_class->measure = timeline_view_measure;
  widget_class->snapshot = timeline_view_snapshot;
  widget_class->query_tooltip = timeline_view_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
timeline_view_init (TimelineView *view)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES), *motion = gtk_event_controller_motion_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), view);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), view);
  gtk_widget_add_controller (GTK_WIDGET (view), scroll);
  g_signal_connect (motion, "motion", G_CALLBACK (on_pointer), view);
  gtk_widget_add_controller (GTK_WIDGET (view), motion);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (view), "col-resize");
}

static void
timeline_view_set_player (PlayerView *player_view, Player *player)
{
  TimelineView *view = MAILFLOW_TIMELINE_VIEW (player_view);
  gboolean again = lineage_joins (view->player, player);
  double later = again ? player_get_seconds (player) - player_get_seconds (view->player) : 0;
  g_autoptr (TimelinePlan) before = again ? g_steal_pointer (&view->plan) : NULL;

  forget_player (view);
  view->player = g_object_ref (player);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Time line", GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, -1);
  make_plan_as_before (view, before, later);
  tell_accessible (view);
  g_signal_connect_swapped (player, "grown", G_CALLBACK (on_grown), view);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (on_moved), view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
timeline_view_set_palette (PlayerView *player_view)
{
  timeline_view_forget (MAILFLOW_TIMELINE_VIEW (player_view));
  gtk_widget_queue_resize (GTK_WIDGET (player_view));
}

/* Who points at a time goes there, since what is done happens where the player stands: all faults of that time, and what is
 * told about. */
static gboolean
timeline_view_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  TimelineView *view = MAILFLOW_TIMELINE_VIEW (player_view);
  double scale = find_scale ();

  if (*x < 0)
    {
      *x = scale * timeline_picture_x (view->plan, gtk_widget_get_width (GTK_WIDGET (view)) / scale, player_get_seconds (view->player));
      *y = gtk_widget_get_height (GTK_WIDGET (view)) / 2.0;
    }
  else
    seek_to (view, *x);
  *target = act_target_of_record (player_get_trace (view->player), player_get_record (view->player));
  target->instant = TRUE;
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = timeline_view_find_target;
  interface->set_player = timeline_view_set_player;
  interface->set_palette = timeline_view_set_palette;
}
