/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-picture.h"
#include "gui/draw/dns-walk.h"
#include "gui/draw/mx-decision.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

/* Line by line, what the lookups of the attempt tell that is told about at T. */
static char *
tell_walk (Player *player, MessageId message, SimTime t)
{
  const Trace *trace = player_get_trace (player);
  guint position = trace_count_until (trace, t);
  TraceId question = dns_walk_choose (trace, player_get_index (player), message, position, position);
  g_autoptr (GArray) questions = dns_walk_list_questions (trace, question);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      g_autoptr (GArray) steps = dns_walk_list (trace, g_array_index (questions, TraceId, i), position);

      for (guint j = 0; j < steps->len; j++)
        {
          const DnsStep *step = &g_array_index (steps, DnsStep, j);
          g_autofree char *words = dns_walk_describe (trace, step);

          g_assert_cmpuint (step->record, <=, position);
          g_string_append_printf (out, "%s%s\n", step->depth == 0 ? "" : "  ", words);
        }
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *lesson;
  SimTime t;
  const char *lines;
} WalkCase;

static const WalkCase walks[] = {
  { "full-dns", SIM_SECOND, "" },
  { "full-dns", 1455 * SIM_MILLISECOND,
    "mail.example.com → resolver.example.com: example.org MX?\n"
    "  resolver.example.com → a.root-servers.net: example.org MX?\n"
    "  resolver.example.com ← a.root-servers.net: referral to org: a.nic.org\n"
    "  resolver.example.com keeps for 2 d: org NS a.nic.org\n"
    "  resolver.example.com keeps for 2 d: a.nic.org A 203.0.113.1\n"
    "  resolver.example.com → a.nic.org: example.org MX?\n"
    "  resolver.example.com ← a.nic.org: referral to example.org: ns.example.org\n"
    "  resolver.example.com keeps for 2 d: example.org NS ns.example.org\n"
    "  resolver.example.com keeps for 2 d: ns.example.org A 198.51.100.13\n"
    "  resolver.example.com → ns.example.org: example.org MX?\n"
    "  resolver.example.com ← ns.example.org: 10 mail.example.org\n"
    "  resolver.example.com keeps for 1 h: example.org MX 10 mail.example.org\n"
    "mail.example.com ← resolver.example.com: 10 mail.example.org\n"
    "mail.example.com → resolver.example.com: mail.example.org A?\n"
    "  resolver.example.com → ns.example.org: mail.example.org A?\n"
    "  resolver.example.com ← ns.example.org: 198.51.100.11\n"
    "  resolver.example.com keeps for 1 h: mail.example.org A 198.51.100.11\n"
    "mail.example.com ← resolver.example.com: 198.51.100.11\n" },
  { "full-dns", 60265 * SIM_MILLISECOND,
    "mail.example.com → resolver.example.com: example.org MX?\n"
    "  resolver.example.com knows it: 10 mail.example.org, for another 59 min 1 s\n"
    "mail.example.com ← resolver.example.com: 10 mail.example.org\n"
    "mail.example.com → resolver.example.com: mail.example.org A?\n" },
  { "dns-timeout", 5450 * SIM_MILLISECOND,
    "mail.example.com → resolver.example.com: example.org MX?\n"
    "  resolver.example.com → ns.example.org: example.org MX?\n"
    "  resolver.example.com → ns.example.org: example.org MX? (no answer yet: asks again)\n"
    "  resolver.example.com → ns.example.org: example.org MX? (no answer yet: asks again)\n"
    "  resolver.example.com gives up to ask ns.example.org: no answer\n"
    "mail.example.com ← resolver.example.com: SERVFAIL\n" },
  { "dns-servfail", 1285 * SIM_MILLISECOND,
    "mail.example.com → resolver.example.com: example.org MX?\n"
    "  resolver.example.com → ns.example.org: example.org MX?\n"
    "  resolver.example.com ← ns.example.org: SERVFAIL\n"
    "  resolver.example.com: no help from ns.example.org: SERVFAIL\n"
    "mail.example.com ← resolver.example.com: SERVFAIL\n" },
};

static void
test_walk (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autoptr (Player) player = lab_open (walks[i].lesson);
      g_autofree char *lines = tell_walk (player, 0, walks[i].t);

      g_assert_cmpstr (lines, ==, walks[i].lines);
    }
}

