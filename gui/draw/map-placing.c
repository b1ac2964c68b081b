/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-placing.h"

#include "gui/draw/host-picture.h"

#include <string.h>

static const double gap = 12, tight_gap = 6;
static const double widest_host = 190, largest_icon = 100, good_icon = 36, least_icon = 28, smallest_icon = 22;

enum
{
  CROWD = 4, /* so many domains on a side are near each other */
  MOST_ON_SIDE = 6,
};

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

/* Where DOMAIN belongs, wherever it found room. */
static AreaKind
side_of (const MapLayout *layout, const char *domain)
{
  for (guint i = 0; i < layout->cast->hosts->len; i++)
    if (cast_at (layout, i)->side != AREA_DNS && strcmp (cast_at (layout, i)->domain, domain) == 0)
      return cast_at (layout, i)->side;
  return AREA_RECIPIENT;
}

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

/* How far below the top of the DNS a name server stands: the root, "org", "example.org". */
static guint
depth_of (const CastHost *host)
{
  guint depth = strcmp (host->domain, ".") == 0 ? 0 : 1;

  for (const char *dot = host->domain; depth > 0 && (dot = strchr (dot, '.')) != NULL; dot++)
    depth++;
  return MIN (depth, 2);
}

/* The highest first, otherwise in the order of the cast. */
static void
add_by_depth (HostGroup *group, const CastHost *host)
{
  guint place = group->count++;

  for (; place > 0 && depth_of (group->hosts[place - 1]) > depth_of (host); place--)
    group->hosts[place] = group->hosts[place - 1];
  group->hosts[place] = host;
}

HostGroup
map_placing_pick (const MapLayout *layout, const char *domain, Pick pick)
{
  HostGroup group = { g_new (const CastHost *, layout->cast->hosts->len + 1), 0 };

  for (guint i = 0; i < layout->cast->hosts->len; i++)
    {
      if (!is_picked (cast_at (layout, i), domain, pick))
        continue;
      if (pick == PICK_NAME_SERVERS)
        add_by_depth (&group, cast_at (layout, i));
      else
        group.hosts[group.count++] = cast_at (layout, i);
    }
  return group;
}

static guint
count_hosts (const MapLayout *layout, const char *domain, Pick pick)
{
  HostGroup group = map_placing_pick (layout, domain, pick);

  g_free (group.hosts);
  return group.count;
}

void
map_placing_add_area (MapLayout *layout, AreaKind kind, const char *title, MapBox box)
{
  const MapArea area = { kind, title, box, box };

  g_array_append_val (layout->areas, area);
}

double
map_placing_host_height (const Placing *placing, gboolean dns)
{
  return placing->layout->icon + host_picture_text_height (dns);
}

void
map_placing_add_host (Placing *placing, const CastHost *cast, double x, double y)
{
  MapLayout *layout = placing->layout;
  gboolean dns = cast->side == AREA_DNS;
  double width = dns ? placing->dns_width : placing->host_width, height = map_placing_host_height (placing, dns);
  MapHost host = { .host = cast->host, .cast = cast, .x = x };

  host.box = (MapBox){ x - width / 2, y - height / 2, width, height };
  host.y = host.box.y + HOST_PICTURE_MARGIN + layout->icon / 2;
  g_array_append_val (layout->hosts, host);
}

static void
add_column (Placing *placing, HostGroup group, MapBox box, double x)
{
  for (guint i = 0; i < group.count; i++)
    map_placing_add_host (placing, group.hosts[i], x, box.y + box.height * (i + 0.5) / group.count);
  g_free (group.hosts);
}

MapBox
map_placing_inside (MapBox box)
{
  return (MapBox){ box.x, box.y + MAP_TITLE_HEIGHT, box.width, box.height - MAP_TITLE_HEIGHT };
}

/* Room for a single host, which stands PART of the way down. */
static MapBox
lower (MapBox room, double part, double height)
{
  return (MapBox){ room.x, room.y + part * MAX (room.height - height, 0), room.width, MIN (height, room.height) };
}

