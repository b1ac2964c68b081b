/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/report.h"

#include "sim/trace/trace-json.h"

#include "sim/trace/json-members.h"

static void
set_time (JsonBuilder *builder, const char *name, const Trace *trace, SimTime t)
{
  g_autofree char *text = sim_time_format_iso (trace_start_unix_ns (trace), t);

  json_members_set_string (builder, name, text);
}

/* Null where there is none: no server spoke, nothing is decided yet. */
static void
set_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

static void
add_hops (JsonBuilder *builder, const Trace *trace, const GArray *hops)
{
  json_builder_set_member_name (builder, "hops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < hops->len; i++)
    json_builder_add_string_value (builder, trace_host_name (trace, g_array_index (hops, HostId, i)));
  json_builder_end_array (builder);
}

/* Whom an alias, a list or forwarding made of the recipient. */
static void
add_expanded (JsonBuilder *builder, const OutcomeMessage *message, const OutcomeRecipient *recipient)
{
  json_builder_set_member_name (builder, "expanded");
  json_builder_begin_array (builder);
  for (guint i = 0; i < recipient->expanded->len; i++)
    {
      const OutcomeRecipient *part = g_ptr_array_index (message->recipients, g_array_index (recipient->expanded, guint, i) - 1);

      json_builder_begin_object (builder);
      json_members_set_string (builder, "address", part->address);
      json_members_set_string (builder, "outcome", outcome_kind_name (part->kind));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_recipient (JsonBuilder *builder, const Trace *trace, const OutcomeMessage *message, const OutcomeRecipient *recipient)
{
  json_builder_begin_object (builder);
  json_members_set_string (builder, "address", recipient->address);
  json_members_set_string (builder, "outcome", outcome_kind_name (recipient->kind));
  if (recipient->status[0] != '\0')
    json_members_set_string (builder, "status", recipient->status);
  else
    set_null (builder, "status");
  if (recipient->code != 0)
    json_members_set_number (builder, "code", recipient->code);
  else
    set_null (builder, "code");
  if (recipient->time >= 0)
    set_time (builder, "time", trace, recipient->time);
  else
    set_null (builder, "time");
  json_members_set_number (builder, "attempts", recipient->attempts);
  json_members_set_number (builder, "delay_notices", recipient->delay_notices);
  json_members_set_number (builder, "duplicates", recipient->duplicates);
  add_hops (builder, trace, recipient->hops);
  if (recipient->expanded->len > 0)
    add_expanded (builder, message, recipient);
  json_builder_end_object (builder);
}

static void
add_message (JsonBuilder *builder, const Trace *trace, const OutcomeMessage *message)
{
  json_builder_begin_object (builder);
  json_members_set_string (builder, "id", message->label);
  json_members_set_string (builder, "message_id", message->message_id);
  json_members_set_string (builder, "from", message->from);
  json_builder_set_member_name (builder, "recipients");
  json_builder_begin_array (builder);
  for (guint i = 0; i < message->recipients->len; i++)
    {
      const OutcomeRecipient *recipient = g_ptr_array_index (message->recipients, i);

      if (recipient->instead_of == 0)
        add_recipient (builder, trace, message, recipient);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_totals (JsonBuilder *builder, const OutcomeTotals *totals)
{
  json_builder_set_member_name (builder, "totals");
  json_builder_begin_object (builder);
  json_members_set_number (builder, "sent", totals->sent);
  json_members_set_number (builder, "delivered", totals->delivered);
  json_members_set_number (builder, "bounced", totals->bounced);
  json_members_set_number (builder, "waiting", totals->waiting);
  json_members_set_number (builder, "lost", totals->lost);
  json_builder_end_object (builder);
}

static void
add_run (JsonBuilder *builder, const Simulation *simulation)
{
  const Trace *trace = simulation_get_trace (simulation);
  g_autofree char *digest = trace_json_digest (trace);

  json_members_set_number (builder, "mailflow", 1);
  json_members_set_string (builder, "scenario", simulation_get_scenario (simulation)->name);
  json_members_set_number (builder, "seed", (gint64) simulation_get_seed (simulation));
  set_time (builder, "started", trace, 0);
  set_time (builder, "ended", trace, trace_end_time (trace));
  json_members_set_number (builder, "events", (gint64) simulation_count_events (simulation));
  json_members_set_number (builder, "records", trace_count (trace));
  json_members_set_string (builder, "trace_sha256", digest);
}

char *
report_to_json (const Simulation *simulation, const Outcome *outcome, const ExpectationResult *expectations)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_run (builder, simulation);
  add_totals (builder, &outcome->totals);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outcome->messages->len; i++)
    add_message (builder, simulation_get_trace (simulation), g_ptr_array_index (outcome->messages, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "expectations");
  json_builder_begin_object (builder);
  json_members_set_number (builder, "met", expectations->met);
  json_members_set_number (builder, "failed", expectations->failed);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  return g_strdup_printf ("%s\n", text);
}
