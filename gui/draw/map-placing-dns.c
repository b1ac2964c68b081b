/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-placing.h"

static const double narrowest = 108; /* "example.com" is readable */
static const double dense_spread = 1.02, spread = 1.14, wide_spread = 1.5; /* rows stand apart, for questions to fly between them */

/* The DNS has rows: name servers above, the resolvers that ask them below. */
typedef struct
{
  HostGroup servers, resolvers; /* the caller frees their hosts */
  guint columns, rows;
} DnsRows;

static DnsRows
dns_rows (const MapLayout *layout, double width)
{
  DnsRows dns = { map_placing_pick (layout, NULL, PICK_NAME_SERVERS), map_placing_pick (layout, NULL, PICK_RESOLVERS), 0, 0 };
  guint most = MAX (dns.servers.count, dns.resolvers.count);

  dns.columns = CLAMP ((guint) (width / narrowest), 1, MAX (most, 1));
  dns.rows = (dns.servers.count + dns.columns - 1) / dns.columns + (dns.resolvers.count + dns.columns - 1) / dns.columns;
  return dns;
}

static void
dns_rows_clear (DnsRows *dns)
{
  g_free (dns->servers.hosts);
  g_free (dns->resolvers.hosts);
}

static double
height_of (const Placing *placing, double width, double apart)
{
  DnsRows dns = dns_rows (placing->layout, width);
  guint rows = dns.rows;

  dns_rows_clear (&dns);
  return rows == 0 ? 0 : MAP_TITLE_HEIGHT + 6 + apart * map_placing_host_height (placing, TRUE) * rows;
}

double
map_placing_dns_height (const Placing *placing, double width)
{
  return height_of (placing, width, placing->dense ? dense_spread : spread);
}

/* GROUP in rows from ROW on; a single host stands at LONELY of the width. The next free row. */
static guint
place_rows (Placing *placing, const HostGroup *group, MapBox room, const DnsRows *dns, guint row, double lonely)
{
  for (guint i = 0; i < group->count; i++)
    {
      guint columns = dns->columns, in_row = MIN (columns, group->count - i / columns * columns);
      double part = group->count == 1 ? lonely : (i % columns + 0.5) / in_row;

      map_placing_add_host (placing, group->hosts[i], room.x + room.width * part, room.y + (room.height - 4) * (row + i / columns + 0.5) / dns->rows);
    }
  return row + (group->count + dns->columns - 1) / dns->columns;
}

double
map_placing_place_dns (Placing *placing, MapBox box)
{
  DnsRows dns = dns_rows (placing->layout, box.width);
  gboolean pair = dns.servers.count == 1 && dns.resolvers.count == 1;
  MapBox room;
  guint row;

  box.height = MAX (map_placing_dns_height (placing, box.width), MIN (box.height, height_of (placing, box.width, placing->dense ? dense_spread : wide_spread)));
  room = map_placing_inside (box);
  if (dns.rows > 0)
    {
      placing->dns_width = box.width * (pair ? 0.46 : 1.0 / MAX (dns.columns, 2)) - 4;
      map_placing_add_area (placing->layout, AREA_DNS, "DNS", box);
      row = place_rows (placing, &dns.servers, room, &dns, 0, pair ? 0.76 : 0.5);
      place_rows (placing, &dns.resolvers, room, &dns, row, pair ? 0.24 : 0.5);
    }
  dns_rows_clear (&dns);
  return box.height;
}
