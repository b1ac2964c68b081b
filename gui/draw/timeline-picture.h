/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeline-picture: a whole run on one line: marks where things happened, shaded faults, skipped hours,
 * and the place where the presentation stands. Places are seconds of the presentation; what they
 * mean in simulated time comes as text.
 */
#pragma once

#include "gui/draw/palette.h"

typedef enum
{
  TIMELINE_STEP,  /* a line, a question: a short stroke */
  TIMELINE_HOP,   /* told to everyone: a longer one */
  TIMELINE_GOOD,  /* a green disc */
  TIMELINE_WAIT,  /* an orange triangle */
  TIMELINE_BAD,   /* a vermilion cross */
  TIMELINE_LESSON, /* a small flag above the line: the lesson says or asks something */
  N_TIMELINE_KINDS,
} TimelineKind;

typedef struct
{
  double seconds;
  TimelineKind kind;
} TimelineMark;

/* A stretch with a name: a fault in force, or hours that are skipped. */
typedef struct
{
  double from, to;
  char *text;
} TimelineSpan;

typedef struct
{
  double length;
  double from, to; /* what is seen of it; at first all */
  char *extent;    /* how much simulated time that is, in words; NULL where all is seen */
  GArray *marks;   /* TimelineMark, by seconds */
  GArray *faults;  /* TimelineSpan */
  GArray *skips;   /* TimelineSpan */
  GArray *clocks;  /* TimelineSpan with from = to: candidates for labels of the axis, by seconds */
} TimelinePlan;

TimelinePlan *timeline_plan_new (double length);
void timeline_plan_free (TimelinePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TimelinePlan, timeline_plan_free)
void timeline_plan_add_mark (TimelinePlan *plan, double seconds, TimelineKind kind);
/* Shows what lies from FROM to TO, as far as there is such. Takes EXTENT. */
void timeline_plan_show (TimelinePlan *plan, double from, double to, char *extent);
/* Takes TEXT. */
void timeline_plan_add_span (GArray *spans, double from, double to, char *text);

double timeline_picture_x (const TimelinePlan *plan, double width, double seconds);
double timeline_picture_seconds (const TimelinePlan *plan, double width, double x);

/* Everything but the playhead. */
void timeline_picture_draw (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height);
void timeline_picture_draw_playhead (cairo_t *cr, const TimelinePlan *plan, const Palette *palette, double width, double height, double seconds);
