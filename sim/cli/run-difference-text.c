/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/cause-chain.h"
#include "sim/cli/run-difference.h"

#include "sim/trace/story.h"

#include <string.h>

enum
{
  LONGEST_VALUE = 100, /* bytes of one member's value */
};

static const char *const sides[] = { "A", "B" };

static void
print_runs (const RunDifference *difference)
{
  for (guint side = 0; side < 2; side++)
    {
      const Trace *trace = difference->traces[side];
      g_autofree char *start = sim_time_format_iso (trace_start_unix_ns (trace), 0);

      g_print ("%s: %s, seed %s, from %s, %u records\n", sides[side], difference->names[side], run_difference_seed (difference, side), start, trace_count (trace));
    }
}

/* Aspects one after another, parted by "; ". */
static GString *
next_part (GString *line)
{
  return g_string_append (line, line->len == 0 ? "" : "; ");
}

static char *
dup_fate (const OutcomeRecipient *recipient)
{
  const char *name = outcome_kind_name (recipient->kind);

  if (recipient->kind == OUTCOME_DELIVERED || recipient->status[0] == '\0')
    return g_strdup (name);
  return g_strdup_printf ("%s (%s)", name, recipient->status);
}

static void
append_fates (const RecipientDifference *pair, GString *line)
{
  g_autofree char *a = dup_fate (pair->a), *b = dup_fate (pair->b);

  if (strcmp (a, b) != 0)
    g_string_append_printf (next_part (line), "%s → %s", a, b);
  if ((pair->aspects & DIFFERS_IN_CODE) != 0 && (pair->aspects & DIFFERS_IN_OUTCOME) == 0)
    g_string_append_printf (next_part (line), "reply %u → %u", pair->a->code, pair->b->code);
}

static void
append_times (const char *word, SimTime a, SimTime b, GString *line)
{
  g_autofree char *told_a = a < 0 ? g_strdup ("-") : sim_time_format_friendly (a);
  g_autofree char *told_b = b < 0 ? g_strdup ("-") : sim_time_format_friendly (b);

  g_string_append_printf (next_part (line), "%s %s → %s", word, told_a, told_b);
}

static void
append_numbers (const RecipientDifference *pair, GString *line)
{
  const struct
  {
    OutcomeAspects aspect;
    const char *word;
    guint a, b;
  } numbers[] = {
    { DIFFERS_IN_ATTEMPTS, "attempts", pair->a->attempts, pair->b->attempts },
    { DIFFERS_IN_DELAY_NOTICES, "delay notices", pair->a->delay_notices, pair->b->delay_notices },
    { DIFFERS_IN_DUPLICATES, "duplicates", pair->a->duplicates, pair->b->duplicates },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if ((pair->aspects & numbers[i].aspect) != 0)
      g_string_append_printf (next_part (line), "%s %u → %u", numbers[i].word, numbers[i].a, numbers[i].b);
}

static const char *
hop_at (const Trace *trace, const GArray *hops, guint index)
{
  return index < hops->len ? trace_host_name (trace, g_array_index (hops, HostId, index)) : NULL;
}

static void
append_hops (const Trace *trace, const GArray *hops, guint from, GString *line)
{
  for (guint i = from; i < hops->len; i++)
    g_string_append_printf (line, "%s%s", i == from ? "" : ", ", hop_at (trace, hops, i));
  if (from >= hops->len)
    g_string_append_c (line, '-');
}

/* From where the ways part. */
static void
append_ways (const RunDifference *difference, const RecipientDifference *pair, GString *line)
{
  const Trace *trace_a = difference->traces[0], *trace_b = difference->traces[1];
  guint from = 0;

  while (hop_at (trace_a, pair->a->hops, from) != NULL && g_strcmp0 (hop_at (trace_a, pair->a->hops, from), hop_at (trace_b, pair->b->hops, from)) == 0)
    from++;
  g_string_append (next_part (line), "by ");
  append_hops (trace_a, pair->a->hops, from, line);
  g_string_append (line, " → ");
  append_hops (trace_b, pair->b->hops, from, line);
}

static void
print_recipient (const RunDifference *difference, const MessageDifference *message, const RecipientDifference *pair)
{
  const OutcomeRecipient *known = pair->a != NULL ? pair->a : pair->b;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *fate = dup_fate (known);

  if (pair->a == NULL || pair->b == NULL)
    {
      g_print ("%s to %s: only in %s, %s\n", message->a->label, known->address, sides[pair->a == NULL], fate);
      return;
    }
  append_fates (pair, line);
  if (pair->aspects & DIFFERS_IN_TIME)
    append_times ("after", outcome_delay (message->a, pair->a), outcome_delay (message->b, pair->b), line);
  append_numbers (pair, line);
  if (pair->aspects & DIFFERS_IN_HOPS)
    append_ways (difference, pair, line);
  g_print ("%s to %s: %s\n", message->a->label, known->address, line->str);
}

/* A message that only one run has. */
static void
print_message (const OutcomeMessage *message, guint side)
{
  g_autoptr (GString) to = g_string_new (NULL);

  for (guint i = 0; i < message->recipients->len; i++)
    {
      const OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, i);

      if (recipient->instead_of == 0)
        g_string_append_printf (to, "%s%s", to->len == 0 ? "" : ", ", recipient->address);
    }
  g_print ("%s: only in %s, from %s to %s\n", message->label, sides[side], message->from, to->str);
}

