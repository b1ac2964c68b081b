/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-type: the kinds of values that keys of a scenario have, as functions for the rows of
 * scenario-fields' tables. The comment of each names the C type of the member.
 */
#pragma once

#include "sim/world/scenario-fields.h"

#define SCENARIO_TYPE(name) SCENARIO_FIELD (scenario_type_##name)

SCENARIO_TYPE (text);     /* char *: of any length and number of lines */
SCENARIO_TYPE (line);     /* char *: one line, not empty */
SCENARIO_TYPE (subject);  /* char *: one line, may be empty */
SCENARIO_TYPE (word);     /* char *: no spaces */
SCENARIO_TYPE (words);    /* GPtrArray *: a list of lines, or one */
SCENARIO_TYPE (boolean);  /* gboolean */
SCENARIO_TYPE (choice);   /* int or an enum: the value of one of the row's choices */
SCENARIO_TYPE (name);     /* char *: the name of one of the row's choices */
SCENARIO_TYPE (flags);    /* guint32: the values of some of the row's choices, a list or one */

SCENARIO_TYPE (duration); /* SimTime: 0 or more */
SCENARIO_TYPE (period);   /* SimTime: more than 0 */
SCENARIO_TYPE (instant);  /* gint64: calendar time in nanoseconds since 1970 */
SCENARIO_TYPE (size);     /* guint64: bytes */
SCENARIO_TYPE (bandwidth); /* guint64: bits per second */
SCENARIO_TYPE (percent);  /* guint32: parts per million */
SCENARIO_TYPE (whole);    /* int or guint: the row's least … most */
SCENARIO_TYPE (short);    /* guint16: likewise */
SCENARIO_TYPE (seed);     /* guint64 */
SCENARIO_TYPE (status);   /* char *: enhanced status code */

SCENARIO_TYPE (address);   /* char *: any mail address */
SCENARIO_TYPE (addresses); /* GPtrArray *: a list of them, or one */
SCENARIO_TYPE (user);      /* char *: the address of a user of the scenario */
SCENARIO_TYPE (host);      /* char *: a host of the scenario, in lower case */
SCENARIO_TYPE (hosts);     /* GPtrArray *: a list of them, or one */
SCENARIO_TYPE (server);    /* char *: a server of the scenario, in lower case */
SCENARIO_TYPE (domain);    /* char *: a domain of the scenario, in lower case */
SCENARIO_TYPE (file);      /* char *: the path of a file that exists; relative ones start at the scenario's folder */
SCENARIO_TYPE (files);     /* GPtrArray *: a list of them, or one */
SCENARIO_TYPE (message);   /* char *: the id of a message of the scenario */

/* FALSE and a problem where VALUE is not text. */
gboolean scenario_type_check_text (ScenarioReading *reading, const ScenarioField *field,
                                   const YamlNode *value, const char *expected);
