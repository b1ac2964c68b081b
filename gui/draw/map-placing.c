/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-placing.h"

#include "gui/draw/host-picture.h"

#include <string.h>

static const double gap = 12, title_height = 34;
static const double narrowest_dns = 104, widest_host = 190, tallest_host = 150, largest_icon = 100, smallest_icon = 26;

/* A column or a row of hosts in an area. */
typedef struct
{
  const CastHost **hosts;
  guint count;
} Group;

typedef struct
{
  MapLayout *layout;
  GPtrArray *domains[2]; /* const char *, left and right */
  double host_width, host_height;
  double dns_width;      /* of a host there */
} Placing;

static const CastHost *
cast_at (const MapLayout *layout, guint index)
{
  return &g_array_index (layout->cast->hosts, CastHost, index);
}

static gboolean
has_domain (const GPtrArray *domains, const char *domain)
{
  for (guint i = 0; i < domains->len; i++)
    if (strcmp (g_ptr_array_index (domains, i), domain) == 0)
      return TRUE;
  return FALSE;
}

static void
find_domains (Placing *placing)
{
  for (guint i = 0; i < placing->layout->cast->hosts->len; i++)
    {
      const CastHost *host = cast_at (placing->layout, i);
      GPtrArray *domains;

      if (host->side == AREA_DNS)
        continue;
      domains = placing->domains[host->side == AREA_SENDER ? 0 : 1];
      if (!has_domain (domains, host->domain))
        g_ptr_array_add (domains, (gpointer) host->domain);
    }
}

typedef enum
{
  PICK_SENDING_DEVICES,
  PICK_OTHER_DEVICES,
  PICK_DEVICES,
  PICK_SERVERS,
  PICK_NAME_SERVERS,
  PICK_RESOLVERS,
} Pick;

static gboolean
is_picked (const CastHost *host, const char *domain, Pick pick)
{
  gboolean device = host->role == HOST_DEVICE;

  if (pick == PICK_NAME_SERVERS || pick == PICK_RESOLVERS)
    return host->side == AREA_DNS && (host->role == HOST_RESOLVER) == (pick == PICK_RESOLVERS);
  if (host->side == AREA_DNS || strcmp (host->domain, domain) != 0)
    return FALSE;
  if (pick == PICK_SERVERS)
    return !device;
  return device && (pick == PICK_DEVICES || host->sends == (pick == PICK_SENDING_DEVICES));
}

/* The caller frees hosts. */
static Group
pick_hosts (const MapLayout *layout, const char *domain, Pick pick)
{
  Group group = { g_new (const CastHost *, layout->cast->hosts->len + 1), 0 };

  for (guint i = 0; i < layout->cast->hosts->len; i++)
    if (is_picked (cast_at (layout, i), domain, pick))
      group.hosts[group.count++] = cast_at (layout, i);
  return group;
}

static guint
count_hosts (const MapLayout *layout, const char *domain, Pick pick)
{
  Group group = pick_hosts (layout, domain, pick);

  g_free (group.hosts);
  return group.count;
}

static void
add_area (MapLayout *layout, AreaKind kind, const char *title, MapBox box)
{
  const MapArea area = { kind, title, box };

  g_array_append_val (layout->areas, area);
}

/* CAST around X, Y, the middle of its whole box. */
static void
add_host (Placing *placing, const CastHost *cast, double x, double y)
{
  MapHost host = { .host = cast->host, .cast = cast };
  double width = cast->side == AREA_DNS ? placing->dns_width : placing->host_width;

  host.box = (MapBox){ x - width / 2, y - placing->host_height / 2, width, placing->host_height };
  g_array_append_val (placing->layout->hosts, host);
}

static void
add_column (Placing *placing, Group group, MapBox box, double x)
{
  for (guint i = 0; i < group.count; i++)
    add_host (placing, group.hosts[i], x, box.y + box.height * (i + 0.5) / group.count);
  g_free (group.hosts);
}

/* Where a domain's area has hosts: below its title. */
static MapBox
inside (MapBox box)
{
  return (MapBox){ box.x, box.y + title_height, box.width, box.height - title_height };
}

