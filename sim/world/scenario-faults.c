/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-faults.h"

#include "sim/world/scenario-suggestion.h"
#include "sim/world/scenario-type.h"
#include "sim/world/scenario-zone.h"

/* Which keys a kind has beside kind, at and for; words with spaces between. */
typedef struct
{
  ScenarioEffect effect;
  const char *needs;
  const char *may;
  const char *one_of; /* exactly one of these two */
  gboolean at_once;   /* is over as soon as it has begun: there is no 'for' */
} Kind;

static const Kind kinds[N_FAULT_KINDS] = {
  [FAULT_DOWN] = { FIELD_WORKS, "server", "", "" },
  [FAULT_REFUSE] = { FIELD_WORKS, "server", "port", "" },
  [FAULT_HANG] = { FIELD_WORKS, "server", "on match times skip", "" },
  [FAULT_SLOW] = { FIELD_WORKS, "server latency", "", "" },
  [FAULT_DROP] = { FIELD_WORKS, "server", "match times skip", "after on" },
  [FAULT_REPLY] = { FIELD_WORKS, "server on code", "status text match times skip", "" },
  [FAULT_MAILBOX_FULL] = { FIELD_WORKS, "mailbox", "permanent", "" },
  [FAULT_DISK_FULL] = { FIELD_WORKS, "server", "", "" },
  [FAULT_DNS] = { FIELD_WORKS, "answer", "", "domain server" },
  [FAULT_ZONE] = { FIELD_WORKS, "domain text", "", "" },
  [FAULT_LOSS] = { FIELD_WORKS, "percent", "", "server between" },
  [FAULT_PARTITION] = { FIELD_WORKS, "between", "", "" },
  [FAULT_CRASH] = { FIELD_WORKS, "server", "keeps", "" },
  [FAULT_LOSE] = { FIELD_WORKS, "between", "times skip", "", TRUE },
  [FAULT_RESET] = { FIELD_WORKS, "between", "port client-port", "", TRUE },
};

static const ScenarioChoice commands[] = {
  { "CONNECT" },
  { "EHLO" },
  { "AUTH" },
  { "MAIL" },
  { "RCPT" },
  { "DATA" },
  { "END-OF-DATA" },
  { NULL },
};

static const ScenarioChoice answers[] = {
  { "servfail" },
  { "nxdomain" },
  { "timeout" },
  { "refused" },
  { "empty" },
  { NULL },
};

static const ScenarioChoice keeps[] = {
  { "queue", TRUE },
  { "nothing", FALSE },
  { NULL },
};

static SCENARIO_FIELD (read_kind);
static SCENARIO_FIELD (read_between);

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioFault, name)

static const ScenarioField fields[] = {
  { "kind", read_kind, MEMBER (kind), .need = FIELD_REQUIRED },
  { "at", scenario_type_duration, MEMBER (at) },
  { "for", scenario_type_period, MEMBER (length) },
  { "server", scenario_type_host, MEMBER (server) },
  { "domain", scenario_type_domain, MEMBER (domain) },
  { "mailbox", scenario_type_user, MEMBER (mailbox) },
  { "port", scenario_type_short, MEMBER (port), .least = 1, .most = 65535 },
  { "client-port", scenario_type_short, MEMBER (client_port), .least = 1, .most = 65535 },
  { "latency", scenario_type_period, MEMBER (latency) },
  { "after", scenario_type_size, MEMBER (after) },
  { "on", scenario_type_name, MEMBER (on), .choices = commands },
  { "code", scenario_type_short, MEMBER (code), .least = 200, .most = 599 },
  { "status", scenario_type_status, MEMBER (status) },
  { "text", scenario_type_text, MEMBER (text) },
  { "match", scenario_type_line, MEMBER (match) },
  { "times", scenario_type_whole, MEMBER (times), .least = 1, .most = 1000000 },
  { "skip", scenario_type_whole, MEMBER (skip), .least = 0, .most = 1000000 },
  { "permanent", scenario_type_boolean, MEMBER (permanent) },
  { "answer", scenario_type_name, MEMBER (answer), .choices = answers },
  { "percent", scenario_type_percent, MEMBER (percent_ppm) },
  { "between", read_between, 0 },
  { "keeps", scenario_type_choice, MEMBER (keeps_queue), .choices = keeps },
  { NULL },
};

static const ScenarioTable table = { "fault", fields };

static void
refuse_kind (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *found = yaml_node_describe (value);
  g_autofree char *hint = NULL;

  if (scenario_reading_is_full (reading))
    return;
  for (FaultKind kind = 0; kind < N_FAULT_KINDS; kind++)
    g_ptr_array_add (names, (gpointer) fault_kind_name (kind));
  hint = scenario_suggestion_format (value->kind == YAML_NODE_TEXT ? value->text : "", names);
  scenario_reading_add_problem (reading, value, "'%s' is %s%s", field->name, found, hint);
}

