/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-view: the map as a widget: shows where a player stands, selects what is clicked. It can be looked at from near, and
 * its hosts stay where they are put as long as the same scenario is shown. X and Y are the widget's.
 */
#pragma once

#include "gui/draw/map-camera.h"
#include "gui/view/player-view.h"

#define MAP_VIEW_TYPE (map_view_get_type ())
G_DECLARE_FINAL_TYPE (MapView, map_view, MAILFLOW, MAP_VIEW, GtkWidget)

/* So many steps nearer, or farther where it is below 0; 0: all of it, and where that is seen already, laid out anew. */
void map_view_zoom (MapView *view, int steps);
void map_view_zoom_at (MapView *view, double factor, double x, double y);
/* FALSE where there is nothing to see there. */
gboolean map_view_pan (MapView *view, double dx, double dy);
/* Looks where X, Y of the small map are. FALSE where it is not there. */
gboolean map_view_look_from_mini (MapView *view, double x, double y);
const MapCamera *map_view_get_camera (MapView *view);

/* NULL as long as there is none; and then there is no layout. */
Player *map_view_get_player (MapView *view);
const MapLayout *map_view_get_layout (MapView *view);
/* Looks where BOX of the layout is seen. */
void map_view_reveal (MapView *view, const MapBox *box);
/* Puts the middle of HOST's pictogram at X, Y. */
void map_view_put_host (MapView *view, HostId host, double x, double y);
gboolean map_view_has_moved_hosts (MapView *view);
void map_view_select_at (MapView *view, double x, double y);

/* What the shapes mean, beside the map. */
void map_view_show_key (MapView *view, gboolean show);
gboolean map_view_shows_key (MapView *view);
