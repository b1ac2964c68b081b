/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-placing: puts areas and hosts on the map. Only for map-layout.c and its own parts.
 */
#pragma once

#include "gui/draw/map-layout.h"

/* Above the hosts of an area. */
#define MAP_TITLE_HEIGHT 32.0

/* A column or a row of hosts in an area. */
typedef struct
{
  const CastHost **hosts;
  guint count;
} HostGroup;

typedef struct
{
  MapLayout *layout;
  GPtrArray *domains[2];        /* const char *, left and right */
  double host_width, dns_width; /* of a host in a domain, in the DNS */
  gboolean dense;               /* the rows of the DNS are near each other */
} Placing;

typedef enum
{
  PICK_SENDING_DEVICES,
  PICK_OTHER_DEVICES,
  PICK_DEVICES,
  PICK_SERVERS,
  PICK_NAME_SERVERS,
  PICK_RESOLVERS,
} Pick;

/* Fills hosts, areas and icon of LAYOUT, whose cast and size are set. */
void map_placing_run (MapLayout *layout);

/* The caller frees its hosts. DOMAIN is NULL for those of the DNS. */
HostGroup map_placing_pick (const MapLayout *layout, const char *domain, Pick pick);
void map_placing_add_area (MapLayout *layout, AreaKind kind, const char *title, MapBox box);
/* Where an area has hosts: below its title. */
MapBox map_placing_inside (MapBox box);
/* Pictogram and words, in a domain or in the DNS. */
double map_placing_host_height (const Placing *placing, gboolean dns);
/* CAST around X, Y, the middle of its whole box. */
void map_placing_add_host (Placing *placing, const CastHost *cast, double x, double y);

/* How high the DNS has to be in an area of WIDTH; 0 where it takes no part. */
double map_placing_dns_height (const Placing *placing, double width);
/* Places it at the top of BOX, which it doesn't always fill, or not at all; how high it has become. */
double map_placing_place_dns (Placing *placing, MapBox box);