static SCENARIO_FIELD (read_kind)
{
  FaultKind kind = 0;
  g_autofree char *what = NULL;

  while (kind < N_FAULT_KINDS
         && (value->kind != YAML_NODE_TEXT || !g_str_equal (value->text, fault_kind_name (kind))))
    kind++;
  *(FaultKind *) member = kind;
  if (kind == N_FAULT_KINDS)
    {
      refuse_kind (reading, field, value);
      return;
    }
  what = g_strdup_printf ("%s: %s", field->name, value->text);
  if (kinds[kind].effect == FIELD_LATER)
    scenario_reading_add_idle (reading, value, what);
}

static SCENARIO_FIELD (read_between)
{
  ScenarioFault *fault = member;

  if (value->kind != YAML_NODE_LIST || value->items->len != 2)
    {
      scenario_fields_refuse (reading, field, value, "two hosts or two lists of hosts, [[…], […]]");
      return;
    }
  scenario_type_hosts (reading, field, g_ptr_array_index (value->items, 0), &fault->between_a);
  scenario_type_hosts (reading, field, g_ptr_array_index (value->items, 1), &fault->between_b);
  if (fault->between_a->len == 0 || fault->between_b->len == 0)
    scenario_reading_add_problem (
      reading, value, "'between' has a side without hosts; expected one at least on each");
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, word);
}

static gboolean
has_key (const Kind *kind, const char *key)
{
  return has_word (kind->at_once ? "kind at" : "kind at for", key) || has_word (kind->needs, key) || has_word (kind->may, key)
         || has_word (kind->one_of, key);
}

static void
add_spare_key (ScenarioReading *reading, const YamlNode *value, FaultKind kind, const char *key)
{
  g_autofree char *keys = g_strjoin (" ", kinds[kind].needs, kinds[kind].may, kinds[kind].one_of,
                                     NULL);

  scenario_reading_add_problem (reading, value, "a fault of kind '%s' has no '%s'; expected %s",
                                fault_kind_name (kind), key, g_strstrip (keys));
}

/* What the kind has no use for; keys that no fault has are unknown already. */
static void
check_spare_keys (ScenarioReading *reading, const YamlNode *item, FaultKind kind)
{
  for (const ScenarioField *field = fields; field->name != NULL; field++)
    {
      const YamlNode *value = yaml_node_find (item, field->name);

      if (value != NULL && !has_key (&kinds[kind], field->name))
        add_spare_key (reading, value, kind, field->name);
    }
}

static void
check_needed_keys (ScenarioReading *reading, const YamlNode *item, FaultKind kind)
{
  g_auto (GStrv) needs = g_strsplit (kinds[kind].needs, " ", -1);
  g_auto (GStrv) one_of = g_strsplit (kinds[kind].one_of, " ", -1);

  for (guint i = 0; needs[i] != NULL; i++)
    if (yaml_node_find (item, needs[i]) == NULL)
      scenario_reading_add_problem (reading, item, "a fault of kind '%s' needs '%s'",
                                    fault_kind_name (kind), needs[i]);
  if (one_of[0] != NULL
      && (yaml_node_find (item, one_of[0]) == NULL) == (yaml_node_find (item, one_of[1]) == NULL))
    scenario_reading_add_problem (reading, item, "a fault of kind '%s' needs either '%s' or '%s'",
                                  fault_kind_name (kind), one_of[0], one_of[1]);
}

static void
check_text (ScenarioReading *reading, const YamlNode *item, ScenarioFault *fault)
{
  static const ScenarioField field = { "text" };
  const YamlNode *value = yaml_node_find (item, "text");
  g_autofree char *line = NULL;

  if (fault->text == NULL)
    return;
  if (fault->kind == FAULT_REPLY)
    scenario_type_line (reading, &field, value, &line);
  else if (fault->kind == FAULT_ZONE && fault->domain != NULL)
    scenario_zone_check (reading, value, fault->domain);
}

/* One packet goes one way, and a connection has two ends. */
static void
check_pair (ScenarioReading *reading, const YamlNode *item, const ScenarioFault *fault)
{
  if (kinds[fault->kind].at_once && fault->between_a != NULL && (fault->between_a->len > 1 || fault->between_b->len > 1))
    scenario_reading_add_problem (reading, yaml_node_find (item, "between"), "'between' has more than two hosts; expected two, [HOST, HOST]");
}

static void
read_fault (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioFault *fault = scenario_fault_new ();

  g_ptr_array_add (owner, fault);
  fault->place = scenario_reading_place (reading, item);
  fault->kind = N_FAULT_KINDS;
  scenario_fields_read (reading, &table, item, fault);
  if (fault->kind == N_FAULT_KINDS)
    return;
  check_spare_keys (reading, item, fault->kind);
  check_needed_keys (reading, item, fault->kind);
  check_text (reading, item, fault);
  check_pair (reading, item, fault);
}

SCENARIO_FIELD (scenario_faults_read)
{
  scenario_fields_read_items (reading, field, value, read_fault, *(GPtrArray **) member);
}
