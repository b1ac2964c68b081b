/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder-view: the run as a sequence diagram, the same picture that is exported: hosts side by side, time running down.
 * Where the player stands is lit; a click on an arrow goes there.
 */
#pragma once

#include "gui/view/picture-cursor.h"
#include "gui/view/player-view.h"

#define LADDER_VIEW_TYPE (ladder_view_get_type ())
G_DECLARE_FINAL_TYPE (LadderView, ladder_view, MAILFLOW, LADDER_VIEW, GtkBox)

/* The keyboard's; borrowed. */
PictureCursor *ladder_view_get_cursor (LadderView *view);
