/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stage: the large part of the window: one of several views of the same run, chosen by a row of tabs.
 *
 * Properties: "view", the name of the one that is shown.
 */
#pragma once

#include "gui/view/player-view.h"

#define STAGE_TYPE (stage_get_type ())
G_DECLARE_FINAL_TYPE (Stage, stage, MAILFLOW, STAGE, GtkBox)

/* NAME: "map" …, "queue/schedules" for a page of one; what is not known is ignored. */
void stage_set_view (Stage *stage, const char *name);
const char *stage_get_view (Stage *stage);
/* Of the tab INDEX, from 0; NULL behind the last. */
const char *stage_get_name (guint index);
/* The view NAME, or NULL. */
GtkWidget *stage_find_view (Stage *stage, const char *name);
