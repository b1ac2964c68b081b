/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-lesson.h"

#include "sim/trace/trace-kind.h"
#include "sim/world/scenario-suggestion.h"
#include "sim/world/scenario-type.h"

enum
{
  MOST_CHOICES = 20,
};

static SCENARIO_FIELD (read_kind);
static SCENARIO_FIELD (read_on);

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioStop, name)

/* What the record is that the lesson stops at. */
static const ScenarioField on_fields[] = {
  { "kind", read_kind, MEMBER (kind) },
  { "message", scenario_type_message, MEMBER (message) },
  { "host", scenario_type_host, MEMBER (host) },
  { "code", scenario_type_whole, MEMBER (code), .least = 200, .most = 599 },
  { "at", scenario_type_duration, MEMBER (at) },
  { NULL },
};

static const ScenarioField fields[] = {
  { "on", read_on, 0, .need = FIELD_REQUIRED },
  { "say", scenario_type_text, MEMBER (say) },
  { "ask", scenario_type_text, MEMBER (ask) },
  { "choices", scenario_type_words, MEMBER (choices) },
  { "answer", scenario_type_whole, MEMBER (answer), .least = 1, .most = MOST_CHOICES },
  { NULL },
};

static const ScenarioTable on_table = { "on", on_fields };
static const ScenarioTable table = { "lesson", fields };

/* Of a record, as traces name them. */
static SCENARIO_FIELD (read_kind)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  scenario_type_word (reading, field, value, member);
  if (value->kind != YAML_NODE_TEXT || trace_kind_find (value->text) != TRACE_KIND_NONE)
    return;
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    g_ptr_array_add (names, (gpointer) trace_kind_info (kind)->name);
  hint = scenario_suggestion_format (value->text, names);
  scenario_reading_add_problem (reading, value, "there is no kind of record '%s'%s", value->text, hint);
}

static SCENARIO_FIELD (read_on)
{
  if (yaml_node_is_nothing (value) || (value->kind == YAML_NODE_MAP && value->items->len == 0))
    scenario_fields_refuse (reading, field, value, "what to stop at, such as {kind: smtp-reply}");
  scenario_fields_read (reading, &on_table, value, member);
}

static void
check_question (ScenarioReading *reading, const YamlNode *item, const ScenarioStop *stop)
{
  const YamlNode *choices = yaml_node_find (item, "choices"),
                 *answer = yaml_node_find (item, "answer");
  guint count = choices == NULL || choices->kind != YAML_NODE_LIST ? 1 : choices->items->len;

  if (yaml_node_find (item, "say") == NULL && yaml_node_find (item, "ask") == NULL)
    scenario_reading_add_problem (reading, item,
                                  "lesson says and asks nothing; expected 'say' or 'ask'");
  if (choices != NULL && yaml_node_find (item, "ask") == NULL)
    scenario_reading_add_problem (reading, choices,
                                  "'choices' without a question; expected 'ask' beside it");
  if (answer != NULL && choices == NULL)
    scenario_reading_add_problem (reading, answer,
                                  "'answer' without choices; expected 'choices' beside it");
  else if (answer != NULL && stop->answer > (int) count)
    scenario_reading_add_problem (reading, answer,
                                  "'answer' is %d; expected a number from 1 to %u, the choices",
                                  stop->answer, count);
}

static void
read_stop (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioStop *stop = scenario_stop_new ();

  g_ptr_array_add (owner, stop);
  stop->place = scenario_reading_place (reading, item);
  scenario_fields_read (reading, &table, item, stop);
  if (item->kind == YAML_NODE_MAP)
    check_question (reading, item, stop);
}

SCENARIO_FIELD (scenario_lesson_read)
{
  scenario_fields_read_items (reading, field, value, read_stop, *(GPtrArray **) member);
}
