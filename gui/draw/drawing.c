/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"
#include "gui/draw/text-width.h"

#include <string.h>

struct Drawing
{
  double width, height, stroke;
  Colour paper;
  char *title;
  GArray *behind; /* DrawingPart */
  GArray *parts;  /* DrawingPart, before those */
  gboolean adds_behind;
  GArray *groups; /* DrawingGroup */
  guint open;     /* the group that parts belong to now */
};

/* Around a thin line it is still hit. */
static const double near_enough = 4;

static void
clear_part (gpointer data)
{
  g_free (((DrawingPart *) data)->text);
}

static void
clear_group (gpointer data)
{
  DrawingGroup *group = data;

  g_free (group->class);
  g_free (group->title);
  g_free (group->attributes);
}

/* What XML 1.0 (2.2) and a line of text allow of TEXT. */
static char *
clean (const char *text)
{
  GString *cleaned = g_string_new (NULL);
  g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid (text, -1);

  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (cleaned, c == '\t' ? ' ' : g_unichar_iscntrl (c) || c == 0xfffe || c == 0xffff ? 0xfffd
                                                                                                              : c);
    }
  return g_string_free (cleaned, FALSE);
}

Drawing *
drawing_new (double width, double height, Colour paper)
{
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->width = width;
  drawing->height = height;
  drawing->stroke = 1;
  drawing->paper = paper;
  drawing->behind = g_array_new (FALSE, TRUE, sizeof (DrawingPart));
  drawing->parts = g_array_new (FALSE, TRUE, sizeof (DrawingPart));
  g_array_set_clear_func (drawing->behind, clear_part);
  drawing->groups = g_array_new (FALSE, TRUE, sizeof (DrawingGroup));
  g_array_set_clear_func (drawing->parts, clear_part);
  g_array_set_clear_func (drawing->groups, clear_group);
  return drawing;
}

void
drawing_free (Drawing *drawing)
{
  g_array_unref (drawing->behind);
  g_array_unref (drawing->parts);
  g_array_unref (drawing->groups);
  g_free (drawing->title);
  g_free (drawing);
}

double
drawing_get_width (const Drawing *drawing)
{
  return drawing->width;
}

double
drawing_get_height (const Drawing *drawing)
{
  return drawing->height;
}

void
drawing_set_height (Drawing *drawing, double height)
{
  drawing->height = height;
}

void
drawing_set_stroke (Drawing *drawing, double factor)
{
  drawing->stroke = factor;
}

void
drawing_set_title (Drawing *drawing, const char *title)
{
  g_free (drawing->title);
  drawing->title = clean (title);
}

const char *
drawing_get_title (const Drawing *drawing)
{
  return drawing->title;
}

const DrawingGroup *
drawing_find_group (const Drawing *drawing, guint32 id)
{
  for (guint i = 0; i < drawing->groups->len; i++)
    if (g_array_index (drawing->groups, DrawingGroup, i).id == id)
      return &g_array_index (drawing->groups, DrawingGroup, i);
  return NULL;
}

const DrawingGroup *
drawing_find_about (const Drawing *drawing, guint32 about)
{
  for (guint i = 0; i < drawing->groups->len; i++)
    if (g_array_index (drawing->groups, DrawingGroup, i).about == about)
      return &g_array_index (drawing->groups, DrawingGroup, i);
  return NULL;
}

Colour
drawing_get_paper (const Drawing *drawing)
{
  return drawing->paper;
}

void
drawing_begin (Drawing *drawing, const char *class, guint32 id, const char *title)
{
  DrawingGroup group = { g_strdup (class), title == NULL ? NULL : clean (title), g_strdup (""), id, id, G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };

  g_assert (drawing->open == 0);
  g_array_append_val (drawing->groups, group);
  drawing->open = drawing->groups->len;
}

void
drawing_point (Drawing *drawing, guint32 about)
{
  g_array_index (drawing->groups, DrawingGroup, drawing->open - 1).about = about;
}

