/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/narration.h"

#include "sim/trace/repetition.h"
#include "sim/trace/story-tone.h"
#include "sim/trace/story.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  const Trace *trace;
  gboolean colour;
  gboolean with_day;
  int who_width;
} Narration;

gboolean
narration_has_colour (void)
{
  const char *no_colour = g_getenv ("NO_COLOR"), *term = g_getenv ("TERM");

  return isatty (STDOUT_FILENO) && (no_colour == NULL || *no_colour == '\0') && g_strcmp0 (term, "dumb") != 0;
}

static const char *
colour_of (const Narration *narration, const TraceRecord *record)
{
  static const char *colours[] = { "", "", "\033[32m", "\033[33m", "\033[31m" };
  StoryTone tone = story_tone (record);

  if (!narration->colour)
    return "";
  return tone == STORY_TONE_QUIET && trace_kind_is_dialogue (record->kind) ? "\033[2m" : colours[tone];
}

/* LINE, valid UTF-8, with its control characters as escapes: none may reach the terminal. */
static char *
dup_shown (const char *line)
{
  char kept[2 + 0x80 + 1] = "\"\\";

  for (guint i = 0; i < 0x80; i++)
    kept[2 + i] = (char) (0x80 + i);
  return g_strescape (line, kept);
}

/* What was said, line by line, as it stood on the wire. */
static void
print_dialogue (const Narration *narration, const char *clock, const TraceRecord *record)
{
  gboolean answer = trace_kind_is_answer (record->kind);
  gsize length;
  const char *bytes = trace_blob (narration->trace, record->text, &length);
  g_autofree char *text = g_utf8_make_valid (bytes, (gssize) length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint count = g_strv_length (lines);

  for (guint i = 0; i < count && (i + 1 < count || lines[i][0] != '\0'); i++)
    {
      g_autofree char *shown = dup_shown (lines[i]);

      g_print ("%s%s  %-*s  %s %s%s\n", colour_of (narration, record), clock, narration->who_width,
               trace_host_name (narration->trace, record->host), answer ? "  <" : "  >", shown,
               narration->colour ? "\033[0m" : "");
    }
}

static void
print_line (const Narration *narration, TraceId id)
{
  const TraceRecord *record = trace_get (narration->trace, id);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (narration->trace), record->t, narration->with_day);
  g_autoptr (StoryLine) line = NULL;

  if (trace_kind_is_dialogue (record->kind))
    {
      print_dialogue (narration, clock, record);
      return;
    }
  line = story_tell (narration->trace, id);
  g_print ("%s%s  %-*s  %s%s%s%s\n", colour_of (narration, record), clock, narration->who_width, line->who, line->what,
           line->why == NULL ? "" : " — ", line->why == NULL ? "" : line->why, narration->colour ? "\033[0m" : "");
}

/* What began with attempt ID, and went on like that. */
static void
print_fold (const Narration *narration, const Repetition *repetition, TraceId id)
{
  const TraceRecord *record = trace_get (narration->trace, id);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (narration->trace), record->t, narration->with_day);
  g_autofree char *told = repetition_tell (repetition, narration->trace, id);
  TraceId last;

  repetition_folds (repetition, id, &last);
  g_print ("%s%s  %-*s  %s%s\n", colour_of (narration, trace_get (narration->trace, last)), clock, narration->who_width,
           trace_host_name (narration->trace, record->host), told, narration->colour ? "\033[0m" : "");
}

static void
print_told (const Narration *narration, const Repetition *repetition, TraceId id)
{
  TraceId last;

  if (repetition_folds (repetition, id, &last) > 0)
    print_fold (narration, repetition, id);
  else if (!repetition_hides (repetition, id))
    print_line (narration, id);
}

static int
widest_name (const Trace *trace)
{
  gsize widest = 0;

  for (guint host = 1; host <= trace_count_hosts (trace); host++)
    widest = MAX (widest, strlen (trace_host_name (trace, (HostId) host)));
  return (int) MIN (widest, 40);
}

void
narration_print (const Simulation *simulation, gboolean wire)
{
  const Trace *trace = simulation_get_trace (simulation);
  const Scenario *scenario = simulation_get_scenario (simulation);
  const Narration narration = { trace, narration_has_colour (), trace_end_time (trace) >= SIM_DAY, widest_name (trace) };

  g_autoptr (Repetition) repetition = repetition_new (trace);

  g_print ("%s\n", scenario->title);
  if (scenario->summary != NULL)
    g_print ("%s\n", scenario->summary);
  g_print ("\n");
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (wire && story_is_told (trace, id, TRUE))
      print_line (&narration, id);
    else if (story_is_told (trace, id, FALSE))
      print_told (&narration, repetition, id);
}
