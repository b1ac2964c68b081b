/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-layout.h"
#include "gui/draw/map-order.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Of the map itself, in windows from 1024×768 to 1920×1080. */
static const int sizes[][2] = { { 660, 520 }, { 800, 450 }, { 870, 575 }, { 1000, 700 }, { 1400, 860 } };

typedef void (*LayoutTest) (const Trace *trace, const MapLayout *layout);

/* Every library scenario in every size. */
static void
with_each (LayoutTest test)
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (Player) player = lab_open (g_ptr_array_index (list, i));
      g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));

      for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
        {
          g_autoptr (MapLayout) layout = map_layout_new (cast, sizes[size][0], sizes[size][1]);

          g_test_message ("%s at %d×%d", (const char *) g_ptr_array_index (list, i), sizes[size][0], sizes[size][1]);
          test (player_get_trace (player), layout);
        }
    }
}

static gboolean
overlaps (const MapBox *a, const MapBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
contains (const MapBox *outer, const MapBox *inner)
{
  const double slack = 0.01;

  return inner->x >= outer->x - slack && inner->y >= outer->y - slack && inner->x + inner->width <= outer->x + outer->width + slack
         && inner->y + inner->height <= outer->y + outer->height + slack;
}

static void
check_apart (const Trace *trace, const MapLayout *layout)
{
  const MapBox whole = { 0, 0, layout->width, layout->height };

  g_assert_cmpuint (layout->hosts->len, ==, layout->cast->hosts->len);
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      g_assert_true (contains (&whole, &host->box));
      for (guint j = 0; j < i; j++)
        g_assert_false (overlaps (&host->box, &g_array_index (layout->hosts, MapHost, j).box));
    }
  for (guint i = 0; i < layout->areas->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (overlaps (&g_array_index (layout->areas, MapArea, i).box, &g_array_index (layout->areas, MapArea, j).box));
}

/* The library's scenarios need no more room than a window of 1024×768 has for them. */
static void
check_has_room (const Trace *trace, const MapLayout *layout)
{
  double width, height;

  map_layout_find_room (layout->cast, layout->width, layout->height, &width, &height);
  g_assert_cmpfloat (width, ==, layout->width);
  g_assert_cmpfloat (height, ==, layout->height);
}

static guint with_crossings;

/* Five servers that all write to one another's can't be without any. */
static void
check_crossings (const Trace *trace, const MapLayout *layout)
{
  guint crossings = map_layout_count_crossings (layout);

  if (layout->width != 870)
    return;
  if (strcmp (trace_blob (trace, trace_get (trace, 1)->note, NULL), "Five days, five opinions") != 0)
    g_assert_cmpuint (crossings, <=, 1);
  with_crossings += crossings > 0;
}

static void
check_all_apart (const Trace *trace, const MapLayout *layout)
{
  check_apart (trace, layout);
  check_has_room (trace, layout);
  check_crossings (trace, layout);
}

/* No ways cross where that is possible. */
static void
test_apart (void)
{
  with_crossings = 0;
  with_each (check_all_apart);
  g_assert_cmpuint (with_crossings, <=, 4);
}

/* Each host stands in one area, below its title, and has a pictogram that can be made out. */
static void
check_in_area (const Trace *trace, const MapLayout *layout)
{
  g_assert_cmpfloat (layout->icon, >=, 26);
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);
      guint areas = 0;

      for (guint j = 0; j < layout->areas->len; j++)
        {
          const MapArea *area = &g_array_index (layout->areas, MapArea, j);
          MapBox room = { area->box.x, area->box.y + 30, area->box.width, area->box.height - 30 };

          if (contains (&room, &host->box))
            areas++;
        }
      g_assert_cmpuint (areas, ==, 1);
    }
}

static void
test_in_area (void)
{
  with_each (check_in_area);
}

/* Names are written whole in the library's scenarios. */
static void
check_names_fit (const Trace *trace, const MapLayout *layout)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      g_assert_cmpfloat (host->box.width, >=, 11.0 * (double) g_utf8_strlen (host->cast->name, -1));
    }
}