void
drawing_tell (Drawing *drawing, const char *name, const char *value)
{
  DrawingGroup *group = &g_array_index (drawing->groups, DrawingGroup, drawing->open - 1);
  g_autofree char *cleaned = clean (value);
  g_autofree char *attribute = g_markup_printf_escaped (" %s=\"%s\"", name, cleaned);
  char *attributes = g_strconcat (group->attributes, attribute, NULL);

  g_free (group->attributes);
  group->attributes = attributes;
}

void
drawing_end (Drawing *drawing)
{
  drawing->open = 0;
}

static void
stretch (DrawingGroup *group, double x, double y)
{
  group->left = MIN (group->left, x);
  group->right = MAX (group->right, x);
  group->top = MIN (group->top, y);
  group->bottom = MAX (group->bottom, y);
}

/* Takes PART's text. */
static void
add (Drawing *drawing, DrawingPart *part)
{
  part->group = drawing->open;
  part->line_width *= drawing->stroke;
  g_array_append_val (drawing->adds_behind ? drawing->behind : drawing->parts, *part);
  for (guint i = 0; drawing->open != 0 && i < part->n_points; i++)
    stretch (&g_array_index (drawing->groups, DrawingGroup, drawing->open - 1), part->points[i].x, part->points[i].y);
}

void
drawing_add_line (Drawing *drawing, double x0, double y0, double x1, double y1, double width, DrawingDash dash, Colour colour)
{
  DrawingPart part = { .kind = DRAWING_LINE, .n_points = 2, .points = { { x0, y0 }, { x1, y1 } }, .line_width = width, .dash = dash, .line = colour };

  add (drawing, &part);
}

void
drawing_add_polygon (Drawing *drawing, const DrawingPoint *points, guint n, Colour fill, double line_width, Colour line)
{
  DrawingPart part = { .kind = DRAWING_POLYGON, .n_points = n, .filled = TRUE, .fill = fill, .line_width = line_width, .line = line };

  g_assert (n >= 3 && n <= G_N_ELEMENTS (part.points));
  memcpy (part.points, points, n * sizeof *points);
  add (drawing, &part);
}

void
drawing_add_dashed_box (Drawing *drawing, double x, double y, double width, double height, double radius, Colour fill, DrawingDash dash, double line_width, Colour line)
{
  DrawingPart part = { .kind = DRAWING_BOX, .n_points = 2, .points = { { x, y }, { x + width, y + height } }, .radius = radius, .filled = TRUE, .fill = fill, .dash = dash, .line_width = line_width, .line = line };

  add (drawing, &part);
}

void
drawing_add_box (Drawing *drawing, double x, double y, double width, double height, double radius, Colour fill, double line_width, Colour line)
{
  drawing_add_dashed_box (drawing, x, y, width, height, radius, fill, DRAWING_SOLID, line_width, line);
}

void
drawing_add_text (Drawing *drawing, const char *text, double x, double y, const DrawingFont *font)
{
  DrawingPart part = { .kind = DRAWING_TEXT, .n_points = 1, .points = { { x, y } }, .font = *font, .text = clean (text) };
  double width = text_width (part.text, font->size, font->bold);

  add (drawing, &part);
  if (drawing->open != 0)
    {
      stretch (&g_array_index (drawing->groups, DrawingGroup, drawing->open - 1), x - width * font->align, y - font->size);
      stretch (&g_array_index (drawing->groups, DrawingGroup, drawing->open - 1), x + width * (1 - font->align), y);
    }
}

void
drawing_behind (Drawing *drawing, gboolean on)
{
  drawing->adds_behind = on;
}

guint
drawing_count (const Drawing *drawing)
{
  return drawing->behind->len + drawing->parts->len;
}

const DrawingPart *
drawing_get (const Drawing *drawing, guint index)
{
  if (index < drawing->behind->len)
    return &g_array_index (drawing->behind, DrawingPart, index);
  return &g_array_index (drawing->parts, DrawingPart, index - drawing->behind->len);
}

guint
drawing_count_groups (const Drawing *drawing)
{
  return drawing->groups->len;
}

const DrawingGroup *
drawing_get_group (const Drawing *drawing, guint index)
{
  return &g_array_index (drawing->groups, DrawingGroup, index);
}

