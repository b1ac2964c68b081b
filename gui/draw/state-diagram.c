/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/state-diagram.h"

#include "gui/draw/glyph.h"
#include "gui/draw/state-plan.h"

#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

static const double box_width = 300, gap = 58, margin = 20, padding = 10;
static const double lane_gap = 18, label_width = 130, title_size = 26, state_size = 18, verb_size = 14;

typedef struct
{
  double y, height;
  char *loops;
  guint right, left; /* ends of arrows on that side, as drawn so far */
  guint n_right, n_left;
} StateBox;

struct StateDiagram
{
  const SessionTable *table; /* borrowed */
  const Palette *palette;    /* borrowed */
  int current;
  GPtrArray *arrows; /* StateArrow * */
  StateBox *boxes;
  double left, width, height; /* LEFT: of the boxes */
};

static PangoLayout *
layout_new (cairo_t *cr, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (bold ? "DejaVu Sans, sans-serif Bold" : "DejaVu Sans, sans-serif");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
draw_aligned (cairo_t *cr, const char *text, double size, gboolean bold, double width, double x, double y, Colour colour, PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = layout_new (cr, text, size, bold, width);

  pango_layout_set_alignment (layout, alignment);
  cairo_move_to (cr, x, y);
  colour_set (cr, colour);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_text (cairo_t *cr, const char *text, double size, gboolean bold, double width, double x, double y, Colour colour)
{
  draw_aligned (cr, text, size, bold, width, x, y, colour, PANGO_ALIGN_LEFT);
}

static double
measure_text (cairo_t *cr, const char *text, double size, double width)
{
  g_autoptr (PangoLayout) layout = layout_new (cr, text, size, FALSE, width);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static double
lanes_width (const StateDiagram *diagram, ArrowSide side)
{
  guint lanes = 0;

  for (guint i = 0; i < diagram->arrows->len; i++)
    lanes += ((const StateArrow *) g_ptr_array_index (diagram->arrows, i))->side == side;
  return lanes == 0 ? 0 : lanes * (label_width + lane_gap) + lane_gap;
}

static void
count_ends (StateDiagram *diagram)
{
  for (guint i = 0; i < diagram->arrows->len; i++)
    {
      const StateArrow *arrow = g_ptr_array_index (diagram->arrows, i);

      for (guint state = 0; arrow->side != ARROW_DOWN && state < diagram->table->n_states; state++)
        if (arrow->to == state || (arrow->from & 1u << state) != 0)
          *(arrow->side == ARROW_RIGHT ? &diagram->boxes[state].n_right : &diagram->boxes[state].n_left) += 1;
    }
}

static void
place_boxes (StateDiagram *diagram, cairo_t *cr)
{
  double y = margin + title_size * 1.3 + margin;

  for (guint i = 0; i < diagram->table->n_states; i++)
    {
      StateBox *box = &diagram->boxes[i];
      guint ends = MAX (box->n_right, box->n_left);

      box->loops = state_plan_loops (diagram->table, i);
      box->y = y;
      box->height = 2 * padding + state_size * 1.4;
      if (box->loops[0] != '\0')
        box->height += 4 + measure_text (cr, box->loops, verb_size, box_width - 2 * padding);
      box->height = MAX (box->height, (ends + 1) * 13.0);
      y += box->height + gap;
    }
  diagram->height = y - gap + margin;
}

StateDiagram *
state_diagram_new (const SessionTable *table, const Palette *palette, int current)
{
  StateDiagram *diagram = g_new0 (StateDiagram, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  diagram->table = table;
  diagram->palette = palette;
  diagram->current = current;
  diagram->arrows = state_plan_arrows (table);
  diagram->boxes = g_new0 (StateBox, table->n_states);
  count_ends (diagram);
  place_boxes (diagram, cr);
  diagram->left = margin + lanes_width (diagram, ARROW_LEFT);
  diagram->width = diagram->left + box_width + lanes_width (diagram, ARROW_RIGHT) + margin;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return diagram;
}

void
state_diagram_free (StateDiagram *diagram)
{
  for (guint i = 0; i < diagram->table->n_states; i++)
    g_free (diagram->boxes[i].loops);
  g_free (diagram->boxes);
  g_ptr_array_unref (diagram->arrows);
  g_free (diagram);
}

void
state_diagram_get_size (const StateDiagram *diagram, double *width, double *height)
{
  *width = diagram->width;
  *height = diagram->height;
}

static void
draw_box (const StateDiagram *diagram, cairo_t *cr, guint state)
{
  const StateBox *box = &diagram->boxes[state];
  const Palette *palette = diagram->palette;
  gboolean lit = diagram->current == (int) state;

  glyph_round_box (cr, diagram->left, box->y, box_width, box->height, 10);
  glyph_paint (cr, lit ? colour_yellow : palette->card, lit ? palette->accent : palette->dim, (lit ? 3 : 1.5) * palette->stroke);
  draw_text (cr, diagram->table->states[state], state_size, TRUE, box_width - 2 * padding, diagram->left + padding, box->y + padding, lit ? colour_black : palette->ink);
  if (box->loops[0] != '\0')
    draw_text (cr, box->loops, verb_size, FALSE, box_width - 2 * padding, diagram->left + padding, box->y + padding + state_size * 1.4 + 4, lit ? colour_black : palette->dim);
}

static void
draw_head (cairo_t *cr, double x, double y, double dx, double dy)
{
  const double length = 11, half = 5;

  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - dx * length - dy * half, y - dy * length - dx * half);
  cairo_line_to (cr, x - dx * length + dy * half, y - dy * length + dx * half);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_down (const StateDiagram *diagram, cairo_t *cr, const StateArrow *arrow)
{
  const StateBox *from = &diagram->boxes[arrow->to - 1], *to = &diagram->boxes[arrow->to];
  double x = diagram->left + 40;

  colour_set (cr, diagram->palette->ink);
  cairo_move_to (cr, x, from->y + from->height);
  cairo_line_to (cr, x, to->y - 8);
  cairo_stroke (cr);
  draw_head (cr, x, to->y, 0, 1);
  draw_text (cr, arrow->verbs->str, verb_size, TRUE, box_width - 60, x + 14, from->y + from->height + 8, diagram->palette->ink);
}

/* Where the next line meets BOX on SIDE. */
static double
take_end (StateBox *box, ArrowSide side)
{
  guint *drawn = side == ARROW_RIGHT ? &box->right : &box->left;
  guint all = side == ARROW_RIGHT ? box->n_right : box->n_left;

  return box->y + box->height * ++*drawn / (all + 1);
}

/* A line beside the states, with one that joins it from each state it is for, and one into its target. */
static void
draw_lane (const StateDiagram *diagram, cairo_t *cr, const StateArrow *arrow)
{
  gboolean right = arrow->side == ARROW_RIGHT;
  double edge = right ? diagram->left + box_width : diagram->left, sign = right ? 1 : -1;
  double x = edge + sign * (lane_gap + arrow->lane * (label_width + lane_gap));
  double top = HUGE_VAL, bottom = 0;
  guint first = MIN (state_plan_first (arrow->from), arrow->to);
  const StateBox *upper = &diagram->boxes[first];

  colour_set (cr, right ? diagram->palette->ink : diagram->palette->dim);
  for (guint state = 0; state < diagram->table->n_states; state++)
    {
      gboolean target = arrow->to == state;
      double y;

      if (!target && (arrow->from & 1u << state) == 0)
        continue;
      y = take_end (&diagram->boxes[state], arrow->side);
      cairo_move_to (cr, edge + (target ? sign * 8 : 0), y);
      cairo_line_to (cr, x, y);
      cairo_stroke (cr);
      if (target)
        draw_head (cr, edge, y, -sign, 0);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
  draw_aligned (cr, arrow->verbs->str, verb_size, TRUE, label_width, right ? x + 6 : x - label_width - 6, upper->y + upper->height + 6,
                right ? diagram->palette->ink : diagram->palette->dim, right ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

static void
reset_ends (const StateDiagram *diagram)
{
  for (guint i = 0; i < diagram->table->n_states; i++)
    diagram->boxes[i].left = diagram->boxes[i].right = 0;
}

void
state_diagram_draw (const StateDiagram *diagram, cairo_t *cr)
{
  reset_ends (diagram);
  colour_set (cr, diagram->palette->paper);
  cairo_paint (cr);
  draw_text (cr, diagram->table->protocol, title_size, TRUE, diagram->width - 2 * margin, margin, margin, diagram->palette->ink);
  cairo_set_line_width (cr, 1.6);
  for (guint i = 0; i < diagram->arrows->len; i++)
    {
      const StateArrow *arrow = g_ptr_array_index (diagram->arrows, i);

      if (arrow->side == ARROW_DOWN)
        draw_down (diagram, cr, arrow);
      else
        draw_lane (diagram, cr, arrow);
    }
  for (guint i = 0; i < diagram->table->n_states; i++)
    draw_box (diagram, cr, i);
}

static cairo_status_t
write_surface (const StateDiagram *diagram, cairo_surface_t *surface, const char *png)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  state_diagram_draw (diagram, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (png != NULL && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png (surface, png);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

gboolean
state_diagram_write (const StateDiagram *diagram, const char *path, GError **error)
{
  gboolean png = g_str_has_suffix (path, ".png");
  cairo_surface_t *surface = png ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) diagram->width, (int) diagram->height)
                                 : cairo_svg_surface_create (path, diagram->width, diagram->height);
  cairo_status_t status = write_surface (diagram, surface, png ? path : NULL);

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}
