/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/picture-pane.h"

#include "gui/view/theme.h"

/* From this width on there is room for larger letters, up to so much. */
static const double plain_width = 900, most_zoom = 1.35;

enum
{
  MOST_TITLES = 12, /* that are read aloud at once */
};

struct _PicturePane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *canvas;
  Drawing *drawing; /* or NULL */
  PictureCursor *cursor;
  guint32 revealed; /* what is to be seen, 0: nothing */
  gboolean pending; /* it is to be scrolled to, once there is a size */
  guint update;     /* idle source that does so, 0: none */
};

G_DEFINE_TYPE (PicturePane, picture_pane, GTK_TYPE_WIDGET)

static guint picked, resized;

static GtkAdjustment *
get_adjustment (PicturePane *pane, GtkOrientation orientation)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (pane->scrolled);

  return orientation == GTK_ORIENTATION_HORIZONTAL ? gtk_scrolled_window_get_hadjustment (scrolled) : gtk_scrolled_window_get_vadjustment (scrolled);
}

static void
picture_pane_dispose (GObject *object)
{
  PicturePane *pane = MAILFLOW_PICTURE_PANE (object);

  g_clear_handle_id (&pane->update, g_source_remove);
  if (pane->scrolled != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_adjustment (pane, GTK_ORIENTATION_HORIZONTAL), pane);
      g_signal_handlers_disconnect_by_data (get_adjustment (pane, GTK_ORIENTATION_VERTICAL), pane);
      picture_pane_show (pane, NULL);
    }
  g_clear_pointer (&pane->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (picture_pane_parent_class)->dispose (object);
}

static void
scroll_to (PicturePane *pane, const DrawingGroup *group)
{
  GtkAdjustment *vertical = get_adjustment (pane, GTK_ORIENTATION_VERTICAL);
  double zoom = drawing_canvas_get_zoom (MAILFLOW_DRAWING_CANVAS (pane->canvas));

  gtk_adjustment_clamp_page (vertical, group->top * zoom - 12, group->bottom * zoom + 12);
}

static gboolean
on_idle (gpointer data)
{
  PicturePane *pane = data;
  const DrawingGroup *group = pane->drawing == NULL ? NULL : drawing_find_group (pane->drawing, pane->revealed);
  GtkAdjustment *vertical = get_adjustment (pane, GTK_ORIENTATION_VERTICAL);

  pane->update = 0;
  if (group == NULL || gtk_adjustment_get_page_size (vertical) < 1 || gtk_adjustment_get_upper (vertical) < group->bottom * drawing_canvas_get_zoom (MAILFLOW_DRAWING_CANVAS (pane->canvas)))
    return G_SOURCE_REMOVE;
  pane->pending = FALSE;
  scroll_to (pane, group);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given out: what is scrolled then stays where it was. */
static void
show_revealed (PicturePane *pane)
{
  if (pane->pending && pane->update == 0)
    pane->update = g_idle_add (on_idle, pane);
}

void
picture_pane_reveal (PicturePane *pane, guint32 id)
{
  if (pane->revealed == id)
    return;
  pane->revealed = id;
  pane->pending = id != 0;
  show_revealed (pane);
}

static void
on_picked (PicturePane *pane, guint id)
{
  g_signal_emit (pane, picked, 0, id);
}

/* What was to be seen may be somewhere else in the next drawing. */
static void
on_resized (PicturePane *pane)
{
  pane->pending = pane->revealed != 0;
  g_signal_emit (pane, resized, 0);
}

static void
picture_pane_class_init (PicturePaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = picture_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_LIST);
  picked = g_signal_new ("picked", PICTURE_PANE_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  resized = g_signal_new ("resized", PICTURE_PANE_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
picture_pane_init (PicturePane *pane)
{
  pane->canvas = g_object_new (DRAWING_CANVAS_TYPE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, NULL);
  pane->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "can-focus", FALSE, "child", pane->canvas, "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_widget_set_parent (pane->scrolled, GTK_WIDGET (pane));
  drawing_canvas_set_adjustment (MAILFLOW_DRAWING_CANVAS (pane->canvas), get_adjustment (pane, GTK_ORIENTATION_VERTICAL));
  g_signal_connect_swapped (get_adjustment (pane, GTK_ORIENTATION_HORIZONTAL), "notify::page-size", G_CALLBACK (on_resized), pane);
  g_signal_connect_swapped (get_adjustment (pane, GTK_ORIENTATION_VERTICAL), "changed", G_CALLBACK (show_revealed), pane);
  pane->cursor = picture_cursor_attach (GTK_WIDGET (pane), MAILFLOW_DRAWING_CANVAS (pane->canvas), get_adjustment (pane, GTK_ORIENTATION_VERTICAL));
  g_signal_connect_swapped (pane->canvas, "picked", G_CALLBACK (on_picked), pane);
}

GtkWidget *
picture_pane_new (const char *name)
{
  PicturePane *pane = g_object_new (PICTURE_PANE_TYPE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (pane);
}

static double
find_zoom (double width)
{
  double font = theme_get_font_scale ();

  return font * CLAMP (width / font / plain_width, 1, most_zoom);
}

double
picture_pane_get_room (PicturePane *pane)
{
  double width = gtk_adjustment_get_page_size (get_adjustment (pane, GTK_ORIENTATION_HORIZONTAL));

  return (width - 1) / find_zoom (width);
}

/* For those who don't see the picture. */
static void
describe (PicturePane *pane)
{
  g_autofree char *words = pane->drawing == NULL ? g_strdup ("") : drawing_describe (pane->drawing, MOST_TITLES);

  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->canvas), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
picture_pane_show (PicturePane *pane, Drawing *drawing)
{
  double width = gtk_adjustment_get_page_size (get_adjustment (pane, GTK_ORIENTATION_HORIZONTAL));

  if (drawing != NULL)
    drawing_canvas_set_zoom (MAILFLOW_DRAWING_CANVAS (pane->canvas), find_zoom (width));
  if (drawing != NULL && pane->drawing != NULL && drawing_is_same (drawing, pane->drawing))
    {
      drawing_free (drawing);
      return;
    }
  drawing_canvas_set_drawing (MAILFLOW_DRAWING_CANVAS (pane->canvas), drawing, 0, drawing == NULL ? 0 : drawing_get_height (drawing));
  g_clear_pointer (&pane->drawing, drawing_free);
  pane->drawing = drawing;
  describe (pane);
}

const Drawing *
picture_pane_get_drawing (PicturePane *pane)
{
  return pane->drawing;
}

PictureCursor *
picture_pane_get_cursor (PicturePane *pane)
{
  return pane->cursor;
}
