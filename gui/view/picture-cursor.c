/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/picture-cursor.h"

#include "gui/draw/drawing-cursor.h"

struct PictureCursor
{
  GtkWidget *widget;
  DrawingCanvas *canvas, *strip; /* STRIP may be NULL, and both are once they are gone */
  GtkAdjustment *vertical;
  guint32 about; /* 0: nowhere */
};

static const double around = 12; /* of what is scrolled to, so much more is seen */

static void
picture_cursor_free (gpointer data)
{
  PictureCursor *cursor = data;

  g_clear_weak_pointer (&cursor->canvas);
  g_clear_weak_pointer (&cursor->strip);
  g_free (cursor);
}

/* It is seen only while the keyboard is here. */
static void
show (PictureCursor *cursor)
{
  guint32 about = gtk_widget_has_focus (cursor->widget) ? cursor->about : 0;

  if (cursor->canvas != NULL)
    drawing_canvas_set_cursor (cursor->canvas, about);
  if (cursor->strip != NULL)
    drawing_canvas_set_cursor (cursor->strip, about);
}

static void
scroll_to (PictureCursor *cursor, const DrawingGroup *group)
{
  graphene_rect_t place;

  drawing_canvas_locate (cursor->canvas, group, &place);
  if (place.origin.y >= 0)
    gtk_adjustment_clamp_page (cursor->vertical, place.origin.y - around, place.origin.y + place.size.height + around);
}

/* GROUP may be NULL: it stays where it is. */
static void
go_to (PictureCursor *cursor, const DrawingGroup *group)
{
  if (group == NULL)
    return;
  cursor->about = group->about;
  scroll_to (cursor, group);
  if (group->title != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cursor->widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, group->title, -1);
  show (cursor);
}

static void
leap (PictureCursor *cursor, const Drawing *drawing, int direction)
{
  double page = gtk_adjustment_get_page_size (cursor->vertical) / drawing_canvas_get_zoom (cursor->canvas);

  go_to (cursor, drawing_cursor_leap (drawing, cursor->about, direction * page));
}

/* What only stands there, like the name of a host, leads nowhere. */
static void
pick (PictureCursor *cursor, const Drawing *drawing)
{
  if (cursor->about != 0 && drawing_find_group (drawing, cursor->about) != NULL)
    g_signal_emit_by_name (cursor->canvas, "picked", cursor->about);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PictureCursor *cursor)
{
  const Drawing *drawing = drawing_canvas_get_drawing (cursor->canvas);

  if (drawing == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    picture_cursor_move (cursor, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    picture_cursor_move (cursor, -1);
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    leap (cursor, drawing, 1);
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    leap (cursor, drawing, -1);
  else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    go_to (cursor, drawing_cursor_step (drawing, 0, 1));
  else if (key == GDK_KEY_End || key == GDK_KEY_KP_End)
    go_to (cursor, drawing_cursor_step (drawing, 0, -1));
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
    pick (cursor, drawing);
  else
    return FALSE;
  return TRUE;
}

static void
on_picked (PictureCursor *cursor, guint id)
{
  cursor->about = id;
  gtk_widget_grab_focus (cursor->widget);
  show (cursor);
}

PictureCursor *
picture_cursor_attach (GtkWidget *widget, DrawingCanvas *canvas, GtkAdjustment *vertical)
{
  PictureCursor *cursor = g_new0 (PictureCursor, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  cursor->widget = widget;
  cursor->vertical = vertical;
  g_set_weak_pointer (&cursor->canvas, canvas);
  g_object_set_data_full (G_OBJECT (widget), "picture-cursor", cursor, picture_cursor_free);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_add_css_class (widget, "picture");
  g_signal_connect_swapped (widget, "notify::has-focus", G_CALLBACK (show), cursor);
  g_signal_connect_swapped (canvas, "picked", G_CALLBACK (on_picked), cursor);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), cursor);
  gtk_widget_add_controller (widget, keys);
  return cursor;
}

gboolean
picture_cursor_is_attached (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "picture-cursor") != NULL;
}

void
picture_cursor_add_strip (PictureCursor *cursor, DrawingCanvas *strip)
{
  g_set_weak_pointer (&cursor->strip, strip);
}

GtkWidget *
picture_cursor_get_widget (PictureCursor *cursor)
{
  return cursor->widget;
}

void
picture_cursor_put (PictureCursor *cursor, guint32 about)
{
  cursor->about = about;
  show (cursor);
}

guint32
picture_cursor_get (PictureCursor *cursor)
{
  return cursor->about;
}

void
picture_cursor_move (PictureCursor *cursor, int step)
{
  const Drawing *drawing = drawing_canvas_get_drawing (cursor->canvas);

  if (drawing != NULL)
    go_to (cursor, drawing_cursor_step (drawing, cursor->about, step));
}

static guint32
find_at (PictureCursor *cursor, GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  double canvas_x, canvas_y;

  if (picked == NULL || (picked != GTK_WIDGET (cursor->canvas) && picked != GTK_WIDGET (cursor->strip)))
    return 0;
  gtk_widget_translate_coordinates (view, picked, x, y, &canvas_x, &canvas_y);
  return drawing_canvas_find_about (MAILFLOW_DRAWING_CANVAS (picked), canvas_x, canvas_y);
}

/* On the strip, what stands above the canvas. */
static void
find_middle (PictureCursor *cursor, const DrawingGroup *group, GtkWidget *view, double *x, double *y)
{
  DrawingCanvas *canvas = cursor->canvas;
  graphene_rect_t place;

  drawing_canvas_locate (canvas, group, &place);
  if (place.origin.y < 0 && cursor->strip != NULL)
    drawing_canvas_locate (canvas = cursor->strip, group, &place);
  gtk_widget_translate_coordinates (GTK_WIDGET (canvas), view, place.origin.x + place.size.width / 2, place.origin.y + place.size.height / 2, x, y);
  *x = CLAMP (*x, 0, gtk_widget_get_width (view));
  *y = CLAMP (*y, 0, gtk_widget_get_height (view));
}

guint32
picture_cursor_find (PictureCursor *cursor, GtkWidget *view, double *x, double *y)
{
  const Drawing *drawing = drawing_canvas_get_drawing (cursor->canvas);
  const DrawingGroup *group = drawing == NULL || cursor->about == 0 ? NULL : drawing_find_about (drawing, cursor->about);

  if (*x >= 0)
    return find_at (cursor, view, *x, *y);
  if (group == NULL)
    return 0;
  find_middle (cursor, group, view, x, y);
  return cursor->about;
}
