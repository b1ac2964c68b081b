/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/session-picture.h"

#include "gui/draw/state-plan.h"
#include "gui/draw/text-width.h"

#include <string.h>

static const double margin = 10, box_height = 26, least_step = 31, widest_step = 80, text_size = 15, line_height = 20, lane = 14, head_size = 18, heading_height = 30;

enum
{
  MOST_LINES = 3, /* of what stays in the present state */
};

typedef struct
{
  Drawing *drawing;
  const SessionTable *table;
  const Palette *palette;
  guint state;
  int origin;
  double left, box_width, top, step, width;
} Picture;

static double
middle_of (const Picture *picture, guint state)
{
  return picture->top + picture->step * state + box_height / 2;
}

static double
right_of (const Picture *picture)
{
  return picture->left + picture->box_width;
}

static void
add_text (const Picture *picture, const char *text, double x, double y, gboolean bold, Colour colour)
{
  const DrawingFont font = { text_size, bold, 0, colour };

  drawing_add_text (picture->drawing, text, x, y, &font);
}

static void
add_box (const Picture *picture, guint state)
{
  const Palette *palette = picture->palette;
  gboolean lit = state == picture->state;
  double y = middle_of (picture, state) - box_height / 2;
  g_autofree char *name = text_width_cut (picture->table->states[state], text_size, TRUE, picture->box_width - 14);

  drawing_begin (picture->drawing, lit ? "state lit" : "state", state + 1, picture->table->states[state]);
  drawing_add_box (picture->drawing, picture->left, y, picture->box_width, box_height, 7, lit ? colour_yellow : palette->card, lit ? 3 : 1.5, lit ? palette->accent : palette->dim);
  add_text (picture, name, picture->left + 8, y + box_height / 2 + 5.5, TRUE, lit ? colour_black : palette->ink);
  drawing_end (picture->drawing);
}

/* Points to X, Y from the right (DIRECTION -1) or the left (1). */
static void
add_head (const Picture *picture, double x, double y, int direction, Colour colour)
{
  const DrawingPoint points[] = { { x, y }, { x - direction * 10, y - 5 }, { x - direction * 10, y + 5 } };

  drawing_add_polygon (picture->drawing, points, G_N_ELEMENTS (points), colour, 0, colour);
}

/* Which commands lead from the present state to STATE; NULL where none does. */
static char *
list_ways (const Picture *picture, guint state)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < session_table_count (picture->table); i++)
    {
      const SessionRow *row = session_table_get (picture->table, i);

      if (row->next == (int) state && state != picture->state && (row->states & 1u << picture->state) != 0)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", row->verb);
    }
  return g_string_free (out, out->len == 0);
}

/* Beside the box of STATE. */
static void
add_lines (const Picture *picture, char **lines, guint state, gboolean bold, Colour colour)
{
  double rows = (g_strv_length (lines) - 1) / 2.0;

  for (guint i = 0; lines[i] != NULL; i++)
    add_text (picture, lines[i], right_of (picture) + lane + 8, middle_of (picture, state) + 5.5 + (i - rows) * line_height, bold, colour);
}

/* From the present state, along the lane at the right, to STATE. */
static void
add_way (const Picture *picture, guint state, const char *verbs)
{
  double x = right_of (picture), from = middle_of (picture, picture->state), to = middle_of (picture, state);
  Colour ink = picture->palette->ink;
  g_auto (GStrv) lines = text_width_wrap (verbs, text_size, TRUE, picture->width - x - lane - 8 - margin, picture->step < 2 * line_height ? 1 : 2);

  drawing_begin (picture->drawing, "way", 0, verbs);
  drawing_add_line (picture->drawing, x, from, x + lane, from, 2, DRAWING_SOLID, ink);
  drawing_add_line (picture->drawing, x + lane, from, x + lane, to, 2, DRAWING_SOLID, ink);
  drawing_add_line (picture->drawing, x + lane, to, x + 9, to, 2, DRAWING_SOLID, ink);
  add_head (picture, x, to, -1, ink);
  add_lines (picture, lines, state, TRUE, ink);
  drawing_end (picture->drawing);
}

