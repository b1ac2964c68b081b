/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/sprite.h"

#include <math.h>

static cairo_surface_t *
paint (double width, double height, int scale, double x, double y, SpriteFunc draw, gconstpointer data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width) * scale, (int) ceil (height) * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_translate (cr, x, y);
  draw (cr, data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static GdkTexture *
texture_of (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) height * (gsize) stride,
                                                         (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

Sprite *
sprite_new (double half_width, double half_height, int scale, SpriteFunc draw, gconstpointer data)
{
  double wide = ceil (half_width), high = ceil (half_height);
  cairo_surface_t *surface;
  Sprite *sprite;

  if (wide <= 0 || high <= 0)
    return NULL;
  surface = paint (2 * wide, 2 * high, scale, wide, high, draw, data);
  sprite = g_new (Sprite, 1);
  sprite->texture = texture_of (surface);
  sprite->half_width = (float) wide;
  sprite->half_height = (float) high;
  cairo_surface_destroy (surface);
  return sprite;
}

void
sprite_free (Sprite *sprite)
{
  if (sprite == NULL)
    return;
  g_object_unref (sprite->texture);
  g_free (sprite);
}

void
sprite_set_down (const Sprite *sprite, GtkSnapshot *snapshot, double x, double y)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) round (x) - sprite->half_width, (float) round (y) - sprite->half_height,
                                                     2 * sprite->half_width, 2 * sprite->half_height);

  gtk_snapshot_append_texture (snapshot, sprite->texture, &bounds);
}

GskRenderNode *
sprite_paint_node (const graphene_rect_t *bounds, int scale, SpriteFunc draw, gconstpointer data)
{
  cairo_surface_t *surface = paint (bounds->size.width, bounds->size.height, scale, 0, 0, draw, data);
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, bounds->origin.x, bounds->origin.y);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}