static void
print_message_difference (const RunDifference *difference, const MessageDifference *message)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (message->a == NULL || message->b == NULL)
    {
      print_message (message->a != NULL ? message->a : message->b, message->a == NULL);
      return;
    }
  if (message->other_sender)
    g_string_append_printf (line, "from %s → %s", message->a->from, message->b->from);
  if (message->other_time)
    append_times ("written after", message->a->at, message->b->at, line);
  if (line->len > 0)
    g_print ("%s: %s\n", message->a->label, line->str);
  for (guint i = 0; i < message->recipients->len; i++)
    print_recipient (difference, message, &g_array_index (message->recipients, RecipientDifference, i));
}

/* LINE as one line of text that a terminal may see. */
static char *
dup_shown (const char *line, gsize length)
{
  gsize kept = MIN (length, LONGEST_VALUE);
  g_autofree char *cut = NULL;

  while (kept > 0 && kept < length && ((guchar) line[kept] & 0xc0) == 0x80) /* not inside a character */
    kept--;
  cut = g_utf8_make_valid (line, (gssize) kept);
  for (char *p = cut; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return g_strconcat (cut, length > kept ? "…" : "", NULL);
}

/* Of texts with many lines, the first in which they differ. */
static void
print_values (const char *name, const char *a, const char *b)
{
  g_autofree char *shown_a = NULL, *shown_b = NULL;
  gsize length_a = strcspn (a, "\r\n"), length_b = strcspn (b, "\r\n");

  while (length_a == length_b && strncmp (a, b, length_a) == 0 && a[length_a] != '\0' && b[length_b] != '\0')
    {
      a += length_a + 1;
      b += length_b + 1;
      length_a = strcspn (a, "\r\n");
      length_b = strcspn (b, "\r\n");
    }
  shown_a = dup_shown (a, length_a);
  shown_b = dup_shown (b, length_b);
  g_print ("  %s: %s → %s\n", name, length_a == 0 ? "-" : shown_a, length_b == 0 ? "-" : shown_b);
}

/* Whether the member NAME of RECORD is nanoseconds since the start. */
static gboolean
is_time (const TraceRecord *record, const char *name)
{
  const TraceField *fields = trace_kind_info (record->kind)->fields;

  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (g_strcmp0 (fields[slot].name, name) == 0)
      return fields[slot].type == FIELD_TIME || fields[slot].type == FIELD_ARRIVAL;
  return strcmp (name, "t") == 0;
}

static char *
dup_member (const TraceRecord *record, const char *name, const char *value)
{
  if (value == NULL)
    return g_strdup ("");
  return is_time (record, name) ? sim_time_format_duration (g_ascii_strtoll (value, NULL, 10)) : g_strdup (value);
}

/* In what two records of one kind differ; of others their sentences say it. */
static void
print_members (const RunDifference *difference, const RecordDifference *pair)
{
  const TraceRecord *a = pair->a == 0 ? NULL : trace_get (difference->traces[0], pair->a);
  const TraceRecord *b = pair->b == 0 ? NULL : trace_get (difference->traces[1], pair->b);

  for (guint i = 0; a != NULL && b != NULL && a->kind == b->kind && i < pair->members->len; i++)
    {
      const MemberDifference *member = g_ptr_array_index (pair->members, i);
      g_autofree char *value_a = dup_member (a, member->name, member->a), *value_b = dup_member (b, member->name, member->b);

      print_values (member->name, value_a, value_b);
    }
}

static char *
squeeze (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  GString *squeezed = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (squeezed, "%s%s", squeezed->len == 0 ? "" : " ", words[i]);
  return g_string_free (squeezed, FALSE);
}

/* The records of a zone; how wide its columns are says nothing. */
static GPtrArray *
list_zone_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *squeezed = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_ptr_array_add (squeezed, squeeze (lines[i]));
  return squeezed;
}

