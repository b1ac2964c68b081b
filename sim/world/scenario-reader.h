/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-reader: YAML into a Scenario, by libyaml, with the place of everything that is wrong.
 */
#pragma once

#include "sim/world/scenario.h"

typedef enum
{
  SCENARIO_ERROR_UNREADABLE, /* no such file, not a file, too large */
  SCENARIO_ERROR_SYNTAX,     /* not YAML */
  SCENARIO_ERROR_INVALID,    /* YAML, but no scenario */
} ScenarioError;

#define SCENARIO_ERROR scenario_error_quark ()
GQuark scenario_error_quark (void);

/* The message of ERROR has a line "FILE:LINE:COLUMN: what is wrong, and what was expected" for
 * every fault found (up to 20), joined by "\n". A file that can't be opened: "FILE: reason". */
Scenario *scenario_read_file (const char *path, GError **error);

/* The text of PATH, for scenario_read_bytes; caller frees. NULL and an error where it can't be opened or is too large. */
char *scenario_read_text (const char *path, gsize *length, GError **error);

/* As scenario_read_file, from memory; FILE is the name for messages and for relative paths. */
Scenario *scenario_read_bytes (const char *file, const char *bytes, gsize length, GError **error);
