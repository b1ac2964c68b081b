/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-fields: reads a YAML map into a struct by a table with a row per key. What a key's value
 * may be is the row's function (scenario-type, or one of the part's own); it knows no part itself.
 */
#pragma once

#include "sim/world/scenario-reading.h"

typedef struct ScenarioField ScenarioField;

/* Reads VALUE into MEMBER, the place at the row's offset; a problem leaves MEMBER as it was. */
typedef void (*ScenarioFieldFunc) (ScenarioReading *reading, const ScenarioField *field,
                                   const YamlNode *value, gpointer member);

/* Declares or begins such a function. */
#define SCENARIO_FIELD(name)                                                                     \
  void name (ScenarioReading *reading, const ScenarioField *field, const YamlNode *value, \
             gpointer member)

typedef enum
{
  FIELD_WORKS,
  FIELD_LATER, /* accepted, but without effect yet: a value other than none gets a warning */
} ScenarioEffect;

typedef enum
{
  FIELD_OPTIONAL,
  FIELD_REQUIRED,
} ScenarioNeed;

/* A word that a field may have; the last row's name is NULL. */
typedef struct
{
  const char *name;
  int value;
  ScenarioEffect effect;
} ScenarioChoice;

struct ScenarioField
{
  const char *name;
  ScenarioFieldFunc read;
  gsize offset;
  ScenarioEffect effect;
  ScenarioNeed need;
  gint64 least, most;            /* of whole numbers */
  const ScenarioChoice *choices; /* of words */
};

typedef struct
{
  const char *what;            /* for messages: "server" */
  const ScenarioField *fields; /* the last row's name is NULL */
} ScenarioTable;

/* Reads MAP into TARGET. Unknown keys, keys that come twice and required ones that are missing are
 * problems. A MAP that is empty counts as one without keys. */
void scenario_fields_read (ScenarioReading *reading, const ScenarioTable *table,
                           const YamlNode *map, gpointer target);

typedef void (*ScenarioEntryFunc) (ScenarioReading *reading, const YamlNode *key,
                                   const YamlNode *value, gpointer owner);
typedef void (*ScenarioItemFunc) (ScenarioReading *reading, const YamlNode *item, gpointer owner);

/* Calls FUNC for every entry of a map whose keys are names; a second one
 * of a name is a problem. */
void scenario_fields_read_entries (ScenarioReading *reading, const char *what, const YamlNode *map,
                                   ScenarioEntryFunc func, gpointer owner);

/* Calls FUNC for every item of a list; nothing at all counts as an empty list. */
void scenario_fields_read_items (ScenarioReading *reading, const ScenarioField *field,
                                 const YamlNode *list, ScenarioItemFunc func, gpointer owner);

/* "'latency' is 'fast'; expected a duration …" at VALUE. */
void scenario_fields_refuse (ScenarioReading *reading, const ScenarioField *field,
                             const YamlNode *value, const char *expected);
