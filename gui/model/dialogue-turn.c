/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/dialogue-turn.h"

#include <string.h>

#include "sim/trace/story.h"

enum
{
  MOST_LINES = 12, /* of one message or answer, once it has */
  LONG_LINES = 18, /* more than these */
};

static const SimTime shortest_pause = 5 * SIM_SECOND;

struct _DialogueTurn
{
  GObject parent_instance;

  TraceId record;
  DialogueSide side;
  char *text, *clock, *wait, *pause;
};

G_DEFINE_TYPE (DialogueTurn, dialogue_turn, G_TYPE_OBJECT)

static void
dialogue_turn_finalize (GObject *object)
{
  DialogueTurn *turn = MAILFLOW_DIALOGUE_TURN (object);

  g_free (turn->text);
  g_free (turn->clock);
  g_free (turn->wait);
  g_free (turn->pause);
  G_OBJECT_CLASS (dialogue_turn_parent_class)->finalize (object);
}

static void
dialogue_turn_class_init (DialogueTurnClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dialogue_turn_finalize;
}

static void
dialogue_turn_init (DialogueTurn *turn)
{
}

/* Where the line after the one at BYTES begins, END after the last. */
static const char *
next_line (const char *bytes, const char *end)
{
  const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));

  return newline == NULL ? end : newline + 1;
}

static guint
count_lines (const char *bytes, const char *end)
{
  guint count = 0;

  for (; bytes < end; bytes = next_line (bytes, end))
    count++;
  return count;
}

static void
append_line (GString *out, const char *bytes, const char *next, const char *prefix)
{
  gsize length = (gsize) (next - bytes);
  g_autofree char *valid = NULL;

  while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
    length--;
  valid = g_utf8_make_valid (bytes, (gssize) length);
  g_string_append_printf (out, "%s%s%s", out->len > 0 ? "\n" : "", prefix, valid);
}

char *
dialogue_turn_cut (const char *bytes, gsize length, const char *prefix)
{
  const char *end = bytes + length;
  guint count = count_lines (bytes, end), left_out = count > LONG_LINES ? count - MOST_LINES + 1 : 0;
  GString *out = g_string_new (NULL);

  for (guint i = 0; bytes < end; i++)
    if (left_out > 0 && i == MOST_LINES - 3)
      {
        g_string_append_printf (out, "\n   … %u more lines …", left_out);
        for (guint skipped = 0; skipped < left_out; skipped++)
          bytes = next_line (bytes, end);
      }
    else
      {
        append_line (out, bytes, next_line (bytes, end), prefix);
        bytes = next_line (bytes, end);
      }
  return g_string_free (out, FALSE);
}

static char *
dup_text (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  gsize length;
  const char *bytes;
  g_autoptr (StoryLine) line = NULL;

  if (trace_kind_is_dialogue (record->kind))
    {
      bytes = trace_blob (trace, record->text, &length);
      return dialogue_turn_cut (bytes, length, "");
    }
  line = story_tell (trace, id);
  return g_strdup_printf ("%s %s", line->who, line->what);
}

static void
tell_time (DialogueTurn *turn, const Trace *trace, TraceId previous)
{
  SimTime t = trace_get (trace, turn->record)->t, passed = previous == 0 ? 0 : t - trace_get (trace, previous)->t;
  g_autofree char *friendly = sim_time_format_friendly (passed);

  turn->clock = sim_time_format_clock (trace_start_unix_ns (trace), t, FALSE);
  turn->wait = passed > 0 && passed < shortest_pause ? g_strdup_printf ("+%s", friendly) : g_strdup ("");
  turn->pause = passed >= shortest_pause ? g_strdup_printf ("%s later", friendly) : g_strdup ("");
}

DialogueTurn *
dialogue_turn_new (const Trace *trace, TraceId id, TraceId previous)
{
  DialogueTurn *turn = g_object_new (DIALOGUE_TURN_TYPE, NULL);
  TraceKind kind = trace_get (trace, id)->kind;

  turn->record = id;
  turn->side = !trace_kind_is_dialogue (kind) ? DIALOGUE_EVENT : trace_kind_is_answer (kind) ? DIALOGUE_SERVER
                                                                                             : DIALOGUE_CLIENT;
  turn->text = dup_text (trace, id);
  tell_time (turn, trace, previous);
  return turn;
}

TraceId
dialogue_turn_get_record (DialogueTurn *turn)
{
  return turn->record;
}

DialogueSide
dialogue_turn_get_side (DialogueTurn *turn)
{
  return turn->side;
}

const char *
dialogue_turn_get_text (DialogueTurn *turn)
{
  return turn->text;
}

const char *
dialogue_turn_get_clock (DialogueTurn *turn)
{
  return turn->clock;
}

const char *
dialogue_turn_get_wait (DialogueTurn *turn)
{
  return turn->wait;
}

const char *
dialogue_turn_get_pause (DialogueTurn *turn)
{
  return turn->pause;
}
