/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-library: where the scenarios that come with the program are, and which there are.
 */
#pragma once

#include <glib.h>

/* The path of SCENARIO: itself where it names an existing file, else NAME.yaml in the library:
 * $MAILFLOW_SCENARIOS, the source tree's folder when run uninstalled, the installed folder. NULL
 * and an error ("backup-mxx: no such file, and no such scenario; did you mean backup-mx?") where
 * there is none. */
char *scenario_library_find (const char *scenario, GError **error);

/* Paths of all library scenarios, by name; (transfer full). */
GPtrArray *scenario_library_list (void);