/* Room for a single host, which stands PART of the way down. */
static MapBox
lower (MapBox room, double part, double height)
{
  return (MapBox){ room.x, room.y + part * MAX (room.height - height, 0), room.width, MIN (height, room.height) };
}

/* Devices outside, servers towards the middle of the map. Where there is one of each, the mail goes
 * downhill to the server, so that its way is longer and the DNS has room above the next one. */
static void
place_domain (Placing *placing, const char *domain, gboolean left, MapBox box)
{
  MapBox devices = inside (box), servers = devices;
  double from_edge = placing->host_width / 2 + 8, height = placing->host_height;
  double outer = left ? box.x + from_edge : box.x + box.width - from_edge;
  double inner = left ? box.x + box.width - from_edge : box.x + from_edge;
  Group device = pick_hosts (placing->layout, domain, PICK_DEVICES), server = pick_hosts (placing->layout, domain, PICK_SERVERS);

  add_area (placing->layout, left ? AREA_SENDER : AREA_RECIPIENT, domain, box);
  if (device.count == 0)
    inner = box.x + box.width / 2;
  if (server.count == 1)
    servers = lower (servers, device.count > 1 ? 0.5 : 0.85, height);
  if (device.count == 1)
    devices = lower (devices, 0.2, height);
  add_column (placing, device, devices, outer);
  add_column (placing, server, servers, inner);
}

static void
place_side (Placing *placing, gboolean left, MapBox box)
{
  const GPtrArray *domains = placing->domains[left ? 0 : 1];
  double each = (box.height - gap * (domains->len - 1)) / MAX (domains->len, 1);

  for (guint i = 0; i < domains->len; i++)
    place_domain (placing, g_ptr_array_index (domains, i), left,
                  (MapBox){ box.x, box.y + i * (each + gap), box.width, each });
}

/* Senders, servers and readers of one domain, from left to right. */
static void
place_alone (Placing *placing, const char *domain, MapBox box)
{
  const MapBox room = inside (box);

  add_area (placing->layout, AREA_SENDER, domain, box);
  add_column (placing, pick_hosts (placing->layout, domain, PICK_SENDING_DEVICES), room, box.x + box.width * 0.13);
  add_column (placing, pick_hosts (placing->layout, domain, PICK_SERVERS), room, box.x + box.width * 0.5);
  add_column (placing, pick_hosts (placing->layout, domain, PICK_OTHER_DEVICES), room, box.x + box.width * 0.87);
}

/* The DNS has rows: name servers above, the resolvers that ask them below. */
typedef struct
{
  Group servers, resolvers; /* the caller frees their hosts */
  guint columns, rows;
} DnsRows;