static void
set_dash (cairo_t *cr, const DrawingPart *part)
{
  const double dashed[] = { 7, 4 }, dotted[] = { 2, 3 };

  cairo_set_dash (cr, part->dash == DRAWING_DASHED ? dashed : dotted, part->dash == DRAWING_SOLID ? 0 : 2, 0);
}

static void
paint_path (cairo_t *cr, const DrawingPart *part)
{
  if (part->filled)
    {
      colour_set (cr, part->fill);
      cairo_fill_preserve (cr);
    }
  if (part->line_width > 0)
    {
      set_dash (cr, part);
      cairo_set_line_width (cr, part->line_width);
      colour_set (cr, part->line);
      cairo_stroke_preserve (cr);
    }
}

static void
paint_text (cairo_t *cr, const DrawingPart *part)
{
  const TextBox box = { part->text, part->font.size, part->font.bold, 0 };

  text_box_draw_on_line (cr, &box, part->points[0].x, part->points[0].y, part->font.align, part->font.colour);
}

static void
paint_part (cairo_t *cr, const DrawingPart *part)
{
  const DrawingPoint *points = part->points;

  cairo_new_path (cr);
  if (part->kind == DRAWING_TEXT)
    {
      paint_text (cr, part);
      return;
    }
  if (part->kind == DRAWING_BOX)
    glyph_round_box (cr, points[0].x, points[0].y, points[1].x - points[0].x, points[1].y - points[0].y, part->radius);
  else
    for (guint i = 0; i < part->n_points; i++)
      cairo_line_to (cr, points[i].x, points[i].y);
  if (part->kind == DRAWING_POLYGON)
    cairo_close_path (cr);
  paint_path (cr, part);
}

/* Texts reach above their baseline by their size, and a little below it. */
static gboolean
lies_between (const DrawingPart *part, double top, double bottom)
{
  double extra = part->kind == DRAWING_TEXT ? 1.5 * part->font.size : part->line_width + 1;
  double least = part->points[0].y, most = part->points[0].y;

  for (guint i = 1; i < part->n_points; i++)
    {
      least = MIN (least, part->points[i].y);
      most = MAX (most, part->points[i].y);
    }
  return most + extra >= top && least - extra <= bottom;
}

void
drawing_paint_rows (const Drawing *drawing, cairo_t *cr, double top, double bottom)
{
  cairo_save (cr);
  colour_set (cr, drawing->paper);
  cairo_rectangle (cr, 0, top, drawing->width, bottom - top);
  cairo_fill (cr);
  for (guint i = 0; i < drawing_count (drawing); i++)
    if (lies_between (drawing_get (drawing, i), top, bottom))
      paint_part (cr, drawing_get (drawing, i));
  cairo_restore (cr);
}

void
drawing_paint (const Drawing *drawing, cairo_t *cr)
{
  drawing_paint_rows (drawing, cr, 0, drawing->height);
}

typedef gboolean (*GroupTest) (const DrawingGroup *group);

static gboolean
has_id (const DrawingGroup *group)
{
  return group->id != 0;
}

static gboolean
is_about_something (const DrawingGroup *group)
{
  return group->about != 0;
}

static gboolean
has_title (const DrawingGroup *group)
{
  return group->title != NULL;
}

static const DrawingGroup *
find_at (const Drawing *drawing, double x, double y, GroupTest test)
{
  for (guint i = drawing->groups->len; i > 0; i--)
    {
      const DrawingGroup *group = drawing_get_group (drawing, i - 1);

      if (test (group) && x >= group->left - near_enough && x <= group->right + near_enough && y >= group->top - near_enough
          && y <= group->bottom + near_enough)
        return group;
    }
  return NULL;
}

guint32
drawing_hit (const Drawing *drawing, double x, double y)
{
  const DrawingGroup *group = find_at (drawing, x, y, has_id);

  return group == NULL ? 0 : group->id;
}

guint32
drawing_hit_about (const Drawing *drawing, double x, double y)
{
  const DrawingGroup *group = find_at (drawing, x, y, is_about_something);

  return group == NULL ? 0 : group->about;
}

const char *
drawing_hit_title (const Drawing *drawing, double x, double y)
{
  const DrawingGroup *group = find_at (drawing, x, y, has_title);

  return group == NULL ? NULL : group->title;
}
