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
/* Likewise, but for their badges. */
gboolean host_look_has_same_body (const HostLook *a, const HostLook *b);

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
void host_picture_measure_badge (cairo_t *cr, guint number, double *width, double *height);

#define HOST_PICTURE_MOST_BADGES 3

typedef struct
{
  HostBadge badge;
  guint number;
  double x, y; /* upper left corner, in the host's box */
} HostBadgePlace;

/* Those of a host in a box of WIDTH with a pictogram of ICON; how many. */
guint host_picture_place_badges (cairo_t *cr, const HostLook *look, double width, double icon, HostBadgePlace places[HOST_PICTURE_MOST_BADGES]);

/* Above the pictogram, for the ring around it. */
#define HOST_PICTURE_MARGIN 5.0

/* How high the lines of text below a pictogram are, with that margin. */
double host_picture_text_height (gboolean with_domain);
/* About how wide they are, without measuring. */
double host_picture_text_width (const char *name, const char *domain);

/* In a box of WIDTH from the origin; the pictogram is a square of ICON at its top, in the middle. */
void host_picture_draw (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double icon);
/* All but the badges, which are drawn upon it: they change more often. */
void host_picture_draw_body (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double icon);