/* What stays in the present state, beside its box, in as many lines as there is room for between the ways. */
static void
add_loops (const Picture *picture)
{
  g_autofree char *verbs = state_plan_loops (picture->table, picture->state), *text = g_strconcat ("stays: ", verbs, NULL);
  guint most = (guint) ((2 * picture->step - line_height) / line_height);
  g_auto (GStrv) lines = NULL;

  if (verbs[0] == '\0')
    return;
  lines = text_width_wrap (text, text_size, FALSE, picture->width - right_of (picture) - lane - 8 - margin, CLAMP (most, 1, MOST_LINES));
  add_lines (picture, lines, picture->state, FALSE, picture->palette->dim);
}

/* The way that was just taken, along the left. */
static void
add_last_way (const Picture *picture)
{
  double x = picture->left - 14, from, to = middle_of (picture, picture->state);
  Colour colour = picture->palette->accent;

  if (picture->origin < 0)
    return;
  from = middle_of (picture, (guint) picture->origin);
  drawing_begin (picture->drawing, "last-way", 0, NULL);
  drawing_add_line (picture->drawing, picture->left, from, x, from, 3, DRAWING_SOLID, colour);
  drawing_add_line (picture->drawing, x, from, x, to, 3, DRAWING_SOLID, colour);
  drawing_add_line (picture->drawing, x, to, picture->left - 8, to, 3, DRAWING_SOLID, colour);
  add_head (picture, picture->left, to, 1, colour);
  drawing_end (picture->drawing);
}

static double
widest_name (const SessionTable *table)
{
  double width = 0;

  for (guint i = 0; i < table->n_states; i++)
    width = MAX (width, text_width (table->states[i], text_size, TRUE));
  return width;
}

/* "SMTP server: READY, reached by EHLO". */
static char *
describe (const SessionTable *table, const SessionProgress *progress)
{
  const char *way = session_progress_get_way (progress), *state = table->states[session_progress_get_state (progress)];

  return way[0] == '\0' ? g_strdup_printf ("%s: %s", table->protocol, state) : g_strdup_printf ("%s: %s, reached by %s", table->protocol, state, way);
}

/* Where there is too little height, the states go before the heading. */
static gboolean
has_heading (const SessionTable *table, double height)
{
  return height >= heading_height + 2 * margin + least_step * (table->n_states - 1) + box_height;
}

static void
place (Picture *picture, double width, double height)
{
  double room = height - picture->top - margin - box_height;

  picture->width = width;
  picture->left = margin + 12;
  picture->box_width = MIN (widest_name (picture->table) + 20, width * 0.58);
  picture->step = picture->table->n_states < 2 ? least_step : CLAMP (room / (picture->table->n_states - 1), least_step, widest_step);
}

Drawing *
session_picture_new (const SessionTable *table, const SessionProgress *progress, const Palette *palette, double width, double height)
{
  Picture picture = { NULL, table, palette, session_progress_get_state (progress), session_progress_get_origin (progress), .top = has_heading (table, height) ? margin + heading_height : margin };
  const DrawingFont head = { head_size, TRUE, 0, palette->ink };
  g_autofree char *title = describe (table, progress), *short_title = text_width_cut (table->protocol, head_size, TRUE, width - 2 * margin);

  place (&picture, width, height);
  picture.drawing = drawing_new (width, picture.top + picture.step * (table->n_states - 1) + box_height + margin, palette->paper);
  drawing_set_stroke (picture.drawing, palette->stroke);
  drawing_set_title (picture.drawing, title);
  if (picture.top > margin)
    drawing_add_text (picture.drawing, short_title, margin, margin + head_size, &head);
  for (guint state = 0; state < table->n_states; state++)
    {
      g_autofree char *verbs = list_ways (&picture, state);

      if (verbs != NULL)
        add_way (&picture, state, verbs);
    }
  add_loops (&picture);
  add_last_way (&picture);
  for (guint state = 0; state < table->n_states; state++)
    add_box (&picture, state);
  return picture.drawing;
}
