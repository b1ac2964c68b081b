/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/session-view.h"

#include "gui/draw/session-picture.h"
#include "gui/view/theme.h"

#include <math.h>

static const double plain_width = 190; /* of the picture: names of states, and of what leads from them */

struct _SessionView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *area;
  const SessionTable *table; /* borrowed; or NULL */
  SessionProgress *progress;
  guint scroll; /* idle source, 0: none */
};

G_DEFINE_TYPE (SessionView, session_view, GTK_TYPE_WIDGET)

static void
session_view_dispose (GObject *object)
{
  SessionView *view = MAILFLOW_SESSION_VIEW (object);

  g_clear_handle_id (&view->scroll, g_source_remove);
  g_clear_pointer (&view->scrolled, gtk_widget_unparent);
  g_clear_pointer (&view->progress, session_progress_free);
  G_OBJECT_CLASS (session_view_parent_class)->dispose (object);
}

static void
session_view_class_init (SessionViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = session_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

/* As much larger as text is, as far as there is room for the states' names. */
static double
find_scale (double width)
{
  return MAX (MIN (theme_get_font_scale (), width / plain_width), 1);
}

static void
on_draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SessionView *view = data;
  double scale = find_scale (width);
  g_autoptr (Drawing) drawing = NULL;

  if (view->table == NULL)
    return;
  cairo_scale (cr, scale, scale);
  drawing = session_picture_new (view->table, view->progress, theme_get_palette (), width / scale, height / scale);
  drawing_paint (drawing, cr);
}

static void
session_view_init (SessionView *view)
{
  view->area = g_object_new (GTK_TYPE_DRAWING_AREA, "hexpand", TRUE, "vexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->area), GTK_ACCESSIBLE_PROPERTY_LABEL, "States of the session", -1);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (view->area), on_draw, view, NULL);
  view->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", view->area, NULL);
  gtk_widget_set_parent (view->scrolled, GTK_WIDGET (view));
}

/* The states that are higher than the room for them follow the lit one. */
static gboolean
scroll_to_lit (gpointer data)
{
  SessionView *view = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));
  double hidden = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  view->scroll = 0;
  if (view->table != NULL)
    gtk_adjustment_set_value (adjustment, hidden * session_progress_get_state (view->progress) / MAX (view->table->n_states - 1, 1));
  return G_SOURCE_REMOVE;
}

static void
want_scroll (SessionView *view)
{
  if (view->scroll == 0)
    view->scroll = g_idle_add_full (G_PRIORITY_HIGH_IDLE, scroll_to_lit, view, NULL);
}

/* The least height, and the picture in words. */
static void
describe (SessionView *view)
{
  g_autoptr (Drawing) drawing = session_picture_new (view->table, view->progress, theme_get_palette (), 300, 0);
  g_autofree char *words = drawing_describe (drawing, G_MAXUINT);

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (view->area), (int) ceil (drawing_get_height (drawing) * find_scale (gtk_widget_get_width (view->area))));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->area), GTK_ACCESSIBLE_PROPERTY_LABEL, drawing_get_title (drawing), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
session_view_show (SessionView *view, const SessionTable *table, SessionProgress *progress)
{
  g_clear_pointer (&view->progress, session_progress_free);
  view->table = table;
  view->progress = progress;
  gtk_widget_set_visible (GTK_WIDGET (view), table != NULL);
  if (table != NULL)
    describe (view);
  gtk_widget_queue_draw (view->area);
  want_scroll (view);
}

void
session_view_set_palette (SessionView *view)
{
  if (view->table != NULL)
    describe (view);
  gtk_widget_queue_draw (view->area);
}

const char *
session_view_get_state (SessionView *view)
{
  return view->table == NULL ? "" : view->table->states[session_progress_get_state (view->progress)];
}