/* Where two hosts leave the middle of ROOM to a server between them, so that what they say to it has a way
 * to fly. */
static MapBox
spread_pair (MapBox room, double height)
{
  double first = MAX (0.17 * room.height, height / 2), between = room.height - 2 * first;

  return (MapBox){ room.x, room.y + first - between / 2, room.width, 2 * between };
}

/* How wide the hosts of GROUP want to be for their names. */
static double
width_for_names (const HostGroup *group)
{
  double width = 0;

  for (guint i = 0; i < group->count; i++)
    width = MAX (width, host_picture_text_width (group->hosts[i]->name, ""));
  return width;
}

/* One or two devices stand above and below their server, not beside it, and may be as wide as their names. */
static void
add_devices (Placing *placing, HostGroup device, guint servers, gboolean left, MapBox area, MapBox room)
{
  double usual = placing->host_width, from_edge;

  if (servers == 1 && device.count <= 2 && area.height > 3.4 * map_placing_host_height (placing, FALSE) + MAP_TITLE_HEIGHT)
    placing->host_width = CLAMP (width_for_names (&device), usual, area.width - 16);
  from_edge = placing->host_width / 2 + 8;
  add_column (placing, device, room, left ? area.x + from_edge : area.x + area.width - from_edge);
  placing->host_width = usual;
}

/* Devices outside, servers towards the middle of the map. Where there is one of each, the mail goes
 * downhill to the server, so that its way is longer and the DNS has room above the next one. */
static void
place_domain (Placing *placing, const char *domain, gboolean left, MapBox box)
{
  MapBox devices = map_placing_inside (box), servers = devices;
  double from_edge = placing->host_width / 2 + 8, height = map_placing_host_height (placing, FALSE);
  double inner = left ? box.x + box.width - from_edge : box.x + from_edge;
  HostGroup device = map_placing_pick (placing->layout, domain, PICK_DEVICES), server = map_placing_pick (placing->layout, domain, PICK_SERVERS);

  map_placing_add_area (placing->layout, side_of (placing->layout, domain), domain, box);
  if (device.count == 0)
    inner = box.x + box.width / 2;
  if (server.count == 1)
    servers = lower (servers, device.count > 1 ? 0.5 : 0.85, height);
  if (device.count == 1)
    devices = lower (devices, 0.2, height);
  else if (device.count == 2 && server.count == 1)
    devices = spread_pair (devices, height);
  add_devices (placing, device, server.count, left, box, devices);
  add_column (placing, server, servers, inner);
}

/* How many hosts stand above each other in the area of DOMAIN. */
static guint
count_rows (const MapLayout *layout, const char *domain)
{
  return MAX (MAX (count_hosts (layout, domain, PICK_DEVICES), count_hosts (layout, domain, PICK_SERVERS)), 1);
}

/* Between the areas of a side. */
static double
gap_between (const GPtrArray *domains)
{
  return domains->len < CROWD ? gap : tight_gap;
}

/* How high the area of each domain of a side is for each of its rows. */
static double
row_height (const Placing *placing, const GPtrArray *domains, double height)
{
  double rows = 0, room = height - gap_between (domains) * (domains->len - 1) - MAP_TITLE_HEIGHT * domains->len;

  for (guint i = 0; i < domains->len; i++)
    rows += count_rows (placing->layout, g_ptr_array_index (domains, i));
  return rows > 0 ? room / rows : G_MAXDOUBLE;
}

static void
place_side (Placing *placing, gboolean left, MapBox box)
{
  const GPtrArray *domains = placing->domains[left ? 0 : 1];
  double row = row_height (placing, domains, box.height), y = box.y;

  for (guint i = 0; i < domains->len; i++)
    {
      const char *domain = g_ptr_array_index (domains, i);
      double height = MAP_TITLE_HEIGHT + row * count_rows (placing->layout, domain);

      place_domain (placing, domain, left, (MapBox){ box.x, y, box.width, height });
      y += height + gap_between (domains);
    }
}

