/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/cause-chain.h"
#include "sim/cli/run-difference.h"

#include "sim/trace/story.h"
#include "sim/trace/trace-json.h"

#include "sim/trace/json-members.h"

static const char *const sides[] = { "a", "b" };

/* Null where VALUE is negative: not yet. */
static void
set_time (JsonBuilder *builder, const char *name, SimTime value)
{
  json_builder_set_member_name (builder, name);
  if (value < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, value);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
add_run (JsonBuilder *builder, const RunDifference *difference, guint side)
{
  const Trace *trace = difference->traces[side];
  g_autofree char *start = sim_time_format_iso (trace_start_unix_ns (trace), 0);
  g_autofree char *digest = trace_json_digest (trace);

  begin_object (builder, sides[side]);
  json_members_set_string (builder, "name", difference->names[side]);
  json_members_set_string (builder, "scenario", run_difference_scenario (difference, side));
  json_members_set_number (builder, "seed", (gint64) g_ascii_strtoull (run_difference_seed (difference, side), NULL, 10));
  json_members_set_string (builder, "started", start);
  json_members_set_number (builder, "records", trace_count (trace));
  json_members_set_string (builder, "trace_sha256", digest);
  json_builder_end_object (builder);
}

static void
add_hops (JsonBuilder *builder, const Trace *trace, const GArray *hops)
{
  begin_array (builder, "hops");
  for (guint i = 0; i < hops->len; i++)
    json_builder_add_string_value (builder, trace_host_name (trace, g_array_index (hops, HostId, i)));
  json_builder_end_array (builder);
}

static void
add_fate (JsonBuilder *builder, const RunDifference *difference, guint side, const OutcomeMessage *message, const OutcomeRecipient *recipient)
{
  json_builder_set_member_name (builder, sides[side]);
  if (recipient == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_members_set_string (builder, "outcome", outcome_kind_name (recipient->kind));
  json_members_set_string (builder, "status", recipient->status);
  json_members_set_number (builder, "code", recipient->code);
  set_time (builder, "after", outcome_delay (message, recipient));
  json_members_set_number (builder, "attempts", recipient->attempts);
  json_members_set_number (builder, "delay_notices", recipient->delay_notices);
  json_members_set_number (builder, "duplicates", recipient->duplicates);
  add_hops (builder, difference->traces[side], recipient->hops);
  json_builder_end_object (builder);
}

static void
add_recipient (JsonBuilder *builder, const RunDifference *difference, const MessageDifference *message, const RecipientDifference *pair)
{
  json_builder_begin_object (builder);
  json_members_set_string (builder, "address", pair->a != NULL ? pair->a->address : pair->b->address);
  begin_array (builder, "differs");
  for (guint i = 0; i < N_OUTCOME_ASPECTS; i++)
    if ((pair->aspects & 1u << i) != 0)
      json_builder_add_string_value (builder, outcome_aspect_name ((OutcomeAspects) (1u << i)));
  json_builder_end_array (builder);
  add_fate (builder, difference, 0, message->a, pair->a);
  add_fate (builder, difference, 1, message->b, pair->b);
  json_builder_end_object (builder);
}

static void
add_written (JsonBuilder *builder, const OutcomeMessage *message, guint side)
{
  json_builder_set_member_name (builder, sides[side]);
  if (message == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_members_set_string (builder, "from", message->from);
  json_members_set_number (builder, "at", message->at);
  json_builder_end_object (builder);
}

static void
add_message (JsonBuilder *builder, const RunDifference *difference, const MessageDifference *message)
{
  json_builder_begin_object (builder);
  json_members_set_string (builder, "id", message->a != NULL ? message->a->label : message->b->label);
  add_written (builder, message->a, 0);
  add_written (builder, message->b, 1);
  begin_array (builder, "recipients");
  for (guint i = 0; i < message->recipients->len; i++)
    add_recipient (builder, difference, message, &g_array_index (message->recipients, RecipientDifference, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* A record as it stands in the trace, as words, and what led to it. */
static void
add_record (JsonBuilder *builder, const RunDifference *difference, guint side, TraceId id)
{
  const Trace *trace = difference->traces[side];
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GArray) chain = cause_chain_list (trace, id, TRUE);
  g_autofree char *sentence = NULL;

  json_builder_set_member_name (builder, sides[side]);
  if (id == 0)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  trace_json_write (trace, id, line);
  json_builder_set_member_name (builder, "record");
  json_builder_add_value (builder, json_from_string (line->str, NULL));
  sentence = story_sentence (trace, id);
  json_members_set_string (builder, "sentence", sentence);
  begin_array (builder, "causes");
  for (guint i = 0; i < chain->len; i++)
    json_builder_add_int_value (builder, g_array_index (chain, TraceId, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_pair (JsonBuilder *builder, const RunDifference *difference, const RecordDifference *pair)
{
  json_builder_begin_object (builder);
  begin_array (builder, "differs");
  for (guint i = 0; i < pair->members->len; i++)
    json_builder_add_string_value (builder, ((const MemberDifference *) g_ptr_array_index (pair->members, i))->name);
  json_builder_end_array (builder);
  add_record (builder, difference, 0, pair->a);
  add_record (builder, difference, 1, pair->b);
  json_builder_end_object (builder);
}

static void
add_all (JsonBuilder *builder, const RunDifference *difference)
{
  const TraceComparison *comparison = difference->comparison;

  const RecordDifference *partings[] = { comparison->parting, comparison->story };
  static const char *const names[] = { "parting", "story" };

  begin_array (builder, "worlds");
  for (guint i = 0; i < comparison->worlds->len; i++)
    add_pair (builder, difference, g_ptr_array_index (comparison->worlds, i));
  json_builder_end_array (builder);
  begin_array (builder, "messages");
  for (guint i = 0; i < difference->messages->len; i++)
    add_message (builder, difference, g_ptr_array_index (difference->messages, i));
  json_builder_end_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (partings); i++)
    {
      json_builder_set_member_name (builder, names[i]);
      if (partings[i] != NULL)
        add_pair (builder, difference, partings[i]);
      else
        json_builder_add_null_value (builder);
    }
}

char *
run_difference_to_json (const RunDifference *difference)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_members_set_number (builder, "mailflow", 1);
  for (guint side = 0; side < 2; side++)
    add_run (builder, difference, side);
  json_builder_set_member_name (builder, "differ");
  json_builder_add_boolean_value (builder, !run_difference_is_none (difference));
  add_all (builder, difference);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_strdup_printf ("%s\n", text);
}
