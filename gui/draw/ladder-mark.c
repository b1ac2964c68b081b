/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/ladder-mark.h"

#include "gui/draw/text-width.h"

#include <math.h>

typedef struct
{
  const char *class, *meaning; /* MEANING NULL: the key leaves it out */
  DrawingDash dash;
  double width;
} MarkInfo;

static const MarkInfo infos[] = {
  [LADDER_CONTROL] = { "control", "connection", DRAWING_DOTTED, 1 },
  [LADDER_QUESTION] = { "question", "DNS", DRAWING_DOTTED, 1.6 },
  [LADDER_ANSWER] = { "answer", NULL, DRAWING_DOTTED, 1.6 },
  [LADDER_COMMAND] = { "command", "command", DRAWING_SOLID, 1.4 },
  [LADDER_MAIL] = { "mail", "a whole message", DRAWING_SOLID, 3.2 },
  [LADDER_GOOD] = { "reply-2xx", "2xx, +OK: done", DRAWING_SOLID, 1.4 },
  [LADDER_MORE] = { "reply-3xx", "3xx: go on", DRAWING_SOLID, 1.4 },
  [LADDER_WAIT] = { "reply-4xx", "4xx: not now", DRAWING_DASHED, 2 },
  [LADDER_BAD] = { "reply-5xx", "5xx, -ERR, NO: no", DRAWING_DASHED, 3.2 },
};

static const double head_length = 9, head_half = 4.5, cross = 5.5, label_gap = 4, line_spacing = 1.25, key_size = 12, key_line = 20, key_arrow = 34, lost_part = 0.8;

static Colour
colour_of (LadderStyle style, const Palette *palette)
{
  switch (style)
    {
    case LADDER_CONTROL:
      return palette->dim;
    case LADDER_COMMAND:
    case LADDER_MAIL:
      return palette->ink;
    case LADDER_QUESTION:
    case LADDER_ANSWER:
    case LADDER_MORE:
      return palette->accent;
    case LADDER_GOOD:
      return palette->good;
    case LADDER_WAIT:
      return palette->wait;
    case LADDER_BAD:
      return palette->bad;
    }
  g_assert_not_reached ();
}

const char *
ladder_mark_class (LadderStyle style)
{
  return infos[style].class;
}

/* At X, Y, coming from the direction DX, DY of length 1; a full one, or, of an answer, an open one. */
static void
add_head (Drawing *page, double x, double y, double dx, double dy, gboolean open, Colour colour, Colour paper)
{
  double bx = x - dx * head_length, by = y - dy * head_length;
  const DrawingPoint points[] = { { x, y }, { bx - dy * head_half, by + dx * head_half }, { bx + dy * head_half, by - dx * head_half } };

  drawing_add_polygon (page, points, G_N_ELEMENTS (points), open ? paper : colour, 1.2, colour);
}

static void
add_cross (Drawing *page, double x, double y, Colour colour)
{
  drawing_add_line (page, x - cross, y - cross, x + cross, y + cross, 2.4, DRAWING_SOLID, colour);
  drawing_add_line (page, x - cross, y + cross, x + cross, y - cross, 2.4, DRAWING_SOLID, colour);
}

static gboolean
is_reply (LadderStyle style)
{
  return style == LADDER_ANSWER || style >= LADDER_GOOD;
}

static void
add_shaft (Drawing *page, const Palette *palette, LadderStyle style, gboolean lost, const LadderSpot *spot)
{
  const MarkInfo *info = &infos[style];
  double dx = spot->x1 - spot->x0, dy = spot->y1 - spot->y0, length = hypot (dx, dy);
  double x = spot->x1 - dx / length * head_length * 0.7, y = spot->y1 - dy / length * head_length * 0.7;
  Colour colour = colour_of (style, palette);

  if (lost)
    {
      drawing_add_line (page, spot->x0, spot->y0, spot->x0 + dx * lost_part, spot->y0 + dy * lost_part, info->width, info->dash, palette->bad);
      add_cross (page, spot->x0 + dx * lost_part, spot->y0 + dy * lost_part, palette->bad);
      return;
    }
  drawing_add_line (page, spot->x0, spot->y0, x, y, info->width, info->dash, colour);
  add_head (page, spot->x1, spot->y1, dx / length, dy / length, is_reply (style), colour, palette->card);
}

/* Life-lines that it passes stay behind it. */
static void
add_label (Drawing *page, const Palette *palette, const LadderRow *row, const LadderSpot *spot, char **lines, double size)
{
  const DrawingFont font = { size, row->style == LADDER_MAIL, 0.5, row->lost ? palette->bad : colour_of (row->style, palette) };
  double middle = (spot->x0 + spot->x1) / 2, baseline = spot->y0 - label_gap - (row->lost ? 2 : 0);

  for (guint i = g_strv_length (lines); i > 0; i--, baseline -= size * line_spacing)
    {
      double width = text_width (lines[i - 1], size, font.bold);

      if (ABS (row->from - row->to) > 1)
        drawing_add_box (page, middle - width / 2 - 2, baseline - size + 1, width + 4, size + 3, 0, palette->card, 0, palette->card);
      drawing_add_text (page, lines[i - 1], middle, baseline, &font);
    }
}

void
ladder_mark_arrow (Drawing *page, const Palette *palette, const LadderRow *row, const LadderSpot *spot, char **label, double label_size)
{
  add_label (page, palette, row, spot, label, label_size);
  add_shaft (page, palette, row->style, row->lost, spot);
}

double
ladder_mark_sign_width (StoryTone tone)
{
  return tone >= STORY_TONE_GOOD ? 18 : 0;
}

static void
add_sign (Drawing *page, const Palette *palette, StoryTone tone, double x, double y)
{
  static const char *const signs[] = { NULL, NULL, "✓", "!", "✗" };
  const Colour colours[] = { palette->ink, palette->ink, palette->good, palette->wait, palette->bad };
  const DrawingFont font = { 14, TRUE, 0.5, colours[tone] };

  if (signs[tone] != NULL)
    drawing_add_text (page, signs[tone], x, y, &font);
}

void
ladder_mark_note (Drawing *page, const Palette *palette, StoryTone tone, double x, double y, double width, double height)
{
  const Colour lines[] = { palette->link, palette->link, palette->good, palette->wait, palette->bad };
  static const double widths[] = { 1, 1, 1.4, 1.8, 2.4 };

  drawing_add_box (page, x, y, width, height, 5, palette->paper, widths[tone], lines[tone]);
  add_sign (page, palette, tone, x + 13, y + height / 2 + 5);
}

void
ladder_mark_break (Drawing *page, const Palette *palette, double x0, double x1, double y)
{
  drawing_add_line (page, x0, y, x1, y, 1, DRAWING_DASHED, palette->link);
}

double
ladder_mark_key (Drawing *page, const Palette *palette, double x, double y, double width)
{
  const DrawingFont font = { key_size, FALSE, 0, palette->dim };
  double at = x, line = y;

  drawing_begin (page, "key", 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      double needed = infos[i].meaning == NULL ? 0 : key_arrow + 8 + text_width (infos[i].meaning, key_size, FALSE) + 22;

      if (infos[i].meaning == NULL)
        continue;
      if (at > x && at + needed > x + width)
        {
          at = x;
          line += key_line;
        }
      add_shaft (page, palette, i, FALSE, &(LadderSpot){ at, line + 8, at + key_arrow, line + 8 });
      drawing_add_text (page, infos[i].meaning, at + key_arrow + 8, line + 12, &font);
      at += needed;
    }
  drawing_end (page);
  return line - y + key_line;
}
