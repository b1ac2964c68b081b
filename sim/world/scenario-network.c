/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-network.h"

#include "sim/world/scenario-type.h"

static SCENARIO_FIELD (read_between);
static SCENARIO_FIELD (read_ip);

static const ScenarioChoice versions[] = {
  { "4", FALSE },
  { "both", TRUE },
  { NULL },
};

static const ScenarioField network_fields[] = {
  { "latency", scenario_type_duration, G_STRUCT_OFFSET (ScenarioLink, latency) },
  { "jitter", scenario_type_duration, G_STRUCT_OFFSET (ScenarioLink, jitter) },
  { "bandwidth", scenario_type_bandwidth, G_STRUCT_OFFSET (ScenarioLink, bandwidth) },
  { "loss", scenario_type_percent, G_STRUCT_OFFSET (ScenarioLink, loss_ppm) },
  { "ip", read_ip, 0, .choices = versions },
  { NULL },
};

static const ScenarioField link_fields[] = {
  { "between", read_between, 0, .need = FIELD_REQUIRED },
  { "latency", scenario_type_duration, G_STRUCT_OFFSET (ScenarioLinkPair, link.latency) },
  { "jitter", scenario_type_duration, G_STRUCT_OFFSET (ScenarioLinkPair, link.jitter) },
  { "bandwidth", scenario_type_bandwidth, G_STRUCT_OFFSET (ScenarioLinkPair, link.bandwidth) },
  { "loss", scenario_type_percent, G_STRUCT_OFFSET (ScenarioLinkPair, link.loss_ppm) },
  { NULL },
};

static const ScenarioTable network_table = { "network", network_fields };
static const ScenarioTable link_table = { "link", link_fields };

/* It is the whole scenario's. */
static SCENARIO_FIELD (read_ip)
{
  scenario_type_choice (reading, field, value, &reading->scenario->has_ipv6);
}

static SCENARIO_FIELD (read_between)
{
  ScenarioLinkPair *pair = member;

  if (value->kind != YAML_NODE_LIST || value->items->len != 2)
    {
      scenario_fields_refuse (reading, field, value, "two hosts, [a.example.com, b.example.com]");
      return;
    }
  scenario_type_host (reading, field, g_ptr_array_index (value->items, 0), &pair->a);
  scenario_type_host (reading, field, g_ptr_array_index (value->items, 1), &pair->b);
  if (pair->a != NULL && g_strcmp0 (pair->a, pair->b) == 0)
    scenario_reading_add_problem (reading, value,
                                  "'between' is one host twice; expected two hosts");
}

SCENARIO_FIELD (scenario_network_read)
{
  scenario_fields_read (reading, &network_table, value, member);
}

static void
read_link (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioLinkPair *pair = g_new0 (ScenarioLinkPair, 1);

  g_ptr_array_add (owner, pair);
  pair->place = scenario_reading_place (reading, item);
  pair->link = (ScenarioLink){ .latency = -1, .jitter = -1, .loss_ppm = SCENARIO_LOSS_UNSET };
  scenario_fields_read (reading, &link_table, item, pair);
}

SCENARIO_FIELD (scenario_network_read_links)
{
  scenario_fields_read_items (reading, field, value, read_link, *(GPtrArray **) member);
}
