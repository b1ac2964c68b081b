/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where words stand in pictures: in every library scenario, at several instants and in several sizes, none lies on another
 * one, and none is beyond the picture's edge.
 */
#include "gui/draw/dialogue-state.h"
#include "gui/draw/dns-picture.h"
#include "gui/draw/ladder-picture.h"
#include "gui/draw/map-layout.h"
#include "gui/draw/map-picture.h"
#include "gui/draw/queue-picture.h"
#include "gui/draw/retry-chart.h"
#include "gui/draw/session-picture.h"
#include "gui/draw/svg-text.h"
#include "gui/draw/text-width.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <stdlib.h>
#include <string.h>

enum
{
  LONG_LADDER = 1500, /* records: in longer runs the same is drawn again and again */
  INSTANTS = 3,
  MOST_SESSIONS = 8, /* of a run: the tables are the same in all */
};

static const double widths[] = { 300, 480, 900 };

/* Of the letters, without what is free above and below them. */
static const double above = 0.72, below = 0.05, slack = 1.5;

typedef struct
{
  double left, right, top, bottom;
  const char *text;
} Place;

static Place
place_of (const char *text, double x, double y, double size, gboolean bold, double align)
{
  double width = text_width (text, size, bold);

  return (Place){ x - width * align, x + width * (1 - align), y - size * above, y + size * below, text };
}

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  return (one->top > other->top) - (one->top < other->top);
}

static gboolean
lie_on_each_other (const Place *a, const Place *b)
{
  return a->left + slack < b->right && b->left + slack < a->right && a->top + slack < b->bottom && b->top + slack < a->bottom;
}

static void
complain (const char *picture, const Place *a, const char *what, const Place *b)
{
  g_test_message ("%s: “%s” at %.0f, %.0f %s%s", picture, a->text, a->left, a->top, what, b == NULL ? "" : b->text);
  g_test_fail ();
}

static void
check (const char *picture, GArray *places, double width, double height)
{
  g_array_sort (places, compare_tops);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *a = &g_array_index (places, Place, i);

      if (a->left < -slack || a->right > width + slack || a->top < -slack || a->bottom > height + slack)
        complain (picture, a, "is beyond the edge", NULL);
      for (guint j = i + 1; j < places->len && g_array_index (places, Place, j).top < a->bottom; j++)
        if (lie_on_each_other (a, &g_array_index (places, Place, j)))
          complain (picture, a, "lies on ", &g_array_index (places, Place, j));
    }
}

static void
check_drawing (const char *picture, const Drawing *drawing)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < drawing_count (drawing); i++)
    {
      const DrawingPart *part = drawing_get (drawing, i);
      Place place;

      if (part->kind != DRAWING_TEXT)
        continue;
      place = place_of (part->text, part->points[0].x, part->points[0].y, part->font.size, part->font.bold, part->font.align);
      g_array_append_val (places, place);
    }
  check (picture, places, drawing_get_width (drawing), drawing_get_height (drawing));
}

static void
check_dns (const char *name, Player *player, double width)
{
  static Drawing *(*const draw[]) (const DnsPicture *picture, double width, const Palette *palette) = { dns_picture_draw_lookup, dns_picture_draw_caches, dns_picture_draw_zones };
  const Trace *trace = player_get_trace (player);
  g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (TraceId));
  const DnsPicture picture = { trace, player_get_index (player), player_get_snapshot (player), zones, player_get_position (player), player_get_time (player), player_get_record (player), 0, 0 };

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_ZONE)
      g_array_append_val (zones, id);
  for (guint i = 0; i < G_N_ELEMENTS (draw); i++)
    {
      g_autoptr (Drawing) drawing = draw[i](&picture, width, palette_get (FALSE));
      g_autofree char *title = g_strdup_printf ("%s, dns %u", name, i);

      check_drawing (title, drawing);
    }
}

static void
check_queues (const char *name, Player *player, double width)
{
  const Trace *trace = player_get_trace (player);

  for (HostId host = 1; host <= trace_count_hosts (trace); host++)
    {
      const QueuePicture picture = { .trace = trace, .index = player_get_index (player), .snapshot = player_get_snapshot (player), .host = host, .unit = 5 * SIM_MINUTE, .now = player_get_time (player), .message = 1 };
      g_autoptr (Drawing) drawing = queue_picture_draw (&picture, width, palette_get (FALSE));
      g_autofree char *title = g_strdup_printf ("%s, queue of %s", name, trace_host_name (trace, host));

      check_drawing (title, drawing);
    }
}

static void
free_lane (gpointer lane)
{
  retry_lane_free (lane);
}

/* As far as a trace knows them: what has been, and the next try. */
static void
check_schedules (const char *name, Player *player, double width)
{
  const Trace *trace = player_get_trace (player);
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func (free_lane);
  g_autoptr (Drawing) drawing = NULL;
  g_autofree char *title = g_strdup_printf ("%s, schedules", name);

  for (HostId host = 1; host <= trace_count_hosts (trace); host++)
    {
      TraceId queued = retry_lane_choose (trace, player_get_index (player), host, 0, player_get_position (player));
      RetryLane *lane = queued == 0 ? NULL : retry_lane_new (trace, player_get_index (player), queued, player_get_position (player), player_get_time (player));

      if (lane == NULL)
        continue;
      lane->detail = g_strdup ("Postfix, m1");
      g_ptr_array_add (lanes, lane);
    }
  drawing = retry_chart_draw (lanes, width, palette_get (FALSE));
  check_drawing (title, drawing);
}

