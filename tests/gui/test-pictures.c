/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-key.h"
#include "gui/draw/map-picture.h"
#include "gui/draw/parcel-picture.h"
#include "gui/draw/timeline-picture.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <string.h>

static void
test_contrast (void)
{
  const Colour fills[] = { colour_orange, colour_sky, colour_green, colour_yellow, colour_blue, colour_vermilion, colour_purple, colour_white, colour_grey };

  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    g_assert_cmpfloat (colour_contrast (fills[i], colour_on (fills[i])), >=, 4.5);
  for (int dark = 0; dark < 2; dark++)
    {
      const Palette *palette = palette_get (dark);
      const Colour grounds[] = { palette->paper, palette->card, palette->area[0], palette->area[1], palette->area[2] };

      for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
        {
          g_assert_cmpfloat (colour_contrast (grounds[i], palette->ink), >=, 10);
          g_assert_cmpfloat (colour_contrast (grounds[i], palette->dim), >=, 4.5);
          g_assert_cmpfloat (colour_contrast (grounds[i], palette->accent), >=, 4.5);
          g_assert_cmpfloat (colour_contrast (grounds[i], palette->bad), >=, 4.5);
        }
      g_assert_cmpfloat (colour_contrast (palette->card, palette->good), >=, 4.5);
      g_assert_cmpfloat (colour_contrast (palette->card, palette->wait), >=, 4.5);
    }
}

static cairo_surface_t *
draw_parcel (const Parcel *parcel)
{
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (200, 80, &cr);

  cairo_translate (cr, 100, 40);
  parcel_picture_draw (cr, parcel, palette_get (FALSE));
  cairo_destroy (cr);
  return surface;
}

/* Without words and colours, too, each kind has its own shape. */
static void
test_parcels_differ (void)
{
  cairo_surface_t *pictures[PARCEL_NOTE + 1];

  for (guint kind = 0; kind <= PARCEL_NOTE; kind++)
    {
      Parcel parcel = { .kind = kind, .fill = colour_white, .text = (char *) "", .label = (char *) "", .note = PARCEL_NOTE_TICK };

      pictures[kind] = draw_parcel (&parcel);
      g_assert_cmpuint (lab_count_colours (pictures[kind]), >, 2);
      for (guint other = 0; other < kind; other++)
        g_assert_cmpuint (lab_count_differences (pictures[kind], pictures[other]), >, 40);
    }
  for (guint kind = 0; kind <= PARCEL_NOTE; kind++)
    cairo_surface_destroy (pictures[kind]);
}

/* All of the map's key, in one colour and with the same words on them: only the shape tells them apart. */
static void
test_shapes_differ (void)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);

  for (guint i = 0; i < map_key_count (); i++)
    {
      Parcel parcel;

      g_assert_cmpstr (map_key_get_words (i), !=, "");
      if (map_key_get_parcel (i) == NULL)
        continue;
      parcel = *map_key_get_parcel (i);
      parcel.fill = colour_white;
      parcel.text = (char *) "";
      g_ptr_array_add (pictures, draw_parcel (&parcel));
    }
  g_assert_cmpuint (pictures->len, >=, 12);
  for (guint i = 0; i < pictures->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpuint (lab_count_differences (g_ptr_array_index (pictures, i), g_ptr_array_index (pictures, j)), >, 30);
}

/* Every line of the key can be seen, light and dark, and none goes beyond its box. */
static void
test_key (void)
{
  for (guint i = 0; i < 2 * map_key_count (); i++)
    {
      cairo_t *cr;
      cairo_surface_t *surface = lab_surface_new (MAP_KEY_WIDTH + 40, MAP_KEY_HEIGHT + 40, &cr), *clipped;

      cairo_translate (cr, 20, 20);
      map_key_draw (cr, i / 2, palette_get (i % 2));
      cairo_destroy (cr);
      g_assert_cmpuint (lab_count_colours (surface), >, 2);
      clipped = lab_surface_new (MAP_KEY_WIDTH + 40, MAP_KEY_HEIGHT + 40, &cr);
      cairo_translate (cr, 20, 20);
      cairo_rectangle (cr, 0, 0, MAP_KEY_WIDTH, MAP_KEY_HEIGHT);
      cairo_clip (cr);
      map_key_draw (cr, i / 2, palette_get (i % 2));
      cairo_destroy (cr);
      g_assert_cmpuint (lab_count_differences (surface, clipped), ==, 0);
      cairo_surface_destroy (surface);
      cairo_surface_destroy (clipped);
    }
}

