/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-popover: says what opening the present world to real mail programs opens, for whom, and has the
 * switch that does it.
 */
#pragma once

#include "gui/model/live-session.h"

#include <gtk/gtk.h>

#define LIVE_POPOVER_TYPE (live_popover_get_type ())
G_DECLARE_FINAL_TYPE (LivePopover, live_popover, MAILFLOW, LIVE_POPOVER, GtkPopover)

/* To be called once. */
void live_popover_set_session (LivePopover *popover, LiveSession *session);
/* The scenario that would be opened: a file, or NULL where there is none. */
void live_popover_set_file (LivePopover *popover, const char *file);
