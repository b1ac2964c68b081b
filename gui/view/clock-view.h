/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clock-view: the simulated time in large digits, the day, and how long the run has lasted.
 */
#pragma once

#include "gui/view/player-view.h"

#define CLOCK_VIEW_TYPE (clock_view_get_type ())
G_DECLARE_FINAL_TYPE (ClockView, clock_view, MAILFLOW, CLOCK_VIEW, GtkBox)
