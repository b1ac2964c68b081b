/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * breakpoint-list: the conditions at which playing stops, each once.
 */
#pragma once

#include "gui/model/stop-condition.h"

typedef struct BreakpointList BreakpointList;

BreakpointList *breakpoint_list_new (void);
void breakpoint_list_free (BreakpointList *list);
/* Those of OTHER, which is of the trace BEFORE, that can be met in TRACE: hosts are the same by name. */
void breakpoint_list_copy (BreakpointList *list, const BreakpointList *other, const Trace *before, const Trace *trace);

/* FALSE where that is how it was. */
gboolean breakpoint_list_set (BreakpointList *list, StopCondition condition, gboolean set);
/* StopCondition, in the order in which they were set; borrowed. */
const GArray *breakpoint_list_get (const BreakpointList *list);

/* The first stop behind AFTER and not behind UNTIL, in seconds, where one is met, or STOP_NOWHERE. */
guint breakpoint_list_find (const BreakpointList *list, const Trace *trace, const Stops *stops, double after, double until);
