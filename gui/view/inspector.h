/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * inspector: what is selected, in full: a connection's dialogue, a host's queue and mailboxes, or a
 * message and its way. It follows what is told, unless it is pinned.
 */
#pragma once

#include "gui/view/player-view.h"

#define INSPECTOR_TYPE (inspector_get_type ())
G_DECLARE_FINAL_TYPE (Inspector, inspector, MAILFLOW, INSPECTOR, GtkBox)