static void
test_names_fit (void)
{
  with_each (check_names_fit);
}

static void
check_hits (const Trace *trace, const MapLayout *layout)
{
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);

      g_assert_cmpuint (map_layout_hit_host (layout, host->x, host->y), ==, host->host);
      g_assert_true (map_layout_find (layout, host->host) == host);
    }
  g_assert_cmpuint (map_layout_hit_host (layout, 1, 1), ==, 0);
  g_assert_null (map_layout_find (layout, 60000));
}

static void
test_hits (void)
{
  with_each (check_hits);
}

/* Ways lead from host to host, the same way back, and are found where they pass. */
static void
check_ways (const Trace *trace, const MapLayout *layout)
{
  for (guint i = 0; i < layout->cast->links->len; i++)
    {
      const CastLink *link = &g_array_index (layout->cast->links, CastLink, i);
      MapWay there = map_layout_way (layout, link->a, link->b), back = map_layout_way (layout, link->b, link->a);
      MapPoint middle = map_way_point (&there, 0.5), other = map_way_point (&back, 0.5);

      g_assert_cmpfloat (hypot (middle.x - other.x, middle.y - other.y), <, 3);
      g_assert_cmpfloat_with_epsilon (hypot (middle.dx, middle.dy), 1, 1e-6);
      g_assert_cmpfloat (hypot (there.x2 - there.x0, there.y2 - there.y0), >, 20);
      g_assert_nonnull (map_layout_hit_link (layout, middle.x, middle.y));
    }
  g_assert_null (map_layout_hit_link (layout, 0, 0));
}

static void
test_ways (void)
{
  with_each (check_ways);
}

/* Four domains and as many as four people in one. */
static void
test_crowd (void)
{
  static const char text[] =
    "mailflow: 1\n"
    "title: Many people\n"
    "domains:\n"
    "  example.com: {users: {alice: {reads: imap}, albert: {reads: pop3}, anastasia-maximiliane: {reads: imap}}}\n"
    "  example.org: {users: {bob: {reads: pop3}, berta: {reads: imap}, bianca: {reads: imap}, boris: {reads: imap}}}\n"
    "  example.net: {users: {carol: {reads: imap}}}\n"
    "  a-very-long-domain-name.example: {users: {dave: {reads: pop3}}}\n"
    "messages:\n"
    "  - {at: 1s, from: alice@example.com, to: [bob@example.org, berta@example.org, bianca@example.org, boris@example.org,\n"
    "     carol@example.net, dave@a-very-long-domain-name.example], text: Hi}\n"
    "  - {at: 2s, from: albert@example.com, to: [alice@example.com], text: Hi}\n"
    "  - {at: 3s, from: carol@example.net, to: [anastasia-maximiliane@example.com, nobody@example.org], text: Hi}\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-crowd.yaml", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  {
    g_autoptr (Player) player = lab_open (path);
    g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));

    for (int height = 575; height <= 1000; height += 85)
      {
        g_autoptr (MapLayout) layout = map_layout_new (cast, height * 1.5, height);

        check_apart (player_get_trace (player), layout);
        check_hits (player_get_trace (player), layout);
      }
  }
  g_remove (path);
}

/* Twelve domains with two devices each, who all write to their neighbours: more room is taken until all of it is legible. */
static void
test_room (void)
{
  GString *text = g_string_new ("mailflow: 1\ntitle: Twelve domains\ndomains:\n");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-room.yaml", NULL);

  for (int i = 0; i < 12; i++)
    g_string_append_printf (text, "  d%d.test: {users: {ann: {reads: pop3}%s}}\n", i, i % 2 == 0 ? ", bob: {}" : "");
  g_string_append (text, "messages:\n");
  for (int i = 0; i < 12; i++)
    g_string_append_printf (text, "  - {at: 1s, from: ann@d%d.test, to: [ann@d%d.test], text: Hi}\n", i, (i + 1) % 12);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  {
    g_autoptr (Player) player = lab_open (path);
    g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));

    g_assert_cmpuint (cast->hosts->len, >=, 48);
    for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
      {
        double width, height;
        MapLayout *layout;

        map_layout_find_room (cast, sizes[size][0], sizes[size][1], &width, &height);
        g_assert_cmpfloat (width, >=, sizes[size][0]);
        g_assert_cmpfloat (width, <, 2.5 * sizes[size][0]);
        g_assert_cmpfloat_with_epsilon (width / height, (double) sizes[size][0] / sizes[size][1], 1e-6);
        layout = map_layout_new (cast, width, height);
        check_apart (player_get_trace (player), layout);
        check_in_area (player_get_trace (player), layout);
        map_layout_free (layout);
      }
  }
  g_remove (path);
}

