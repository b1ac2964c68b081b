/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-picture.h"

#include "gui/draw/dns-walk.h"
#include "gui/draw/mx-decision.h"
#include "gui/draw/sheet.h"
#include "gui/draw/text-width.h"

static const double step_row = 28, candidate_row = 52, least_width = 460, clock_width = 78, indent = 26;

/* Whole milliseconds are enough: "+620 ms", "+1.82 s". */
static char *
format_since (SimTime since)
{
  g_autofree char *words = sim_time_format_friendly ((since + SIM_MILLISECOND / 2) / SIM_MILLISECOND * SIM_MILLISECOND);

  return g_strdup_printf ("+%s", words);
}

static void
draw_step (const DnsPicture *picture, Sheet *sheet, const DnsStep *step, SimTime began)
{
  const Palette *palette = sheet_get_palette (sheet);
  const Colour colours[] = {
    [DNS_STEP_QUESTION] = palette->ink,
    [DNS_STEP_AGAIN] = palette->wait,
    [DNS_STEP_OVER_TCP] = palette->accent,
    [DNS_STEP_REFERRAL] = palette->accent,
    [DNS_STEP_ANSWER] = palette->good,
    [DNS_STEP_NEGATIVE] = palette->bad,
    [DNS_STEP_TROUBLE] = palette->bad,
    [DNS_STEP_KNOWN] = palette->good,
    [DNS_STEP_KEPT] = palette->dim,
    [DNS_STEP_NO_ANSWER] = palette->bad,
  };
  const DrawingFont clock = { sheet_small_size, FALSE, 1, palette->dim }, font = { sheet_text_size, FALSE, 0, colours[step->kind] };
  g_autofree char *words = dns_walk_describe (picture->trace, step), *after = format_since (trace_get (picture->trace, step->record)->t - began);
  double x = sheet_margin + clock_width + 12 + step->depth * indent;

  sheet_begin_row (sheet, "step", step->record, words, step_row, step->record == picture->told, NULL);
  sheet_text (sheet, after, sheet_margin + clock_width, 18, clock_width + 6, &clock);
  if (step->depth > 0)
    drawing_add_line (sheet_get_drawing (sheet), x - 12, sheet_get_y (sheet), x - 12, sheet_get_y (sheet) + step_row - 2, 2, DRAWING_SOLID, palette->link);
  sheet_text (sheet, words, x, 18, sheet_get_width (sheet) - sheet_margin - x, &font);
  sheet_end_row (sheet);
}

static void
draw_walk (const DnsPicture *picture, Sheet *sheet, TraceId question)
{
  g_autoptr (GArray) steps = dns_walk_list (picture->trace, question, picture->position);
  const TraceRecord *record = trace_get (picture->trace, question);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (picture->trace), record->t, FALSE);
  g_autofree char *heading = g_strdup_printf ("Lookup of %s %s", trace_blob (picture->trace, record->text, NULL), trace_blob (picture->trace, record->note, NULL));
  g_autofree char *detail = g_strdup_printf ("by %s, %.8s", trace_host_name (picture->trace, record->host), clock);

  sheet_add_heading (sheet, heading, detail);
  for (guint i = 0; i < steps->len; i++)
    draw_step (picture, sheet, &g_array_index (steps, DnsStep, i), record->t);
  sheet_skip (sheet, 8);
}

static void
draw_walks (const DnsPicture *picture, Sheet *sheet)
{
  TraceId question = dns_walk_choose (picture->trace, picture->index, picture->message, picture->told, picture->position);
  g_autoptr (GArray) questions = dns_walk_list_questions (picture->trace, question);

  if (questions->len == 0)
    {
      sheet_add_heading (sheet, "The lookup", NULL);
      sheet_add_sentence (sheet, "Nobody has asked the DNS for anything yet. A lookup will stand here question by question: who asks whom, and what comes back.");
    }
  for (guint i = 0; i < questions->len; i++)
    draw_walk (picture, sheet, g_array_index (questions, TraceId, i));
}

