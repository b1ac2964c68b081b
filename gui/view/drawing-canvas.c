/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/drawing-canvas.h"

#include "gui/view/sprite.h"
#include "gui/view/theme.h"

#include <math.h>

enum
{
  TILE_HEIGHT = 400, /* pixels */
  MOST_TILES = 12,   /* that are kept: a wide one takes several megabytes */
};

struct _DrawingCanvas
{
  GtkWidget parent_instance;

  const Drawing *drawing; /* borrowed; NULL: nothing */
  double top, bottom, zoom;
  double now_top, now_bottom;
  guint32 cursor; /* what is outlined is about it; 0: none */
  GtkAdjustment *vertical;
  GHashTable *tiles; /* number → GskRenderNode * */
};

typedef struct
{
  const DrawingCanvas *canvas;
  double x, y; /* of the tile, in pixels of the canvas */
  double height;
} Tile;

G_DEFINE_TYPE (DrawingCanvas, drawing_canvas, GTK_TYPE_WIDGET)

static guint picked;

static void
forget_adjustment (DrawingCanvas *canvas)
{
  if (canvas->vertical != NULL)
    g_signal_handlers_disconnect_by_data (canvas->vertical, canvas);
  g_clear_object (&canvas->vertical);
}

static void
drawing_canvas_dispose (GObject *object)
{
  forget_adjustment (MAILFLOW_DRAWING_CANVAS (object));
  G_OBJECT_CLASS (drawing_canvas_parent_class)->dispose (object);
}

static void
drawing_canvas_finalize (GObject *object)
{
  g_hash_table_unref (MAILFLOW_DRAWING_CANVAS (object)->tiles);
  G_OBJECT_CLASS (drawing_canvas_parent_class)->finalize (object);
}

static void
drawing_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  const DrawingCanvas *canvas = MAILFLOW_DRAWING_CANVAS (widget);
  double size = orientation == GTK_ORIENTATION_HORIZONTAL && canvas->drawing != NULL ? drawing_get_width (canvas->drawing) : canvas->bottom - canvas->top;

  *minimum = *natural = canvas->drawing == NULL ? 0 : (int) ceil (size * canvas->zoom);
}

static void
paint_tile (cairo_t *cr, gconstpointer data)
{
  const Tile *tile = data;
  const DrawingCanvas *canvas = tile->canvas;
  double top = canvas->top + tile->y / canvas->zoom;

  cairo_scale (cr, canvas->zoom, canvas->zoom);
  cairo_translate (cr, 0, -top);
  drawing_paint_rows (canvas->drawing, cr, top, top + tile->height / canvas->zoom);
}

static GskRenderNode *
get_tile (DrawingCanvas *canvas, guint number, int width)
{
  GskRenderNode *node = g_hash_table_lookup (canvas->tiles, GUINT_TO_POINTER (number));
  /* A row of pixels goes under the next tile: where they don't meet on whole pixels, nothing shows between them. */
  const Tile tile = { canvas, 0, (double) number * TILE_HEIGHT, TILE_HEIGHT + 1 };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, (float) tile.y, (float) width, TILE_HEIGHT + 1);

  if (node != NULL)
    return node;
  node = sprite_paint_node (&bounds, gtk_widget_get_scale_factor (GTK_WIDGET (canvas)), paint_tile, &tile);
  g_hash_table_insert (canvas->tiles, GUINT_TO_POINTER (number), node);
  return node;
}

/* Those from FIRST to LAST stay. */
static void
drop_tiles (DrawingCanvas *canvas, guint first, guint last)
{
  GHashTableIter iter;
  gpointer number;

  if (g_hash_table_size (canvas->tiles) <= MOST_TILES)
    return;
  g_hash_table_iter_init (&iter, canvas->tiles);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (GPOINTER_TO_UINT (number) < first || GPOINTER_TO_UINT (number) > last)
      g_hash_table_iter_remove (&iter);
}

static void
show_tiles (DrawingCanvas *canvas, GtkSnapshot *snapshot, double from, double until, int width)
{
  guint first = (guint) (MAX (from, 0) / TILE_HEIGHT), number;

  for (number = first; number * TILE_HEIGHT < until; number++)
    gtk_snapshot_append_node (snapshot, get_tile (canvas, number, width));
  drop_tiles (canvas, first, number);
}

static void
show_colour (GtkSnapshot *snapshot, Colour colour, double alpha, double y, double height, int width)
{
  const GdkRGBA rgba = { (float) colour.red, (float) colour.green, (float) colour.blue, (float) alpha };

  if (height > 0)
    gtk_snapshot_append_color (snapshot, &rgba, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, (float) height));
}

static void
show_now (DrawingCanvas *canvas, GtkSnapshot *snapshot, int width, int height)
{
  const Palette *palette = theme_get_palette ();
  double top = (canvas->now_top - canvas->top) * canvas->zoom, bottom = (canvas->now_bottom - canvas->top) * canvas->zoom;

  if (canvas->now_top < 0)
    return;
  show_colour (snapshot, palette->accent, 0.16, top - 3, bottom - top + 6, width);
  show_colour (snapshot, palette->accent, 1, top - 3, bottom - top + 6, 5);
  show_colour (snapshot, palette->card, palette->high_contrast ? 0.4 : 0.6, bottom + 4, height - bottom - 4, width);
}

