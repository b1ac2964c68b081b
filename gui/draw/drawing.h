/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * drawing: a picture as a list of lines, boxes, polygons and texts, in groups that tell what they stand for. It can
 * be painted by Cairo, written as SVG whose texts are texts, and asked what lies at a point. It knows no trace.
 */
#pragma once

#include "gui/draw/palette.h"

typedef struct Drawing Drawing;

typedef enum
{
  DRAWING_SOLID,
  DRAWING_DASHED,
  DRAWING_DOTTED,
} DrawingDash;

typedef struct
{
  double x, y;
} DrawingPoint;

typedef struct
{
  double size;
  gboolean bold;
  double align; /* 0: X is the left end; 0.5: the middle; 1: the right end */
  Colour colour;
} DrawingFont;

typedef enum
{
  DRAWING_LINE,
  DRAWING_POLYGON,
  DRAWING_BOX,
  DRAWING_TEXT,
} DrawingKind;

/* A part, for those who look into a drawing. Of a line POINTS are its two ends; of a box a corner and the one
 * opposite; of a text the place of its baseline. */
typedef struct
{
  DrawingKind kind;
  guint group; /* index + 1; 0: none */
  guint n_points;
  DrawingPoint points[5];
  double line_width; /* 0: no line */
  double radius;
  DrawingDash dash;
  gboolean filled;
  Colour line, fill;
  DrawingFont font;
  char *text;
} DrawingPart;

/* What some parts together stand for. */
typedef struct
{
  char *class;                     /* "arrow smtp-reply" */
  char *title;                     /* a sentence; NULL: none */
  char *attributes;                /* of SVG: " data-from=\"…\""; "" for none */
  guint32 id;                      /* what drawing_hit finds; 0: nothing */
  guint32 about;                   /* what drawing_hit_about finds: ID, unless drawing_point said otherwise */
  double left, top, right, bottom; /* of its parts */
} DrawingGroup;

Drawing *drawing_new (double width, double height, Colour paper);
void drawing_free (Drawing *drawing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawing, drawing_free)

double drawing_get_width (const Drawing *drawing);
double drawing_get_height (const Drawing *drawing);
/* Once it is known. */
void drawing_set_height (Drawing *drawing, double height);
/* All lines become FACTOR times as wide; 1 to begin with. */
void drawing_set_stroke (Drawing *drawing, double factor);
/* What it is, in words; it is the title of the SVG. */
void drawing_set_title (Drawing *drawing, const char *title);
const char *drawing_get_title (const Drawing *drawing);

/* What is added from now on belongs to a group; groups don't nest. TITLE may be NULL. */
void drawing_begin (Drawing *drawing, const char *class, guint32 id, const char *title);
/* What is pointed at in the group that is open; it leads nowhere for that. */
void drawing_point (Drawing *drawing, guint32 about);
/* NAME="VALUE" on the group that is open. */
void drawing_tell (Drawing *drawing, const char *name, const char *value);
void drawing_end (Drawing *drawing);

void drawing_add_line (Drawing *drawing, double x0, double y0, double x1, double y1, double width, DrawingDash dash, Colour colour);
/* 3 to 5 points; LINE_WIDTH 0: no outline. */
void drawing_add_polygon (Drawing *drawing, const DrawingPoint *points, guint n, Colour fill, double line_width, Colour line);
void drawing_add_box (Drawing *drawing, double x, double y, double width, double height, double radius, Colour fill, double line_width, Colour line);
/* Like drawing_add_box, with a dashed or dotted outline. */
void drawing_add_dashed_box (Drawing *drawing, double x, double y, double width, double height, double radius, Colour fill, DrawingDash dash, double line_width, Colour line);
/* Y is the baseline. TEXT is one line of valid UTF-8. */
void drawing_add_text (Drawing *drawing, const char *text, double x, double y, const DrawingFont *font);

/* While ON, what is added lies behind everything else. */
void drawing_behind (Drawing *drawing, gboolean on);

/* In the order in which they are painted. */
guint drawing_count (const Drawing *drawing);
const DrawingPart *drawing_get (const Drawing *drawing, guint index);
guint drawing_count_groups (const Drawing *drawing);
const DrawingGroup *drawing_get_group (const Drawing *drawing, guint index);
/* The first one that has this id, or NULL. */
const DrawingGroup *drawing_find_group (const Drawing *drawing, guint32 id);
/* The first one that is about ABOUT, or NULL. */
const DrawingGroup *drawing_find_about (const Drawing *drawing, guint32 about);
Colour drawing_get_paper (const Drawing *drawing);

void drawing_paint (const Drawing *drawing, cairo_t *cr);
/* What lies, at least in part, between TOP and BOTTOM. */
void drawing_paint_rows (const Drawing *drawing, cairo_t *cr, double top, double bottom);
/* The id of the last group at X, Y that has one, or 0. */
guint32 drawing_hit (const Drawing *drawing, double x, double y);
/* What the last group at X, Y that is about anything is about, or 0. */
guint32 drawing_hit_about (const Drawing *drawing, double x, double y);
/* The title of the last group at X, Y that has one, or NULL. */
const char *drawing_hit_title (const Drawing *drawing, double x, double y);

/* What DRAWING shows, for those who don't see it: its title, and those of its groups, MOST at most; where no group has one,
 * its words. Caller frees. */
char *drawing_describe (const Drawing *drawing, guint most);

/* Whether both look the same and tell the same. */
gboolean drawing_is_same (const Drawing *a, const Drawing *b);

/* A whole SVG 1.1 document. */
void drawing_write_svg (const Drawing *drawing, GString *out);