/* The states of each connection that has begun. */
static void
check_sessions (const char *name, Player *player, double width)
{
  const Trace *trace = player_get_trace (player);
  const GArray *ids;

  for (guint32 conn = 1; (ids = trace_index_connection (player_get_index (player), conn))->len > 0 && conn <= MOST_SESSIONS; conn++)
    {
      const SessionTable *table = dialogue_state_find_table (trace_get (trace, g_array_index (ids, TraceId, 0))->code);
      g_autoptr (SessionProgress) progress = table == NULL ? NULL : dialogue_state_new (trace, table, ids, trace_index_count_until (ids, player_get_position (player)));
      g_autoptr (Drawing) drawing = table == NULL ? NULL : session_picture_new (table, progress, palette_get (FALSE), width, 0);
      g_autofree char *title = g_strdup_printf ("%s, states of connection %u", name, conn);

      if (drawing != NULL)
        check_drawing (title, drawing);
    }
}

static void
check_ladder (const char *name, Player *player)
{
  const Trace *trace = player_get_trace (player);
  g_autoptr (Ladder) ladder = ladder_new (trace, trace_count (trace), 0);
  g_autoptr (GPtrArray) pages = ladder_picture_pages (ladder, palette_get (FALSE), G_MAXDOUBLE);

  for (guint i = 0; i < pages->len; i++)
    check_drawing (name, g_ptr_array_index (pages, i));
}

static double
read_number (const char *element, const char *attribute)
{
  const char *at = strstr (element, attribute);

  return at == NULL ? 0 : g_ascii_strtod (at + strlen (attribute), NULL);
}

/* One element that svg_text_write has written; its text is taken out of ELEMENT. */
static Place
read_place (char *element)
{
  double align = strstr (element, "\"middle\"") != NULL ? 0.5 : strstr (element, "\"end\"") != NULL ? 1
                                                                                                    : 0;
  char *text = strchr (element, '>') + 1;

  return place_of (text, read_number (element, " x=\""), read_number (element, " y=\""), read_number (element, "font-size=\""), strstr (element, "bold") != NULL, align);
}

/* What stands still on the map: the areas' titles, hosts and all that is written on them. */
static void
check_map (const char *name, Player *player, double width, double height)
{
  const Trace *trace = player_get_trace (player);
  MapCast *cast = map_cast_new (trace);
  double map_width, map_height;
  MapLayout *layout;
  const MapMoment moment = { .trace = trace, .snapshot = player_get_snapshot (player), .told = player_get_record (player) };
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (10, 10, &cr);
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_auto (GStrv) elements = NULL;

  map_layout_find_room (cast, width, height, &map_width, &map_height);
  layout = map_layout_new (cast, map_width, map_height);
  svg_text_keep (cr, texts);
  map_picture_draw_ground (cr, layout, palette_get (FALSE));
  for (guint i = 0; i < layout->hosts->len; i++)
    {
      const MapHost *host = &g_array_index (layout->hosts, MapHost, i);
      HostLook look;

      map_picture_look (host, &moment, &look);
      map_picture_draw_host (cr, layout, host, &look, palette_get (FALSE));
    }
  elements = g_strsplit (texts->str, "</text>\n", -1);
  for (guint i = 0; elements[i] != NULL && elements[i][0] != '\0'; i++)
    {
      Place place = read_place (elements[i]);

      g_array_append_val (places, place);
    }
  g_assert_cmpuint (places->len, >=, layout->hosts->len);
  check (name, places, map_width, map_height);
  map_layout_free (layout);
  map_cast_free (cast);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
check_instant (const char *path, Player *player, guint instant)
{
  g_autofree char *base = g_path_get_basename (path);

  player_go_to_stop (player, (stops_count (player_get_stops (player)) - 1) * instant / (INSTANTS - 1));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s, instant %u, %.0f wide", base, instant, widths[i]);

      check_dns (name, player, widths[i]);
      check_queues (name, player, widths[i]);
      check_schedules (name, player, widths[i]);
      check_sessions (name, player, widths[i]);
      check_map (name, player, widths[i], widths[i] * 0.6);
    }
}

static void
test_library (void)
{
  g_autoptr (GPtrArray) paths = lab_list ();

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (Player) player = lab_open (path);

      for (guint instant = 0; instant < INSTANTS; instant++)
        check_instant (path, player, instant);
      if (trace_count (player_get_trace (player)) <= LONG_LADDER)
        check_ladder (path, player);
    }
}

/* What the test looks for, it finds. */
static void
test_measure (void)
{
  const DrawingFont font = { 15, FALSE, 0, colour_black };
  const Place one = place_of ("one", 10, 20, 15, FALSE, 0), far = place_of ("far", 200, 20, 15, FALSE, 0), under = place_of ("under", 10, 36, 15, FALSE, 0), on = place_of ("on", 20, 24, 15, FALSE, 0.5);
  g_autoptr (Drawing) drawing = drawing_new (100, 100, colour_white);

  g_assert_false (lie_on_each_other (&one, &far));
  g_assert_false (lie_on_each_other (&one, &under));
  g_assert_true (lie_on_each_other (&one, &on));
  drawing_add_text (drawing, "a word", 10, 20, &font);
  check_drawing ("one word", drawing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-places/measure", test_measure);
  g_test_add_func ("/text-places/library", test_library);
  return g_test_run ();
}
