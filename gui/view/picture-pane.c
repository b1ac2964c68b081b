/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/picture-pane.h"

#include "gui/view/drawing-canvas.h"
#include "gui/view/theme.h"

/* From this width on there is room for larger letters, up to so much. */
static const double plain_width = 900, most_zoom = 1.35;

struct _PicturePane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *canvas;
  Drawing *drawing; /* or NULL */
  guint32 cursor;   /* 0: none */
  guint32 revealed; /* likewise: what is to be seen */
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

/* The keyboard's place is seen only while the keyboard is here. */
static void
show_cursor (PicturePane *pane)
{
  drawing_canvas_set_cursor (MAILFLOW_DRAWING_CANVAS (pane->canvas), gtk_widget_has_focus (GTK_WIDGET (pane)) ? pane->cursor : 0);
}

static guint
find_cursor (PicturePane *pane)
{
  for (guint i = 0; i < drawing_count_groups (pane->drawing); i++)
    if (drawing_get_group (pane->drawing, i)->id == pane->cursor)
      return i;
  return G_MAXUINT;
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

void
picture_pane_move_cursor (PicturePane *pane, int step)
{
  guint count = pane->drawing == NULL ? 0 : drawing_count_groups (pane->drawing);
  guint place = pane->cursor == 0 || count == 0 ? G_MAXUINT : find_cursor (pane);
  gint64 next = place == G_MAXUINT ? (step > 0 ? 0 : (gint64) count - 1) : (gint64) place + step;

  while (next >= 0 && next < count && drawing_get_group (pane->drawing, (guint) next)->id == 0)
    next += step;
  if (next < 0 || next >= count)
    return;
  pane->cursor = drawing_get_group (pane->drawing, (guint) next)->id;
  scroll_to (pane, drawing_get_group (pane->drawing, (guint) next));
  if (drawing_get_group (pane->drawing, (guint) next)->title != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, drawing_get_group (pane->drawing, (guint) next)->title, -1);
  show_cursor (pane);
}

static void
on_picked (PicturePane *pane, guint id)
{
  pane->cursor = id;
  gtk_widget_grab_focus (GTK_WIDGET (pane));
  show_cursor (pane);
  g_signal_emit (pane, picked, 0, id);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PicturePane *pane)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    picture_pane_move_cursor (pane, key == GDK_KEY_Down ? 1 : -1);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && pane->cursor != 0 && pane->drawing != NULL && find_cursor (pane) != G_MAXUINT)
    g_signal_emit (pane, picked, 0, pane->cursor);
  else
    return FALSE;
  return TRUE;
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
  GtkEventController *keys = gtk_event_controller_key_new ();

  pane->canvas = g_object_new (DRAWING_CANVAS_TYPE, "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_START, NULL);
  pane->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", pane->canvas, "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_widget_set_parent (pane->scrolled, GTK_WIDGET (pane));
  gtk_widget_set_focusable (GTK_WIDGET (pane), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (pane), "picture");
  drawing_canvas_set_adjustment (MAILFLOW_DRAWING_CANVAS (pane->canvas), get_adjustment (pane, GTK_ORIENTATION_VERTICAL));
  g_signal_connect_swapped (get_adjustment (pane, GTK_ORIENTATION_HORIZONTAL), "notify::page-size", G_CALLBACK (on_resized), pane);
  g_signal_connect_swapped (get_adjustment (pane, GTK_ORIENTATION_VERTICAL), "changed", G_CALLBACK (show_revealed), pane);
  g_signal_connect_swapped (pane->canvas, "picked", G_CALLBACK (on_picked), pane);
  g_signal_connect (pane, "notify::has-focus", G_CALLBACK (show_cursor), NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), pane);
  gtk_widget_add_controller (GTK_WIDGET (pane), keys);
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
}

const Drawing *
picture_pane_get_drawing (PicturePane *pane)
{
  return pane->drawing;
}

guint32
picture_pane_get_cursor (PicturePane *pane)
{
  return pane->cursor;
}
