/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeline-view: the whole run on one line, which can be dragged to any instant.
 */
#pragma once

#include "gui/draw/timeline-picture.h"
#include "gui/view/player-view.h"

#define TIMELINE_VIEW_TYPE (timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (TimelineView, timeline_view, MAILFLOW, TIMELINE_VIEW, GtkWidget)

/* What is seen; borrowed until the player's run grows or another player is shown. */
const TimelinePlan *timeline_view_get_plan (TimelineView *view);
/* Shows half as much for each of STEPS, twice as much below 0; 0: all. */
void timeline_view_zoom (TimelineView *view, int steps);
