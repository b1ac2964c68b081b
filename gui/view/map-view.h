/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-view: the map as a widget: shows where a player stands, selects what is clicked.
 */
#pragma once

#include "gui/view/player-view.h"

#define MAP_VIEW_TYPE (map_view_get_type ())
G_DECLARE_FINAL_TYPE (MapView, map_view, MAILFLOW, MAP_VIEW, GtkWidget)