static void
print_missing_lines (const GPtrArray *lines, const GPtrArray *others, const char *side)
{
  for (guint i = 0; i < lines->len; i++)
    if (!g_ptr_array_find_with_equal_func ((GPtrArray *) others, g_ptr_array_index (lines, i), g_str_equal, NULL))
      g_print ("  %s: %s\n", side, (const char *) g_ptr_array_index (lines, i));
}

static void
print_zones (const char *a, const char *b)
{
  g_autoptr (GPtrArray) lines_a = list_zone_lines (a), lines_b = list_zone_lines (b);

  print_missing_lines (lines_a, lines_b, sides[0]);
  print_missing_lines (lines_b, lines_a, sides[1]);
}

/* With its time, where it is not there from the start. */
static void
print_given (const TraceRecord *record, const StoryLine *line, const char *side)
{
  g_autofree char *after = sim_time_format_friendly (record->t);

  g_print ("%s%s%s%s%s: only in %s\n", line->who, line->who[0] == '\0' ? "" : " ", line->what, record->t > 0 ? ", after " : "", record->t > 0 ? after : "", side);
}

static void
print_world_difference (const RunDifference *difference, const RecordDifference *pair)
{
  guint side = pair->a == 0 ? 1 : 0;
  const Trace *trace = difference->traces[side];
  const TraceRecord *record = trace_get (trace, side == 0 ? pair->a : pair->b);
  g_autoptr (StoryLine) line = story_tell (trace, side == 0 ? pair->a : pair->b);

  if (pair->a == 0 || pair->b == 0)
    print_given (record, line, sides[side]);
  else if (record->kind == TRACE_ZONE)
    {
      g_print ("%s has another zone %s:\n", line->who, trace_blob (trace, record->text, NULL));
      print_zones (trace_blob (trace, record->note, NULL), trace_blob (difference->traces[1], trace_get (difference->traces[1], pair->b)->note, NULL));
    }
  else
    {
      g_print ("%s %s:\n", line->who, line->what);
      print_members (difference, pair);
    }
}

static void
print_lines (const char *title, const GPtrArray *lines, guint from, guint to)
{
  if (from < to)
    g_print ("\n%s:\n", title);
  for (guint i = from; i < to; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (lines, i));
}

/* The number of the record that a line of a chain tells. */
static guint
chain_number (const char *line)
{
  return (guint) g_ascii_strtoull (line, NULL, 10);
}

/* Where a line of a chain goes on behind the number of its record. */
static const char *
skip_number (const char *line)
{
  line += strspn (line, " ");
  return line + strspn (line, "0123456789");
}