/* Who stands the wrong way round changes places. */
static void
test_order (void)
{
  g_autoptr (Player) player = lab_open ("partition");
  g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));
  guint right = 0, before;

  for (guint i = 0; i < cast->hosts->len; i++)
    for (guint j = 0; j < i; j++)
      {
        CastHost *hosts = (CastHost *) cast->hosts->data, kept = hosts[i];
        MapLayout *layout;

        if (hosts[i].side != hosts[j].side || hosts[i].role != hosts[j].role)
          continue;
        hosts[i] = hosts[j];
        hosts[j] = kept;
        layout = map_layout_new (cast, 870, 575);
        before = map_layout_count_crossings (layout);
        map_layout_free (layout);
        map_order_run (cast);
        layout = map_layout_new (cast, 870, 575);
        g_assert_cmpuint (map_layout_count_crossings (layout), <=, before);
        right += map_layout_count_crossings (layout) < before;
        map_layout_free (layout);
      }
  g_assert_cmpuint (right, >, 0);
}

/* Where nobody writes, everybody is there all the same. */
static void
test_silence (void)
{
  static const char text[] =
    "mailflow: 1\n"
    "title: Nothing happens\n"
    "domains:\n"
    "  example.com: {users: {alice: {reads: imap}}}\n"
    "  example.org: {users: {bob: {reads: pop3}}}\n"
    "messages: []\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mailflow-test-silence.yaml", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  {
    g_autoptr (Player) player = lab_open (path);
    const Trace *trace = player_get_trace (player);
    g_autoptr (MapCast) cast = map_cast_new (trace);
    g_autoptr (MapLayout) layout = map_layout_new (cast, 870, 575);
    const MapHost *alice = map_layout_find (layout, trace_find_host (trace, "alice.example.com"));
    const MapHost *bob = map_layout_find (layout, trace_find_host (trace, "bob.example.org"));

    g_assert_cmpuint (layout->hosts->len, ==, trace_count_hosts (trace));
    g_assert_cmpfloat (alice->x, <, bob->x);
    check_apart (trace, layout);
  }
  g_remove (path);
}

/* From left to right: writers, their server, the others' server, readers. */
static void
test_goes_left_to_right (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (MapCast) cast = map_cast_new (trace);
  g_autoptr (MapLayout) layout = map_layout_new (cast, 870, 575);
  const char *names[] = { "alice.example.com", "mail.example.com", "mail.example.org", "bob.example.org" };
  double before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const MapHost *host = map_layout_find (layout, trace_find_host (trace, names[i]));

      g_assert_nonnull (host);
      g_assert_cmpfloat (host->x, >, before);
      before = host->x;
    }
  g_assert_null (map_layout_find (layout, trace_find_host (trace, "ns.example.com")));
  g_assert_nonnull (map_layout_find (layout, trace_find_host (trace, "ns.example.org")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-layout/apart", test_apart);
  g_test_add_func ("/map-layout/in-area", test_in_area);
  g_test_add_func ("/map-layout/names-fit", test_names_fit);
  g_test_add_func ("/map-layout/hits", test_hits);
  g_test_add_func ("/map-layout/ways", test_ways);
  g_test_add_func ("/map-layout/crowd", test_crowd);
  g_test_add_func ("/map-layout/room", test_room);
  g_test_add_func ("/map-layout/order", test_order);
  g_test_add_func ("/map-layout/silence", test_silence);
  g_test_add_func ("/map-layout/goes-left-to-right", test_goes_left_to_right);
  return g_test_run ();
}