/* Of a message that is selected, its own lookup, whatever is told about. */
static void
test_walk_of_message (void)
{
  g_autoptr (Player) player = lab_open ("full-dns");
  g_autofree char *first = tell_walk (player, 1, 60265 * SIM_MILLISECOND), *second = tell_walk (player, 2, 60265 * SIM_MILLISECOND);

  g_assert_nonnull (strstr (first, "a.root-servers.net"));
  g_assert_null (strstr (second, "a.root-servers.net"));
  g_assert_nonnull (strstr (second, "knows it"));
}

typedef struct
{
  const char *lesson;
  SimTime t;
  MessageId message;
  const char *lines;
} DecisionCase;

static const DecisionCase decisions[] = {
  { "mx-preference", 1305 * SIM_MILLISECOND, 1, "10 mx1.example.org [] next\n20 mx2.example.org [] waits for its turn\n30 mx3.example.org [] waits for its turn\n" },
  { "mx-preference", 5 * SIM_SECOND, 1, "10 mx1.example.org [198.51.100.11] 09:00:01 took it: 250\n20 mx2.example.org [] not needed\n30 mx3.example.org [] not needed\n" },
  { "null-mx", 5 * SIM_SECOND, 1, "-1 none [] a null MX, the domain takes no mail\n" },
  { "mx-dead-name", 1500 * SIM_MILLISECOND, 1, "10 old-mail.example.org [] 09:00:01 no address, there is no such name\n20 mail.example.org [198.51.100.11] 09:00:01 is called\n" },
  { "dns-timeout", 6 * SIM_SECOND, 1, "-1 none yet [] SERVFAIL\n" },
  { "no-mx", 1500 * SIM_MILLISECOND, 1, NULL },
};

static char *
tell_decision (Player *player, MessageId message, SimTime t)
{
  const Trace *trace = player_get_trace (player);
  guint position = trace_count_until (trace, t);
  TraceId route = mx_decision_choose (trace, player_get_index (player), message, 0, position);
  g_autoptr (GPtrArray) candidates = NULL;
  GString *out = g_string_new (NULL);

  g_assert_cmpuint (route, !=, 0);
  candidates = mx_decision_list (trace, route, position);
  for (guint i = 0; i < candidates->len; i++)
    {
      const MxCandidate *candidate = g_ptr_array_index (candidates, i);

      g_assert_cmpuint (candidate->record, <=, position);
      g_string_append_printf (out, "%d %s [%s] %s\n", candidate->preference, candidate->name, candidate->addresses, candidate->words);
    }
  return g_string_free (out, FALSE);
}

static void
test_decision (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr (Player) player = lab_open (decisions[i].lesson);
      g_autofree char *lines = tell_decision (player, decisions[i].message, decisions[i].t);

      if (decisions[i].lines != NULL)
        g_assert_cmpstr (lines, ==, decisions[i].lines);
      else
        g_assert_true (g_str_has_prefix (lines, "0 example.org [198.51.100.11] 09:00:01 "));
    }
}

/* The second server has its turn when the first is not reached. */
static void
test_second (void)
{
  g_autoptr (Player) player = lab_open ("backup-mx");
  g_autofree char *under_way = tell_decision (player, 1, 5 * SIM_SECOND), *next = tell_decision (player, 1, 31381 * SIM_MILLISECOND), *done = tell_decision (player, 1, 32 * SIM_SECOND);

  g_assert_cmpstr (under_way, ==, "10 mx1.example.org [198.51.100.11] 09:00:01 is called\n20 mx2.example.org [] waits for its turn\n");
  g_assert_cmpstr (next, ==, "10 mx1.example.org [198.51.100.11] 09:00:31 timed out\n20 mx2.example.org [] next\n");
  g_assert_cmpstr (done, ==, "10 mx1.example.org [198.51.100.11] 09:00:31 timed out\n20 mx2.example.org [198.51.100.12] 09:00:31 took it: 250\n");
}

static guint
count_texts (const Drawing *drawing, const char *text)
{
  guint count = 0;

  for (guint i = 0; i < drawing_count (drawing); i++)
    count += drawing_get (drawing, i)->text != NULL && strstr (drawing_get (drawing, i)->text, text) != NULL;
  return count;
}

static guint
count_groups (const Drawing *drawing, const char *class)
{
  guint count = 0;

  for (guint i = 0; i < drawing_count_groups (drawing); i++)
    count += strcmp (drawing_get_group (drawing, i)->class, class) == 0;
  return count;
}

typedef Drawing *(*DrawFunc) (const DnsPicture *picture, double width, const Palette *palette);

