/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sprite: a small picture kept as a texture, to be set down at whole pixels.
 */
#pragma once

#include <gtk/gtk.h>

typedef void (*SpriteFunc) (cairo_t *cr, gconstpointer data);

typedef struct
{
  GdkTexture *texture;
  float half_width, half_height;
} Sprite;

/* Calls DRAW with the origin in the middle of a picture of twice these halves. NULL where it is empty. */
Sprite *sprite_new (double half_width, double half_height, int scale, SpriteFunc draw, gconstpointer data);
void sprite_free (Sprite *sprite);

void sprite_set_down (const Sprite *sprite, GtkSnapshot *snapshot, double x, double y);

/* A node that shows a picture of WIDTH × HEIGHT, painted once. */
GskRenderNode *sprite_paint_node (const graphene_rect_t *bounds, int scale, SpriteFunc draw, gconstpointer data);
