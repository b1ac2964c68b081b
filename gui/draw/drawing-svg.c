/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing.h"

#include "gui/draw/svg-text.h"

static void
append_attribute (GString *out, const char *name, double number)
{
  g_string_append_printf (out, " %s=\"", name);
  svg_text_append_number (out, number);
  g_string_append_c (out, '"');
}

static void
append_line_style (GString *out, const DrawingPart *part)
{
  if (part->line_width <= 0)
    return;
  svg_text_append_colour (out, "stroke", part->line);
  append_attribute (out, "stroke-width", part->line_width);
  if (part->dash != DRAWING_SOLID)
    g_string_append_printf (out, " stroke-dasharray=\"%s\"", part->dash == DRAWING_DASHED ? "7 4" : "2 3");
}

static void
write_line (GString *out, const DrawingPart *part)
{
  g_string_append (out, "<line");
  append_attribute (out, "x1", part->points[0].x);
  append_attribute (out, "y1", part->points[0].y);
  append_attribute (out, "x2", part->points[1].x);
  append_attribute (out, "y2", part->points[1].y);
  append_line_style (out, part);
  g_string_append (out, "/>\n");
}

static void
write_polygon (GString *out, const DrawingPart *part)
{
  g_string_append (out, "<polygon points=\"");
  for (guint i = 0; i < part->n_points; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      svg_text_append_number (out, part->points[i].x);
      g_string_append_c (out, ',');
      svg_text_append_number (out, part->points[i].y);
    }
  g_string_append_c (out, '"');
  svg_text_append_colour (out, "fill", part->fill);
  append_line_style (out, part);
  g_string_append (out, "/>\n");
}

static void
write_box (GString *out, const DrawingPart *part)
{
  g_string_append (out, "<rect");
  append_attribute (out, "x", part->points[0].x);
  append_attribute (out, "y", part->points[0].y);
  append_attribute (out, "width", part->points[1].x - part->points[0].x);
  append_attribute (out, "height", part->points[1].y - part->points[0].y);
  if (part->radius > 0)
    append_attribute (out, "rx", part->radius);
  svg_text_append_colour (out, "fill", part->fill);
  append_line_style (out, part);
  g_string_append (out, "/>\n");
}

static void
write_text (GString *out, const DrawingPart *part)
{
  const SvgText text = { part->text, part->points[0].x, part->points[0].y, part->font.size, part->font.bold, part->font.align, part->font.colour };

  svg_text_write (out, &text);
}

static void
write_part (GString *out, const DrawingPart *part)
{
  switch (part->kind)
    {
    case DRAWING_LINE:
      write_line (out, part);
      break;
    case DRAWING_POLYGON:
      write_polygon (out, part);
      break;
    case DRAWING_BOX:
      write_box (out, part);
      break;
    case DRAWING_TEXT:
      write_text (out, part);
      break;
    }
}

static void
open_group (GString *out, const DrawingGroup *group)
{
  g_string_append_printf (out, "<g class=\"%s\"%s>\n", group->class, group->attributes);
  if (group->title != NULL)
    {
      g_autofree char *title = g_markup_escape_text (group->title, -1);

      g_string_append_printf (out, "<title>%s</title>\n", title);
    }
}

static void
write_head (const Drawing *drawing, GString *out)
{
  g_autofree char *title = g_markup_escape_text (drawing_get_title (drawing) != NULL ? drawing_get_title (drawing) : "", -1);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
  append_attribute (out, "width", drawing_get_width (drawing));
  append_attribute (out, "height", drawing_get_height (drawing));
  g_string_append (out, " viewBox=\"0 0 ");
  svg_text_append_number (out, drawing_get_width (drawing));
  g_string_append_c (out, ' ');
  svg_text_append_number (out, drawing_get_height (drawing));
  g_string_append_printf (out, "\" role=\"img\" font-family=\"" SVG_TEXT_FONTS "\">\n<title>%s</title>\n", title);
  g_string_append (out, "<rect width=\"100%\" height=\"100%\"");
  svg_text_append_colour (out, "fill", drawing_get_paper (drawing));
  g_string_append (out, "/>\n");
}

void
drawing_write_svg (const Drawing *drawing, GString *out)
{
  guint open = 0;

  write_head (drawing, out);
  for (guint i = 0; i < drawing_count (drawing); i++)
    {
      const DrawingPart *part = drawing_get (drawing, i);

      if (part->group != open)
        {
          g_string_append (out, open != 0 ? "</g>\n" : "");
          if (part->group != 0)
            open_group (out, drawing_get_group (drawing, part->group - 1));
          open = part->group;
        }
      write_part (out, part);
    }
  g_string_append (out, open != 0 ? "</g>\n</svg>\n" : "</svg>\n");
}