/* Each number that a host holds changes its picture; and what looks the same is the same. */
static void
test_badges (void)
{
  const HostLook plain = { .role = HOST_MAIL_SERVER, .name = "mail" };
  HostLook looks[6] = { plain, plain, plain, plain, plain, plain };
  cairo_surface_t *pictures[6];

  looks[1].queued = 2;
  looks[2].stored = 2;
  looks[3].cached = 2;
  looks[4].connections = 2;
  looks[5].queued = looks[5].connections = looks[5].stored = 2;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      cairo_t *cr;

      pictures[i] = lab_surface_new (160, 140, &cr);
      host_picture_draw (cr, &looks[i], palette_get (FALSE), 140, 80);
      cairo_destroy (cr);
      for (guint j = 0; j < i; j++)
        {
          g_assert_false (host_look_is_same (&looks[i], &looks[j]));
          g_assert_cmpuint (lab_count_differences (pictures[i], pictures[j]), >, 100);
        }
      g_assert_true (host_look_is_same (&looks[i], &looks[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    cairo_surface_destroy (pictures[i]);
}

static void
test_parcels_stay_within (void)
{
  const Parcel parcel = { .kind = PARCEL_COMMAND, .fill = colour_sky, .text = (char *) "STARTTLS", .label = (char *) "TO:<bob@example.org>" };
  cairo_surface_t *surface = draw_parcel (&parcel), *clipped;
  double half_width, half_height;
  cairo_t *cr;

  clipped = lab_surface_new (200, 80, &cr);
  parcel_picture_measure (cr, &parcel, &half_width, &half_height);
  cairo_translate (cr, 100, 40);
  cairo_rectangle (cr, -half_width, -half_height, 2 * half_width, 2 * half_height);
  cairo_clip (cr);
  parcel_picture_draw (cr, &parcel, palette_get (FALSE));
  cairo_destroy (cr);
  g_assert_cmpuint (lab_count_differences (surface, clipped), ==, 0);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (clipped);
}

typedef struct
{
  TraceKind kind;
  guint16 code;      /* 0: any */
  ParcelKind parcel;
  const char *text, *label; /* NULL: any */
} Look;

/* What the first such line of SCENARIO looks like in flight. */
static void
check_look (const char *scenario, const Look *look)
{
  g_autoptr (Player) player = lab_open (scenario);
  const Trace *trace = player_get_trace (player);

  for (TraceId id = 2; id <= trace_count (trace); id++)
    {
      const TraceRecord *packet = trace_get (trace, id), *carried = packet->cause == 0 ? NULL : trace_get (trace, packet->cause);
      g_autoptr (Parcel) parcel = NULL;

      if ((packet->kind != TRACE_TCP && packet->kind != TRACE_UDP) || carried == NULL || carried->kind != look->kind || carried->host != packet->host
          || (look->code != 0 && carried->code != look->code))
        continue;
      parcel = parcel_of_packet (trace, id);
      g_assert_cmpint (parcel->kind, ==, look->parcel);
      if (look->text != NULL)
        g_assert_cmpstr (parcel->text, ==, look->text);
      if (look->label != NULL)
        g_assert_cmpstr (parcel->label, ==, look->label);
      return;
    }
  g_assert_not_reached ();
}

static void
test_looks (void)
{
  const Look first[] = {
    { TRACE_CONNECT, 0, PARCEL_CONTROL, "", "SYN" },
    { TRACE_SMTP_REPLY, 220, PARCEL_REPLY, "220", NULL },
    { TRACE_SMTP_COMMAND, 0, PARCEL_COMMAND, "EHLO", "alice.example.com" },
    { TRACE_SMTP_REPLY, 354, PARCEL_REPLY, "354", NULL },
    { TRACE_SMTP_DATA, 0, PARCEL_MAIL, "", "m1" },
    { TRACE_DNS_QUERY, 0, PARCEL_QUESTION, "?", "MX example.org?" },
    { TRACE_DNS_ANSWER, 0, PARCEL_ANSWER, "", "10 mail.example.org" },
    { TRACE_POP3_COMMAND, 0, PARCEL_COMMAND, "USER", "bob" },
    { TRACE_POP3_REPLY, 0, PARCEL_REPLY, "+OK", NULL },
  };
  const Look refused = { TRACE_SMTP_REPLY, 550, PARCEL_REPLY, "550", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    check_look ("first-delivery", &first[i]);
  check_look ("unknown-user", &refused);
}

/* A bounce is an envelope of its own kind wherever it goes. */
static void
test_bounce (void)
{
  g_autoptr (Player) player = lab_open ("unknown-user");
  const Trace *trace = player_get_trace (player);
  guint bounces = 0;

  for (TraceId id = 2; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      g_autoptr (Parcel) parcel = record->kind == TRACE_TCP ? parcel_of_packet (trace, id) : parcel_of_moment (trace, id);

      if (parcel != NULL && parcel->kind == PARCEL_BOUNCE)
        bounces++;
    }
  g_assert_cmpuint (bounces, >=, 2);
}

static cairo_surface_t *
draw_map (Player *player, int width, int height, gboolean dark)
{
  g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));
  g_autoptr (MapLayout) layout = map_layout_new (cast, width, height);
  const MapMoment moment = { player_get_trace (player), player_get_snapshot (player), player_get_record (player), 0, 0, 0 };
  g_autofree double *progress = g_new0 (double, moment.snapshot->flights->len + 1);
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (width, height, &cr);

  for (guint i = 0; i < moment.snapshot->flights->len; i++)
    progress[i] = player_get_progress (player, g_array_index (moment.snapshot->flights, TraceId, i));
  map_picture_draw (cr, layout, &moment, progress, palette_get (dark));
  cairo_destroy (cr);
  return surface;
}

/* Every hop changes the picture, and going back brings the old one. */
static void
test_map (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  cairo_surface_t *opening = draw_map (player, 800, 500, FALSE), *dark = draw_map (player, 800, 500, TRUE), *again;

  g_assert_cmpuint (lab_count_colours (opening), >, 100);
  g_assert_cmpuint (lab_count_differences (opening, dark), >, 800 * 500 / 2);
  for (int step = 0; step < 10; step++)
    {
      cairo_surface_t *next;

      player_step (player, 1);
      next = draw_map (player, 800, 500, FALSE);
      g_assert_cmpuint (lab_count_differences (opening, next), >, 100);
      cairo_surface_destroy (next);
    }
  for (int step = 0; step < 10; step++)
    player_step (player, -1);
  again = draw_map (player, 800, 500, FALSE);
  g_assert_cmpuint (lab_count_differences (opening, again), ==, 0);
  cairo_surface_destroy (opening);
  cairo_surface_destroy (dark);
  cairo_surface_destroy (again);
}

/* The dashed outline of what comes next is around its host, and on its way. */
static void
test_next (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (MapCast) cast = map_cast_new (trace);
  g_autoptr (MapLayout) layout = map_layout_new (cast, 800, 500);
  const Stops *stops = player_get_stops (player);
  cairo_t *cr;
  cairo_surface_t *none = lab_surface_new (800, 500, &cr);

  map_picture_draw_next (cr, layout, trace, 0, palette_get (FALSE));
  cairo_destroy (cr);
  g_assert_cmpuint (lab_count_colours (none), ==, 1);
  for (guint i = 0; i < stops_count (stops); i++)
    {
      TraceId next = stops_get (stops, i)->record;
      cairo_surface_t *outlined;

      if (map_layout_find (layout, trace_get (trace, next)->host) == NULL)
        continue;
      outlined = lab_surface_new (800, 500, &cr);
      map_picture_draw_next (cr, layout, trace, next, palette_get (FALSE));
      cairo_destroy (cr);
      g_assert_cmpuint (lab_count_differences (none, outlined), >, 200);
      cairo_surface_destroy (outlined);
    }
  cairo_surface_destroy (none);
}

/* What is too near to each other to be told apart is one picture that says how many it stands for; what is told about now
 * is never hidden, and nothing is lost. */
static void
test_stack (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  TraceId packet = 0;
  MapMoment moment = { .trace = trace };
  Parcel parcels[5] = { 0 };
  MapPacket placed[5];

  for (TraceId id = 2; id <= trace_count (trace) && packet == 0; id++)
    if (trace_get (trace, id)->kind == TRACE_TCP)
      packet = id;
  for (guint i = 0; i < G_N_ELEMENTS (placed); i++)
    {
      parcels[i] = (Parcel){ .kind = PARCEL_REPLY, .text = (char *) (i == 4 ? "354" : "250"), .label = (char *) "" };
      placed[i] = (MapPacket){ .id = packet, .parcel = &parcels[i], .spot = { .x = 100 + (i == 3 ? 200 : i), .y = 100 } };
    }
  g_assert_cmpuint (map_picture_stack (&moment, placed, 5), ==, 3);
  g_assert_cmpuint (placed[0].parcel->count, ==, 3);
  g_assert_cmpuint (placed[1].parcel->count, ==, 1);
  g_assert_true (placed[2].parcel == &parcels[4]);
  for (guint i = 0; i < 3; i++)
    placed[i] = (MapPacket){ .id = packet, .parcel = &parcels[i], .spot = { .x = 100, .y = 100 } };
  moment.told = trace_get (trace, packet)->cause;
  g_assert_cmpuint (map_picture_stack (&moment, placed, 3), ==, 3);
  parcels[1].lost = TRUE;
  moment.told = 0;
  g_assert_cmpuint (map_picture_stack (&moment, placed, 3), ==, 2);
}

static void
test_packet_hit (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (MapCast) cast = map_cast_new (trace);
  g_autoptr (MapLayout) layout = map_layout_new (cast, 800, 500);
  MapMoment moment = { .trace = trace };
  double progress[16] = { 0 };
  TraceId packet;
  MapPoint point;
  MapWay way;

  player_step (player, 1);
  moment.snapshot = player_get_snapshot (player);
  g_assert_cmpuint (moment.snapshot->flights->len, ==, 1);
  packet = g_array_index (moment.snapshot->flights, TraceId, 0);
  progress[0] = player_get_progress (player, packet);
  way = map_layout_way (layout, trace_get (trace, packet)->host, trace_get (trace, packet)->peer);
  point = map_way_point (&way, progress[0]);
  g_assert_cmpuint (map_picture_hit_packet (layout, &moment, progress, point.x, point.y), ==, packet);
  g_assert_cmpuint (map_picture_hit_packet (layout, &moment, progress, 790, 490), ==, 0);
}

static void
test_timeline (void)
{
  g_autoptr (TimelinePlan) plan = timeline_plan_new (10);
  cairo_surface_t *empty, *full;
  cairo_t *cr;

  empty = lab_surface_new (600, 80, &cr);
  timeline_picture_draw (cr, plan, palette_get (FALSE), 600, 80);
  cairo_destroy (cr);
  for (guint kind = 0; kind < N_TIMELINE_KINDS; kind++)
    timeline_plan_add_mark (plan, kind + 1, kind);
  timeline_plan_add_span (plan->faults, 2, 6, NULL);
  timeline_plan_add_span (plan->skips, 7, 8, NULL);
  timeline_plan_add_span (plan->clocks, 5, 5, g_strdup ("09:00:00"));
  full = lab_surface_new (600, 80, &cr);
  timeline_picture_draw (cr, plan, palette_get (FALSE), 600, 80);
  timeline_picture_draw_playhead (cr, plan, palette_get (FALSE), 600, 80, 5);
  cairo_destroy (cr);
  g_assert_cmpuint (lab_count_differences (empty, full), >, 1000);
  cairo_surface_destroy (empty);
  cairo_surface_destroy (full);
  for (double seconds = 0; seconds <= 10; seconds += 0.5)
    g_assert_cmpfloat_with_epsilon (timeline_picture_seconds (plan, 600, timeline_picture_x (plan, 600, seconds)), seconds, 1e-9);
  g_assert_cmpfloat (timeline_picture_seconds (plan, 600, -50), ==, 0);
  g_assert_cmpfloat (timeline_picture_seconds (plan, 600, 5000), ==, 10);
}

/* Caller destroys. SECONDS below 0: no playhead. */
static cairo_surface_t *
draw_timeline (const TimelinePlan *plan, double height, double seconds)
{
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (600, (int) height, &cr);

  timeline_picture_draw (cr, plan, palette_get (FALSE), 600, height);
  if (seconds >= 0)
    timeline_picture_draw_playhead (cr, plan, palette_get (FALSE), 600, height, seconds);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The playhead leaves the times below the line readable. */
static void
test_playhead (void)
{
  g_autoptr (TimelinePlan) plan = timeline_plan_new (10);

  timeline_plan_add_span (plan->clocks, 5, 5, g_strdup ("09:00:00"));
  for (int height = 64; height <= 96; height += 8)
    {
      cairo_surface_t *without = draw_timeline (plan, height, -1), *with = draw_timeline (plan, height, 5);
      int stride = cairo_image_surface_get_stride (with), labels = height - 22;

      g_assert_cmpuint (lab_count_differences (without, with), >, 100);
      g_assert_true (memcmp (cairo_image_surface_get_data (without) + labels * stride, cairo_image_surface_get_data (with) + labels * stride,
                             (gsize) (22 * stride)) == 0);
      cairo_surface_destroy (without);
      cairo_surface_destroy (with);
    }
}

/* However little room is left before it, the last time is there. */
static void
test_last_clock (void)
{
  g_autoptr (TimelinePlan) plan = timeline_plan_new (10);
  cairo_surface_t *before, *after;

  for (int i = 0; i < 10; i++)
    timeline_plan_add_span (plan->clocks, i, i, g_strdup_printf ("Fri 9 Jan 12:%02d", i));
  before = draw_timeline (plan, 80, -1);
  timeline_plan_add_span (plan->clocks, 9.3, 9.3, g_strdup ("Sat 10 Jan 09:00"));
  after = draw_timeline (plan, 80, -1);
  g_assert_cmpuint (lab_count_differences (before, after), >, 100);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/contrast", test_contrast);
  g_test_add_func ("/pictures/parcels-differ", test_parcels_differ);
  g_test_add_func ("/pictures/shapes-differ", test_shapes_differ);
  g_test_add_func ("/pictures/key", test_key);
  g_test_add_func ("/pictures/badges", test_badges);
  g_test_add_func ("/pictures/next", test_next);
  g_test_add_func ("/pictures/stack", test_stack);
  g_test_add_func ("/pictures/parcels-stay-within", test_parcels_stay_within);
  g_test_add_func ("/pictures/looks", test_looks);
  g_test_add_func ("/pictures/bounce", test_bounce);
  g_test_add_func ("/pictures/map", test_map);
  g_test_add_func ("/pictures/packet-hit", test_packet_hit);
  g_test_add_func ("/pictures/timeline", test_timeline);
  g_test_add_func ("/pictures/playhead", test_playhead);
  g_test_add_func ("/pictures/last-clock", test_last_clock);
  return g_test_run ();
}
