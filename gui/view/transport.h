/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transport: the buttons that move the presentation, and its speed.
 */
#pragma once

#include "gui/view/player-view.h"

#define TRANSPORT_TYPE (transport_get_type ())
G_DECLARE_FINAL_TYPE (Transport, transport, MAILFLOW, TRANSPORT, GtkBox)