static DnsRows
dns_rows (const MapLayout *layout, double width)
{
  DnsRows dns = { pick_hosts (layout, NULL, PICK_NAME_SERVERS), pick_hosts (layout, NULL, PICK_RESOLVERS), 0, 0 };
  guint most = MAX (dns.servers.count, dns.resolvers.count);

  dns.columns = CLAMP ((guint) (width / narrowest_dns), 1, MAX (most, 1));
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
dns_height (const MapLayout *layout, double width, double host_height)
{
  DnsRows dns = dns_rows (layout, width);
  guint rows = dns.rows;

  dns_rows_clear (&dns);
  return rows == 0 ? 0 : title_height + 6 + 1.14 * host_height * rows;
}

/* GROUP in rows from ROW on; a single host stands at LONELY of the width. The next free row. */
static guint
place_rows (Placing *placing, const Group *group, MapBox room, const DnsRows *dns, guint row, double lonely)
{
  for (guint i = 0; i < group->count; i++)
    {
      guint columns = dns->columns, in_row = MIN (columns, group->count - i / columns * columns);
      double part = group->count == 1 ? lonely : (i % columns + 0.5) / in_row;

      add_host (placing, group->hosts[i], room.x + room.width * part, room.y + (room.height - 4) * (row + i / columns + 0.5) / dns->rows);
    }
  return row + (group->count + dns->columns - 1) / dns->columns;
}

static void
place_dns (Placing *placing, MapBox box)
{
  DnsRows dns = dns_rows (placing->layout, box.width);
  gboolean pair = dns.servers.count == 1 && dns.resolvers.count == 1;
  const MapBox room = inside (box);
  guint row;

  placing->dns_width = MIN (box.width * (pair ? 0.46 : 1.0 / MAX (dns.columns, 2)) - 4, widest_host);
  add_area (placing->layout, AREA_DNS, "DNS", box);
  row = place_rows (placing, &dns.servers, room, &dns, 0, pair ? 0.76 : 0.5);
  place_rows (placing, &dns.resolvers, room, &dns, row, pair ? 0.24 : 0.5);
  dns_rows_clear (&dns);
}

/* The tallest column decides how tall a host may be. */
static double
slot_height (const Placing *placing, double height)
{
  double slot = G_MAXDOUBLE;

  for (int side = 0; side < 2; side++)
    {
      const GPtrArray *domains = placing->domains[side];
      double each = (height - gap * (domains->len - 1)) / MAX (domains->len, 1) - title_height;

      for (guint i = 0; i < domains->len; i++)
        {
          const char *domain = g_ptr_array_index (domains, i);
          guint most = MAX (count_hosts (placing->layout, domain, PICK_DEVICES), count_hosts (placing->layout, domain, PICK_SERVERS));

          slot = MIN (slot, each / MAX (most, 1));
        }
    }
  return slot;
}

static void
settle_size (Placing *placing, double column, double slot)
{
  MapLayout *layout = placing->layout;
  double text = host_picture_text_height (TRUE);

  placing->host_width = MIN (column - 4, widest_host);
  placing->host_height = CLAMP (slot - 4, text + smallest_icon, tallest_host);
  layout->icon = MIN (MIN (placing->host_height - text, placing->host_width * 0.7), largest_icon);
}

/* Pictograms stand at the top of their boxes. */
static void
settle_pictograms (MapLayout *layout)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      host->x = host->box.x + host->box.width / 2;
      host->y = host->box.y + 5 + layout->icon / 2;
    }
}

static double
settle_with_dns (Placing *placing, double column, double slot, double width, double tallest)
{
  double high;

  settle_size (placing, column, slot);
  high = dns_height (placing->layout, width, placing->host_height);
  while (high > tallest && placing->host_height > host_picture_text_height (TRUE) + smallest_icon)
    {
      settle_size (placing, column, placing->host_height);
      high = dns_height (placing->layout, width, placing->host_height);
    }
  return high;
}

static void
place_all (Placing *placing, MapBox whole)
{
  double side = whole.width * 0.3, middle = whole.width - 2 * side - 2 * gap;
  double high = settle_with_dns (placing, side * 0.45, slot_height (placing, whole.height), middle, whole.height * 0.62);

  place_side (placing, TRUE, (MapBox){ whole.x, whole.y, side, whole.height });
  place_side (placing, FALSE, (MapBox){ whole.x + whole.width - side, whole.y, side, whole.height });
  if (high > 0)
    place_dns (placing, (MapBox){ whole.x + side + gap, whole.y, middle, high });
}

static void
place_one_domain (Placing *placing, const char *domain, MapBox whole)
{
  double width = whole.width * 0.6, high;

  high = dns_height (placing->layout, width, 100) > 0 ? whole.height * 0.5 : 0;
  high = settle_with_dns (placing, whole.width * 0.25, slot_height (placing, whole.height - high), width, high);
  if (high > 0)
    {
      place_dns (placing, (MapBox){ whole.x + whole.width * 0.2, whole.y, width, high });
      whole.y += high + gap;
      whole.height -= high + gap;
    }
  place_alone (placing, domain, whole);
}

void
map_placing_run (MapLayout *layout)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new (), right = g_ptr_array_new ();
  Placing placing = { layout, { left, right }, 0, 0 };
  const MapBox whole = { gap, gap, layout->width - 2 * gap, layout->height - 2 * gap };

  find_domains (&placing);
  if (left->len + right->len == 1)
    place_one_domain (&placing, g_ptr_array_index (left->len > 0 ? left : right, 0), whole);
  else
    place_all (&placing, whole);
  settle_pictograms (layout);
}
