/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-reading: what the readers of the parts of a scenario share while one file is read: the
 * problems and warnings found so far, and the names that have to exist once all is read.
 */
#pragma once

#include "sim/world/scenario.h"
#include "sim/world/yaml-node.h"

/* What a name in a scenario refers to. */
typedef enum
{
  SCENARIO_NAMES_HOST,    /* servers, name servers, resolvers, devices */
  SCENARIO_NAMES_SERVER,
  SCENARIO_NAMES_DOMAIN,
  SCENARIO_NAMES_USER,    /* by address */
  SCENARIO_NAMES_MESSAGE, /* by id */
} ScenarioNames;

typedef struct
{
  ScenarioNames names;
  guint line, column;
  char *name;
} ScenarioReference;

typedef struct
{
  const char *file;      /* interned */
  Scenario *scenario;    /* borrowed */
  GArray *problems;      /* a line of text with its place */
  GArray *warnings;      /* likewise */
  GArray *references;    /* ScenarioReference */
  gboolean names_unsure; /* the domains have problems: a missing name may be a mere consequence */
} ScenarioReading;

void scenario_reading_init (ScenarioReading *reading, const char *file, Scenario *scenario);
void scenario_reading_clear (ScenarioReading *reading);

ScenarioPlace scenario_reading_place (const ScenarioReading *reading, const YamlNode *node);

void scenario_reading_add_problem (ScenarioReading *reading, const YamlNode *node,
                                   const char *format, ...) G_GNUC_PRINTF (3, 4);
void scenario_reading_add_problem_at (ScenarioReading *reading, guint line, guint column,
                                      const char *format, ...) G_GNUC_PRINTF (4, 5);
guint scenario_reading_count_problems (const ScenarioReading *reading);
/* Whether further problems are dropped. */
gboolean scenario_reading_is_full (const ScenarioReading *reading);

/* "warning: '…' has no effect yet" at NODE. */
void scenario_reading_add_idle (ScenarioReading *reading, const YamlNode *node, const char *what);

/* NAME at NODE has to exist; scenario-check finds out. */
void scenario_reading_add_reference (ScenarioReading *reading, ScenarioNames names,
                                     const YamlNode *node, const char *name);

/* Problems and warnings as lines "FILE:LINE:COLUMN: …" in file order, each once. */
GPtrArray *scenario_reading_write_problems (ScenarioReading *reading);
GPtrArray *scenario_reading_write_warnings (ScenarioReading *reading);