/* Senders, servers and readers of one domain, from left to right. */
static void
place_alone (Placing *placing, const char *domain, MapBox box)
{
  const MapBox room = map_placing_inside (box);

  map_placing_add_area (placing->layout, AREA_SENDER, domain, box);
  add_column (placing, map_placing_pick (placing->layout, domain, PICK_SENDING_DEVICES), room, box.x + box.width * 0.13);
  add_column (placing, map_placing_pick (placing->layout, domain, PICK_SERVERS), room, box.x + box.width * 0.5);
  add_column (placing, map_placing_pick (placing->layout, domain, PICK_OTHER_DEVICES), room, box.x + box.width * 0.87);
}

static double
icon_in_row (double row)
{
  return row - 4 - host_picture_text_height (FALSE);
}

/* The largest pictogram that leaves room for everything: hosts in columns of COLUMN and rows of ROW, the
 * DNS in an area of WIDTH × TALLEST; where pictograms would become small, of WIDTH × UTMOST. */
static void
settle_size (Placing *placing, double column, double row, double width, double tallest, double utmost)
{
  MapLayout *layout = placing->layout;

  placing->host_width = MIN (column - 4, widest_host);
  layout->icon = MIN (MIN (icon_in_row (row), placing->host_width * 0.64), largest_icon);
  while (layout->icon > smallest_icon && map_placing_dns_height (placing, width) > (layout->icon > good_icon ? tallest : utmost))
    {
      layout->icon -= 1;
      placing->dense = layout->icon <= least_icon;
    }
  layout->icon = MAX (layout->icon, smallest_icon);
}

static void
place_all (Placing *placing, MapBox whole)
{
  double side = whole.width * 0.3, middle = whole.width - 2 * side - 2 * gap, tallest = whole.height * 0.62;
  double left = row_height (placing, placing->domains[0], whole.height), right = row_height (placing, placing->domains[1], whole.height);

  settle_size (placing, side * 0.45, MIN (left, right), middle, tallest, whole.height * 0.86);
  place_side (placing, TRUE, (MapBox){ whole.x, whole.y, side, whole.height });
  place_side (placing, FALSE, (MapBox){ whole.x + whole.width - side, whole.y, side, whole.height });
  map_placing_place_dns (placing, (MapBox){ whole.x + side + gap, whole.y, middle, tallest });
}

static void
place_one_domain (Placing *placing, const char *domain, gboolean left, MapBox whole)
{
  double width = whole.width * 0.6, tallest = whole.height * 0.5, high = map_placing_dns_height (placing, width) > 0 ? tallest : 0;

  settle_size (placing, whole.width * 0.25, row_height (placing, placing->domains[left ? 0 : 1], whole.height - high), width, tallest, tallest);
  high = map_placing_place_dns (placing, (MapBox){ whole.x + whole.width * 0.2, whole.y, width, tallest });
  if (high > 0)
    {
      whole.y += high + gap;
      whole.height -= high + gap;
    }
  place_alone (placing, domain, whole);
}

/* Where a side is too full, or has too many for its pictograms to be made out, the other takes some of its domains. */
static void
share_room (const Placing *placing, double height)
{
  GPtrArray *left = placing->domains[0], *right = placing->domains[1];
  GPtrArray *longer = left->len > right->len ? left : right, *shorter = longer == left ? right : left;

  while (longer->len > shorter->len + 1 && shorter->len > 0
         && (longer->len > MOST_ON_SIDE || icon_in_row (row_height (placing, longer, height)) < least_icon))
    g_ptr_array_insert (shorter, 0, g_ptr_array_steal_index (longer, longer->len - 1));
}

void
map_placing_run (MapLayout *layout)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new (), right = g_ptr_array_new ();
  Placing placing = { layout, { left, right }, 0, 0, FALSE };
  const MapBox whole = { gap, gap, layout->width - 2 * gap, layout->height - 2 * gap };

  find_domains (&placing);
  if (left->len + right->len == 1)
    place_one_domain (&placing, g_ptr_array_index (left->len > 0 ? left : right, 0), left->len > 0, whole);
  else
    {
      share_room (&placing, whole.height);
      place_all (&placing, whole);
    }
}
