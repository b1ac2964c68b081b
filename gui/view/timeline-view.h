/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * timeline-view: the whole run on one line, which can be dragged to any instant.
 */
#pragma once

#include "gui/model/player.h"

#include <gtk/gtk.h>

#define TIMELINE_VIEW_TYPE (timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (TimelineView, timeline_view, MAILFLOW, TIMELINE_VIEW, GtkWidget)

void timeline_view_set_player (TimelineView *view, Player *player);
/* Light has become dark. */
void timeline_view_forget_pictures (TimelineView *view);