static Drawing *
draw (Player *player, DrawFunc func, double width)
{
  const Trace *trace = player_get_trace (player);
  g_autoptr (GArray) zones = g_array_new (FALSE, FALSE, sizeof (TraceId));
  const DnsPicture picture = { trace, player_get_index (player), player_get_snapshot (player), zones, player_get_position (player), player_get_time (player), player_get_record (player), 0, 0 };

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_ZONE)
      g_array_append_val (zones, id);
  return func (&picture, width, palette_get (FALSE));
}

/* A change marks what is new and what is gone; before it nothing is marked. */
static void
test_zones (void)
{
  g_autoptr (Player) player = lab_open ("stale-cache");
  g_autoptr (Drawing) before = NULL, after = NULL;

  player_seek_time (player, 4 * SIM_MINUTE);
  before = draw (player, dns_picture_draw_zones, 800);
  g_assert_cmpuint (count_groups (before, "zone-line new") + count_groups (before, "zone-line gone"), ==, 0);
  g_assert_cmpuint (count_texts (before, "10 old.example.org."), ==, 1);
  g_assert_cmpuint (count_texts (before, "10 new.example.org."), ==, 0);
  player_seek_time (player, 6 * SIM_MINUTE);
  after = draw (player, dns_picture_draw_zones, 800);
  g_assert_cmpuint (count_groups (after, "zone-line new"), ==, 2); /* SOA and MX */
  g_assert_cmpuint (count_groups (after, "zone-line gone"), ==, 2);
  g_assert_cmpuint (count_groups (after, "zone-line"), ==, count_groups (before, "zone-line") - 2);
  g_assert_cmpuint (count_texts (after, "10 new.example.org."), ==, 1);
  g_assert_cmpuint (count_texts (after, "changed at 09:05:00"), ==, 1);
}

/* The width of the bar that is filled of the first answer. */
static double
measure_bar (const Drawing *drawing)
{
  guint boxes = 0;

  for (guint i = 0; i < drawing_count (drawing); i++)
    {
      const DrawingPart *part = drawing_get (drawing, i);

      if (part->group != 0 && part->kind == DRAWING_BOX && boxes++ == 3) /* the row, its strip, the whole life, what is left */
        return part->points[1].x - part->points[0].x;
    }
  g_assert_not_reached ();
}

/* The bar shrinks with time; what is over is not there. */
static void
test_caches (void)
{
  g_autoptr (Player) player = lab_open ("stale-cache");
  g_autoptr (Drawing) start = NULL, early = NULL, late = NULL;

  player_go_to_start (player);
  start = draw (player, dns_picture_draw_caches, 800);
  g_assert_cmpuint (count_texts (start, "remembers nothing now"), ==, 2);
  player_seek_time (player, 2 * SIM_SECOND);
  early = draw (player, dns_picture_draw_caches, 800);
  g_assert_cmpuint (count_groups (early, "cached"), ==, 3);
  g_assert_cmpuint (count_texts (early, "59 min 59 s left, until 10:00:01"), ==, 3);
  player_seek_time (player, 30 * SIM_MINUTE);
  late = draw (player, dns_picture_draw_caches, 800);
  g_assert_cmpfloat_with_epsilon (measure_bar (late), measure_bar (early) / 2, 2);
  player_seek_time (player, SIM_HOUR + 1700 * SIM_MILLISECOND);
  {
    g_autoptr (Drawing) over = draw (player, dns_picture_draw_caches, 800);

    g_assert_cmpuint (count_texts (over, "old.example.org"), ==, 0);
  }
}

/* What is remembered is stale from the change of its zone on, and only that; no zone that stays as it is makes anything stale. */
static void
test_stale (void)
{
  static const char *const steady[] = { "full-dns", "mx-dead-name", "equal-mx", "no-mx" };
  g_autoptr (Player) player = lab_open ("stale-cache");
  g_autoptr (Drawing) before = NULL, after = NULL;

  player_seek_time (player, 4 * SIM_MINUTE);
  before = draw (player, dns_picture_draw_caches, 800);
  g_assert_cmpuint (count_texts (before, "stale"), ==, 0);
  player_seek_time (player, 6 * SIM_MINUTE);
  after = draw (player, dns_picture_draw_caches, 800);
  g_assert_cmpuint (count_texts (after, "stale"), ==, 1);
  g_assert_cmpuint (count_texts (after, "stale: the zone says 10 new.example.org now"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steady); i++)
    {
      g_autoptr (Player) other = lab_open (steady[i]);
      g_autoptr (Drawing) drawing = NULL;

      player_go_to_end (other);
      drawing = draw (other, dns_picture_draw_caches, 800);
      g_assert_cmpuint (count_texts (drawing, " left, until "), >, 1);
      g_assert_cmpuint (count_texts (drawing, "stale"), ==, 0);
    }
}

