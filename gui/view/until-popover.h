/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * until-popover: where the run is to go on to: a line, a hop, a message, the next refusal, a time; and at what it stops
 * whenever it plays (breakpoints).
 */
#pragma once

#include "gui/view/player-view.h"

#define UNTIL_POPOVER_TYPE (until_popover_get_type ())
G_DECLARE_FINAL_TYPE (UntilPopover, until_popover, MAILFLOW, UNTIL_POPOVER, GtkPopover)
