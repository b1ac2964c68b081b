/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay-bar: says what was done in the run, and that the rest is replayed; is there only then.
 */
#pragma once

#include "gui/view/player-view.h"

#define REPLAY_BAR_TYPE (replay_bar_get_type ())
G_DECLARE_FINAL_TYPE (ReplayBar, replay_bar, MAILFLOW, REPLAY_BAR, GtkBox)