static void
test_negative (void)
{
  g_autoptr (Player) player = lab_open ("mx-dead-name");
  g_autoptr (Drawing) drawing = NULL;

  player_seek_time (player, 5 * SIM_SECOND);
  drawing = draw (player, dns_picture_draw_caches, 900);
  g_assert_cmpuint (count_groups (drawing, "cached negative"), ==, 1);
  g_assert_cmpuint (count_texts (drawing, "NXDOMAIN (negative"), ==, 1);
}

/* Nothing of a picture lies beside it, at any instant and width; before anything happens it says what will be there. */
static void
test_pictures (void)
{
  static const DrawFunc funcs[] = { dns_picture_draw_lookup, dns_picture_draw_caches, dns_picture_draw_zones };
  static const char *const lessons[] = { "full-dns", "no-mx", "equal-mx", "lossy-link" };

  for (guint lesson = 0; lesson < G_N_ELEMENTS (lessons); lesson++)
    {
      g_autoptr (Player) player = lab_open (lessons[lesson]);
      guint last = stops_count (player_get_stops (player)) - 1;

      for (guint step = 0; step <= 20; step++)
        for (guint func = 0; func < G_N_ELEMENTS (funcs); func++)
          {
            g_autoptr (Drawing) drawing = NULL;

            player_go_to_stop (player, last * step / 20);
            drawing = draw (player, funcs[func], 400 + 60 * step);
            g_assert_cmpuint (drawing_count (drawing), >, 0);
            for (guint i = 0; i < drawing_count_groups (drawing); i++)
              {
                const DrawingGroup *group = drawing_get_group (drawing, i);

                g_assert_cmpfloat (group->left, >=, 0);
                g_assert_cmpfloat (group->right, <=, drawing_get_width (drawing));
                g_assert_cmpuint (group->id, <=, player_get_position (player));
              }
          }
      player_go_to_start (player);
      {
        g_autoptr (Drawing) drawing = draw (player, dns_picture_draw_lookup, 700);

        g_assert_cmpuint (count_texts (drawing, "No server has had to decide that yet"), ==, 1);
        g_assert_cmpuint (count_texts (drawing, "Nobody has asked the DNS for anything yet"), ==, 1);
      }
    }
}

/* What a candidate is, and why it isn't tried. */
static void
test_candidates (void)
{
  g_autoptr (GPtrArray) parsed = route_candidates_parse ("10 mx1.example.org, 10 mx2.example.org; 20 here.example.org: passed over, this host itself");
  g_autoptr (GPtrArray) none = route_candidates_parse ("none yet: SERVFAIL");
  const RouteCandidate *second = g_ptr_array_index (parsed, 1), *third = g_ptr_array_index (parsed, 2), *only = g_ptr_array_index (none, 0);

  g_assert_cmpuint (parsed->len, ==, 3);
  g_assert_cmpint (second->kind, ==, ROUTE_CANDIDATE_TRIED);
  g_assert_cmpint (second->preference, ==, 10);
  g_assert_cmpstr (second->name, ==, "mx2.example.org");
  g_assert_null (second->reason);
  g_assert_cmpint (third->kind, ==, ROUTE_CANDIDATE_PASSED_OVER);
  g_assert_cmpint (third->preference, ==, 20);
  g_assert_cmpstr (third->reason, ==, "passed over, this host itself");
  g_assert_cmpint (only->kind, ==, ROUTE_CANDIDATE_NONE_YET);
  g_assert_cmpint (only->preference, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns/walk", test_walk);
  g_test_add_func ("/dns/walk-of-message", test_walk_of_message);
  g_test_add_func ("/dns/decision", test_decision);
  g_test_add_func ("/dns/second", test_second);
  g_test_add_func ("/dns/zones", test_zones);
  g_test_add_func ("/dns/caches", test_caches);
  g_test_add_func ("/dns/stale", test_stale);
  g_test_add_func ("/dns/negative", test_negative);
  g_test_add_func ("/dns/pictures", test_pictures);
  g_test_add_func ("/dns/candidates", test_candidates);
  return g_test_run ();
}
