/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/control-icon.h"

#include "gui/view/theme.h"

struct _ControlIcon
{
  GtkWidget parent_instance;

  ControlSign sign;
};

G_DEFINE_TYPE (ControlIcon, control_icon, GTK_TYPE_WIDGET)

static const int size = 22;

static void
control_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = (int) (size * theme_get_room_scale ());
}

/* A triangle from X, pointing right where WAY is 1. */
static void
triangle (cairo_t *cr, double x, double way, double length)
{
  cairo_move_to (cr, x, 3);
  cairo_line_to (cr, x + way * length, 11);
  cairo_line_to (cr, x, 19);
  cairo_close_path (cr);
}

static void
bar (cairo_t *cr, double x, double width)
{
  cairo_rectangle (cr, x, 3, width, 16);
}

static void
three_lines (cairo_t *cr)
{
  for (int line = 0; line < 3; line++)
    cairo_rectangle (cr, 4, 5 + 5 * line, 14, 2);
}

/* A window with a pane at its right. */
static void
window_with_lists (cairo_t *cr)
{
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 2, 4, 18, 14);
  cairo_rectangle (cr, 4, 6, 7, 10);
}

/* A funnel. */
static void
funnel (cairo_t *cr)
{
  cairo_move_to (cr, 2, 4);
  cairo_line_to (cr, 20, 4);
  cairo_line_to (cr, 13, 12);
  cairo_line_to (cr, 13, 19);
  cairo_line_to (cr, 9, 17);
  cairo_line_to (cr, 9, 12);
  cairo_close_path (cr);
}

static void
draw_sign (cairo_t *cr, ControlSign sign)
{
  switch (sign)
    {
    case CONTROL_START:
      bar (cr, 2, 3);
      triangle (cr, 19, -1, 13);
      break;
    case CONTROL_STEP_BACK:
      triangle (cr, 12, -1, 10);
      bar (cr, 15, 3);
      break;
    case CONTROL_PLAY:
      triangle (cr, 5, 1, 14);
      break;
    case CONTROL_PAUSE:
      bar (cr, 5, 4);
      bar (cr, 13, 4);
      break;
    case CONTROL_STEP:
      bar (cr, 4, 3);
      triangle (cr, 10, 1, 10);
      break;
    case CONTROL_HOP:
      triangle (cr, 1, 1, 10);
      triangle (cr, 11, 1, 10);
      break;
    case CONTROL_END:
      triangle (cr, 3, 1, 13);
      bar (cr, 17, 3);
      break;
    case CONTROL_MENU:
      three_lines (cr);
      break;
    case CONTROL_FILTER:
      funnel (cr);
      break;
    case CONTROL_LISTS:
      window_with_lists (cr);
      break;
    }
  cairo_fill (cr);
}

static void
control_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  double scale = theme_get_room_scale (), x = (gtk_widget_get_width (widget) - size * scale) / 2, y = (gtk_widget_get_height (widget) - size * scale) / 2;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (size * scale), (float) (size * scale)));
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  draw_sign (cr, MAILFLOW_CONTROL_ICON (widget)->sign);
  cairo_destroy (cr);
}

static void
control_icon_class_init (ControlIconClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->measure = control_icon_measure;
  widget_class->snapshot = control_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
control_icon_init (ControlIcon *icon)
{
}

GtkWidget *
control_icon_new (ControlSign sign)
{
  ControlIcon *icon = g_object_new (CONTROL_ICON_TYPE, NULL);

  icon->sign = sign;
  return GTK_WIDGET (icon);
}

void
control_icon_set_sign (ControlIcon *icon, ControlSign sign)
{
  if (icon->sign == sign)
    return;
  icon->sign = sign;
  gtk_widget_queue_draw (GTK_WIDGET (icon));
}