static const Colour *
find_tone (MxState state)
{
  switch (state)
    {
    case MX_NEXT:
    case MX_UNDER_WAY:
      return &colour_sky;
    case MX_TOOK_IT:
      return &colour_green;
    case MX_FAILED:
    case MX_PASSED_OVER:
      return &colour_vermilion;
    case MX_WAITS:
    case MX_NOT_NEEDED:
      return &colour_grey;
    }
  g_assert_not_reached ();
}

static void
draw_candidate (const DnsPicture *picture, Sheet *sheet, const MxCandidate *candidate)
{
  const Palette *palette = sheet_get_palette (sheet);
  Colour ink = candidate->state == MX_TOOK_IT ? palette->good : candidate->state == MX_FAILED || candidate->state == MX_PASSED_OVER ? palette->bad
                                                                                                                                    : palette->ink;
  const DrawingFont number = { sheet_text_size, TRUE, 1, palette->ink }, bold = { sheet_text_size, TRUE, 0, palette->ink }, small = { sheet_small_size, FALSE, 0, palette->dim }, words = { sheet_text_size, FALSE, 0, ink };
  double left = sheet_margin + 64, end = sheet_get_width (sheet) - sheet_margin, half = (end - left) * 0.42;
  g_autofree char *preference = candidate->preference < 0 ? g_strdup ("") : g_strdup_printf ("%d", candidate->preference), *title = g_strdup_printf ("%s: %s", candidate->name, candidate->words);
  g_auto (GStrv) lines = text_width_wrap (candidate->words, words.size, FALSE, end - left - half - 16, 2);

  sheet_begin_row (sheet, "candidate", candidate->record, title, candidate_row, FALSE, find_tone (candidate->state));
  sheet_text (sheet, preference, left - 12, 20, 52, &number);
  sheet_text (sheet, candidate->name, left, 20, half, &bold);
  sheet_text (sheet, candidate->state == MX_PASSED_OVER || candidate->preference < 0 ? "" : *candidate->addresses != '\0'     ? candidate->addresses
                                                                                          : candidate->state == MX_FAILED     ? ""
                                                                                          : candidate->state == MX_NOT_NEEDED ? "address not asked for"
                                                                                                                              : "address not known yet",
              left, 41, half, &small);
  for (guint i = 0; lines[i] != NULL; i++)
    sheet_text (sheet, lines[i], left + half + 16, 20 + 21 * i, end - left - half - 16, &words);
  sheet_end_row (sheet);
}

static void
draw_decision (const DnsPicture *picture, Sheet *sheet)
{
  TraceId route = mx_decision_choose (picture->trace, picture->index, picture->message, picture->host, picture->position);
  g_autoptr (GPtrArray) candidates = route == 0 ? NULL : mx_decision_list (picture->trace, route, picture->position);
  const TraceRecord *record = route == 0 ? NULL : trace_get (picture->trace, route);
  g_autofree char *heading = NULL, *detail = NULL, *clock = NULL;

  if (candidates == NULL)
    {
      sheet_add_heading (sheet, "Where mail goes", NULL);
      sheet_add_sentence (sheet, "No server has had to decide that yet. The servers that the DNS names will stand here, by preference, with what becomes of each.");
      return;
    }
  clock = sim_time_format_clock (trace_start_unix_ns (picture->trace), record->t, FALSE);
  heading = g_strdup_printf ("Mail for %s goes to", trace_blob (picture->trace, record->text, NULL));
  detail = g_strdup_printf ("says %s at %.8s, about %s", trace_host_name (picture->trace, record->host), clock, trace_message_label (picture->trace, record->message));
  sheet_add_heading (sheet, heading, detail);
  for (guint i = 0; i < candidates->len; i++)
    draw_candidate (picture, sheet, g_ptr_array_index (candidates, i));
}

Drawing *
dns_picture_draw_lookup (const DnsPicture *picture, double width, const Palette *palette)
{
  Sheet *sheet = sheet_new (MAX (width, least_width), palette, "A lookup, and where mail goes by it");

  draw_decision (picture, sheet);
  sheet_skip (sheet, 8);
  draw_walks (picture, sheet);
  return sheet_finish (sheet);
}