static void
show_cursor (DrawingCanvas *canvas, GtkSnapshot *snapshot)
{
  const Colour accent = theme_get_palette ()->accent;
  const GdkRGBA rgba = { (float) accent.red, (float) accent.green, (float) accent.blue, 1 };
  const DrawingGroup *group = canvas->cursor == 0 ? NULL : drawing_find_about (canvas->drawing, canvas->cursor);
  graphene_rect_t place;
  GskRoundedRect outline;

  if (group == NULL)
    return;
  drawing_canvas_locate (canvas, group, &place);
  graphene_rect_inset (&place, -2, -2);
  gsk_rounded_rect_init_from_rect (&outline, &place, 4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 3, 3, 3, 3 }, (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
}

static void
drawing_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DrawingCanvas *canvas = MAILFLOW_DRAWING_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double from = canvas->vertical == NULL ? 0 : gtk_adjustment_get_value (canvas->vertical);
  double until = canvas->vertical == NULL ? height : from + gtk_adjustment_get_page_size (canvas->vertical);

  if (canvas->drawing == NULL || width <= 0 || height <= 0)
    return;
  until = MIN (until, height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  show_tiles (canvas, snapshot, from, until, width);
  show_now (canvas, snapshot, width, height);
  show_cursor (canvas, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* The tiles were painted for another width. */
static void
drawing_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  drawing_canvas_forget (MAILFLOW_DRAWING_CANVAS (widget));
}

static guint32
find_id (DrawingCanvas *canvas, double x, double y)
{
  return canvas->drawing == NULL ? 0 : drawing_hit (canvas->drawing, x / canvas->zoom, canvas->top + y / canvas->zoom);
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, DrawingCanvas *canvas)
{
  guint32 id = find_id (canvas, x, y);

  if (id != 0)
    g_signal_emit (canvas, picked, 0, id);
}

static gboolean
drawing_canvas_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DrawingCanvas *canvas = MAILFLOW_DRAWING_CANVAS (widget);
  const char *title = keyboard || canvas->drawing == NULL ? NULL : drawing_hit_title (canvas->drawing, x / canvas->zoom, canvas->top + y / canvas->zoom);

  gtk_tooltip_set_text (tooltip, title);
  return title != NULL;
}

static void
drawing_canvas_class_init (DrawingCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = drawing_canvas_dispose;
  G_OBJECT_CLASS (class)->finalize = drawing_canvas_finalize;
  widget_class->measure = drawing_canvas_measure;
  widget_class->snapshot = drawing_canvas_snapshot;
  widget_class->size_allocate = drawing_canvas_size_allocate;
  widget_class->query_tooltip = drawing_canvas_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  picked = g_signal_new ("picked", DRAWING_CANVAS_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
drawing_canvas_init (DrawingCanvas *canvas)
{
  GtkGesture *click = gtk_gesture_click_new ();

  canvas->zoom = 1;
  canvas->now_top = -1;
  canvas->tiles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), canvas);
  gtk_widget_add_controller (GTK_WIDGET (canvas), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (canvas), TRUE);
}

void
drawing_canvas_forget (DrawingCanvas *canvas)
{
  g_hash_table_remove_all (canvas->tiles);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

void
drawing_canvas_set_drawing (DrawingCanvas *canvas, const Drawing *drawing, double top, double bottom)
{
  canvas->drawing = drawing;
  canvas->top = top;
  canvas->bottom = bottom;
  canvas->now_top = -1;
  drawing_canvas_forget (canvas);
  gtk_widget_queue_resize (GTK_WIDGET (canvas));
}

void
drawing_canvas_set_zoom (DrawingCanvas *canvas, double zoom)
{
  if (canvas->zoom == zoom)
    return;
  canvas->zoom = zoom;
  drawing_canvas_forget (canvas);
  gtk_widget_queue_resize (GTK_WIDGET (canvas));
}

double
drawing_canvas_get_zoom (DrawingCanvas *canvas)
{
  return canvas->zoom;
}

void
drawing_canvas_set_now (DrawingCanvas *canvas, double top, double bottom)
{
  if (canvas->now_top == top && canvas->now_bottom == bottom)
    return;
  canvas->now_top = top;
  canvas->now_bottom = bottom;
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

void
drawing_canvas_set_cursor (DrawingCanvas *canvas, guint32 about)
{
  if (canvas->cursor == about)
    return;
  canvas->cursor = about;
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

guint32
drawing_canvas_find_about (DrawingCanvas *canvas, double x, double y)
{
  return canvas->drawing == NULL ? 0 : drawing_hit_about (canvas->drawing, x / canvas->zoom, canvas->top + y / canvas->zoom);
}

void
drawing_canvas_locate (DrawingCanvas *canvas, const DrawingGroup *group, graphene_rect_t *place)
{
  *place = GRAPHENE_RECT_INIT ((float) (group->left * canvas->zoom), (float) ((group->top - canvas->top) * canvas->zoom), (float) ((group->right - group->left) * canvas->zoom),
                               (float) ((group->bottom - group->top) * canvas->zoom));
}

const Drawing *
drawing_canvas_get_drawing (DrawingCanvas *canvas)
{
  return canvas->drawing;
}

void
drawing_canvas_set_adjustment (DrawingCanvas *canvas, GtkAdjustment *vertical)
{
  forget_adjustment (canvas);
  canvas->vertical = g_object_ref (vertical);
  g_signal_connect_swapped (vertical, "value-changed", G_CALLBACK (gtk_widget_queue_draw), canvas);
  g_signal_connect_swapped (vertical, "notify::page-size", G_CALLBACK (gtk_widget_queue_draw), canvas);
}
