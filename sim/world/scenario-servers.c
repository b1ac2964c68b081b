/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-servers.h"

#include "sim/codec/mail-address.h"
#include "sim/world/scenario-type.h"
#include "sim/world/scenario-value.h"

static const ScenarioChoice retries[] = {
  { "postfix", 0 },
  { "exim" },
  { "sendmail" },
  { "qmail" },
  { "exchange" },
  { NULL },
};

static const ScenarioChoice tls[] = {
  { "none", SCENARIO_TLS_NONE },
  { "offer", SCENARIO_TLS_OFFER, FIELD_LATER },
  { "require", SCENARIO_TLS_REQUIRE, FIELD_LATER },
  { NULL },
};

static const ScenarioChoice double_bounces[] = {
  { "drop", SCENARIO_DOUBLE_BOUNCES_DROP },
  { "postmaster", SCENARIO_DOUBLE_BOUNCES_POSTMASTER },
  { NULL },
};

static SCENARIO_FIELD (read_factor);
static SCENARIO_FIELD (read_retry);

static const ScenarioField retry_fields[] = {
  { "first", scenario_type_period, G_STRUCT_OFFSET (ScenarioRetry, first) },
  { "factor", read_factor, G_STRUCT_OFFSET (ScenarioRetry, factor) },
  { "longest", scenario_type_period, G_STRUCT_OFFSET (ScenarioRetry, longest) },
  { NULL },
};

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioServer, name)

static const ScenarioField server_fields[] = {
  { "mx", scenario_type_whole, MEMBER (mx), .least = 0, .most = 65535 },
  { "mailboxes", scenario_type_boolean, MEMBER (mailboxes) },
  { "queue-for", scenario_type_server, MEMBER (queue_for) },
  { "smart-host", scenario_type_server, MEMBER (smart_host) },
  { "quota", scenario_type_size, MEMBER (quota) },
  { "message-limit", scenario_type_size, MEMBER (message_limit) },
  { "retry", read_retry, MEMBER (retry), .choices = retries },
  { "lifetime", scenario_type_period, MEMBER (lifetime) },
  { "queue-run", scenario_type_duration, MEMBER (queue_run) },
  { "warn-after", scenario_type_duration, MEMBER (warn_after) },
  { "greylist", scenario_type_duration, MEMBER (greylist) },
  { "recipient-limit", scenario_type_whole, MEMBER (recipient_limit), .least = 1, .most = 1000 },
  { "parallel", scenario_type_whole, MEMBER (parallel), .least = 1, .most = 1000 },
  { "hop-limit", scenario_type_whole, MEMBER (hop_limit), .least = 1, .most = 1000 },
  { "dsn", scenario_type_boolean, MEMBER (dsn) },
  { "checks-recipients", scenario_type_boolean, MEMBER (checks_recipients) },
  { "checks-senders", scenario_type_boolean, MEMBER (checks_senders) },
  { "double-bounces", scenario_type_choice, MEMBER (double_bounces), .choices = double_bounces },
  { "tls", scenario_type_choice, MEMBER (tls), .choices = tls },
  { NULL },
};

static const ScenarioTable retry_table = { "retry", retry_fields };
static const ScenarioTable server_table = { "server", server_fields };

static SCENARIO_FIELD (read_factor)
{
  static const char *const expected = "a number from 1 to 100";

  if (!scenario_type_check_text (reading, field, value, expected))
    return;
  if (!scenario_value_parse_factor (value->text, member))
    scenario_fields_refuse (reading, field, value, expected);
}

static void
read_own_retry (ScenarioReading *reading, const YamlNode *value, ScenarioRetry *retry)
{
  guint before = scenario_reading_count_problems (reading);

  g_free (retry->name);
  *retry = (ScenarioRetry){ g_strdup ("own"), 5 * SIM_MINUTE, 2, 4 * SIM_HOUR };
  scenario_fields_read (reading, &retry_table, value, retry);
  if (retry->longest < retry->first && yaml_node_find (value, "longest") == NULL)
    retry->longest = retry->first;
  if (retry->longest < retry->first && scenario_reading_count_problems (reading) == before)
    scenario_reading_add_problem (
      reading, value,
      "the longest wait is shorter than the first; expected 'longest' not below 'first'");
}

static SCENARIO_FIELD (read_retry)
{
  ScenarioRetry *retry = member;

  if (value->kind == YAML_NODE_MAP)
    read_own_retry (reading, value, retry);
  else
    scenario_type_name (reading, field, value, &retry->name);
}

/* Any host name: a domain's mail may be handled by a server that is named elsewhere. */
static void
check_name (ScenarioReading *reading, const ScenarioDomain *domain, const YamlNode *key)
{
  g_autofree char *found = yaml_node_describe (key);

  if (!mail_address_is_domain (key->text))
    scenario_reading_add_problem (reading, key, "%s is no host name; expected one such as mail.%s",
                                  found, domain->name);
}

static void
read_server (ScenarioReading *reading, const YamlNode *key, const YamlNode *value, gpointer owner)
{
  ScenarioDomain *domain = owner;
  ScenarioServer *server = scenario_server_new (key->text);

  g_ptr_array_add (domain->servers, server);
  server->place = scenario_reading_place (reading, key);
  check_name (reading, domain, key);
  scenario_fields_read (reading, &server_table, value, server);
  if (g_strcmp0 (server->queue_for, server->name) == 0)
    scenario_reading_add_problem (reading, yaml_node_find (value, "queue-for"),
                                  "'queue-for' is the server itself; expected another server");
}

SCENARIO_FIELD (scenario_servers_read)
{
  scenario_fields_read_entries (reading, "servers", value, read_server, member);
}
