/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/narration.h"

#include "sim/trace/repetition.h"
#include "sim/trace/story.h"

#include <string.h>
#include <unistd.h>

typedef enum
{
  TONE_PLAIN,
  TONE_GOOD,
  TONE_WARNING,
  TONE_BAD,
  TONE_QUIET,
} Tone;

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

static Tone
tone_of (const TraceRecord *record)
{
  switch ((TraceKind) record->kind)
    {
    case TRACE_STORED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
    case TRACE_SENT:
      return TONE_GOOD;
    case TRACE_DEFERRED:
    case TRACE_CONNECT_FAILED:
    case TRACE_DNS_FAILED:
    case TRACE_FAULT_START:
    case TRACE_DELAY_NOTICE:
      return TONE_WARNING;
    case TRACE_BOUNCED:
    case TRACE_REJECTED:
    case TRACE_DISCARDED:
    case TRACE_LOST:
      return TONE_BAD;
    case TRACE_SMTP_REPLY:
      return record->code >= 500 ? TONE_BAD : record->code >= 400 ? TONE_WARNING : TONE_QUIET;
    case TRACE_SMTP_COMMAND:
    case TRACE_SMTP_DATA:
    case TRACE_POP3_COMMAND:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_COMMAND:
    case TRACE_IMAP_RESPONSE:
      return TONE_QUIET;
    case TRACE_KIND_NONE:
    case TRACE_RUN_START:
    case TRACE_HOST:
    case TRACE_HOST_ADDRESS:
    case TRACE_MAILBOX:
    case TRACE_ZONE:
    case TRACE_FAULT_END:
    case TRACE_HOST_STATE:
    case TRACE_RUN_END:
    case TRACE_MESSAGE:
    case TRACE_RECIPIENT:
    case TRACE_COMPOSED:
    case TRACE_ACCEPTED:
    case TRACE_QUEUED:
    case TRACE_ACTIVE:
    case TRACE_ATTEMPT:
    case TRACE_ROUTE:
    case TRACE_ADDRESSES:
    case TRACE_EXPANDED:
    case TRACE_FLAGS:
    case TRACE_REMOVED:
    case TRACE_DNS_QUERY:
    case TRACE_DNS_ANSWER:
    case TRACE_DNS_CACHED:
    case TRACE_DNS_CACHE_HIT:
    case TRACE_CONNECT:
    case TRACE_CONNECTED:
    case TRACE_CLOSED:
    case TRACE_TCP:
    case TRACE_UDP:
    case N_TRACE_KINDS:
      return TONE_PLAIN;
    }
  g_assert_not_reached ();
}

static const char *
colour_of (const Narration *narration, Tone tone)
{
  static const char *colours[] = { "", "\033[32m", "\033[33m", "\033[31m", "\033[2m" };

  return narration->colour ? colours[tone] : "";
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

      g_print ("%s%s  %-*s  %s %s%s\n", colour_of (narration, tone_of (record)), clock, narration->who_width,
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
  g_print ("%s%s  %-*s  %s%s%s%s\n", colour_of (narration, tone_of (record)), clock, narration->who_width, line->who, line->what,
           line->why == NULL ? "" : " — ", line->why == NULL ? "" : line->why, narration->colour ? "\033[0m" : "");
}

/* What began with attempt ID, and went on like that. */
static void
print_fold (const Narration *narration, TraceId id, guint count, TraceId last)
{
  const TraceRecord *record = trace_get (narration->trace, id);
  SimTime end = trace_get (narration->trace, last)->t;
  g_autofree char *from = sim_time_format_clock (trace_start_unix_ns (narration->trace), record->t, narration->with_day);
  g_autofree char *to = sim_time_format_clock (trace_start_unix_ns (narration->trace), end, narration->with_day);

  g_print ("%s%s  %-*s  tries %s for %s another %u times, until %s, and keeps it each time for a reason told above%s\n",
           colour_of (narration, TONE_WARNING), from, narration->who_width, trace_host_name (narration->trace, record->host),
           trace_message_label (narration->trace, record->message), trace_blob (narration->trace, record->text, NULL), count, to,
           narration->colour ? "\033[0m" : "");
}

static void
print_told (const Narration *narration, const Repetition *repetition, TraceId id)
{
  TraceId last;
  guint count = repetition_folds (repetition, id, &last);

  if (count > 0)
    print_fold (narration, id, count, last);
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
