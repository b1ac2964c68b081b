/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * host-picture: one host on the map: its pictogram, its name, and what it holds.
 */
#pragma once

#include "sim/trace/fault-mark.h"
#include "gui/draw/palette.h"

typedef struct
{
  HostRole role;
  HostState state;
  AreaKind side;
  const char *name, *domain; /* "mail"; DOMAIN is written below it, NULL: not */
  guint queued, stored, fetched, cached, connections;
  char mark[FAULT_MARK_SIZE]; /* of a fault that strikes it; "": none */
  gboolean acting;           /* what is told now happens here */
  gboolean selected;
} HostLook;

/* Of the same host: whether both look the same. */
gboolean host_look_is_same (const HostLook *a, const HostLook *b);

/* The numbers at the edges of a pictogram. */
typedef enum
{
  HOST_BADGE_QUEUED,
  HOST_BADGE_STORED,
  HOST_BADGE_CACHED,
  HOST_BADGE_CONNECTIONS,
} HostBadge;

/* One of them alone, its upper left corner at X, Y. */
void host_picture_draw_badge (cairo_t *cr, HostBadge badge, guint number, double x, double y, const Palette *palette);

/* Above the pictogram, for the ring around it. */
#define HOST_PICTURE_MARGIN 5.0

/* How high the lines of text below a pictogram are, with that margin. */
double host_picture_text_height (gboolean with_domain);
/* About how wide they are, without measuring. */
double host_picture_text_width (const char *name, const char *domain);

/* In a box of WIDTH × HEIGHT from the origin; the pictogram is a square of ICON at its top, in the middle. */
void host_picture_draw (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double height, double icon);