/* How many lines both begin with, but for the last of each; *NUMBERED: their numbers are the same too. */
static guint
count_common (const GPtrArray *a, const GPtrArray *b, gboolean *numbered)
{
  guint count = 0;

  *numbered = TRUE;
  for (; count + 1 < a->len && count + 1 < b->len; count++)
    {
      const char *line_a = g_ptr_array_index (a, count), *line_b = g_ptr_array_index (b, count);

      if (strcmp (skip_number (line_a), skip_number (line_b)) != 0)
        break;
      *numbered = *numbered && strcmp (line_a, line_b) == 0;
    }
  return count;
}

static void
print_end (const RunDifference *difference, guint side)
{
  g_autofree char *after = sim_time_format_friendly (trace_end_time (difference->traces[side]));

  g_print ("\n%s:\n  has nothing more to tell, and ended after %s\n", sides[side], after);
}

/* How many of LINES, up to COMMON, were SHOWN before. */
static guint
count_shown (const GPtrArray *lines, guint common, const GPtrArray *shown)
{
  guint count = 0;

  while (count < common && count < shown->len && strcmp (g_ptr_array_index (lines, count), g_ptr_array_index (shown, count)) == 0)
    count++;
  return count;
}

/* What led to both of IDS; of that what was not SHOWN yet, to which it is added. */
static void
print_ways (const RunDifference *difference, const TraceId ids[2], GPtrArray *shown)
{
  g_autoptr (GPtrArray) a = cause_chain_format (difference->traces[0], ids[0], FALSE);
  g_autoptr (GPtrArray) b = cause_chain_format (difference->traces[1], ids[1], FALSE);
  const GPtrArray *lines[] = { a, b };
  gboolean numbered;
  guint common = count_common (a, b, &numbered);

  guint known = count_shown (a, common, shown);

  if (known > 0)
    g_print ("\nUp to record %u of A as above.\n", chain_number (g_ptr_array_index (a, known - 1)));
  print_lines (numbered ? "Both" : "Both, by the numbers of A", a, known, common);
  for (guint i = shown->len; i < common; i++)
    g_ptr_array_add (shown, g_strdup (g_ptr_array_index (a, i)));
  for (guint side = 0; side < 2; side++)
    if (ids[side] == 0)
      print_end (difference, side);
    else
      print_lines (sides[side], lines[side], common, lines[side]->len);
}

static void
print_parting (const RunDifference *difference, const char *title, const RecordDifference *parting, GPtrArray *shown)
{
  g_print ("\n%s, and what led to it:\n", title);
  print_members (difference, parting);
  print_ways (difference, (TraceId[]){ parting->a, parting->b }, shown);
}

static void
print_partings (const RunDifference *difference)
{
  const RecordDifference *parting = difference->comparison->parting, *story = difference->comparison->story;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);

  if (parting == NULL)
    g_print ("\nAll that happens is recorded alike.\n");
  else
    print_parting (difference, "The first record in which they part", parting, shown);
  if (story == NULL)
    g_print ("\nThe story is the same, but for its times.\n");
  else if (parting == NULL || parting->a != story->a || parting->b != story->b)
    print_parting (difference, "The first step of the story that differs", story, shown);
}

void
run_difference_print (const RunDifference *difference)
{
  const GPtrArray *worlds = difference->comparison->worlds;

  print_runs (difference);
  g_print ("\n");
  if (run_difference_is_none (difference))
    {
      g_print ("Nothing differs.\n");
      return;
    }
  for (guint i = 0; i < worlds->len; i++)
    print_world_difference (difference, g_ptr_array_index (worlds, i));
  g_print ("%s", worlds->len > 0 ? "\n" : "");
  for (guint i = 0; i < difference->messages->len; i++)
    print_message_difference (difference, g_ptr_array_index (difference->messages, i));
  if (difference->messages->len == 0)
    g_print ("Every message came out the same.\n");
  print_partings (difference);
}
