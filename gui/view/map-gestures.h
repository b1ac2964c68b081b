/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-gestures: what pointer, fingers and keys do to the map: scroll, pinch, drag a host or the ground, click, and the arrow keys.
 */
#pragma once

#include "gui/view/map-view.h"

void map_gestures_attach (MapView *view);
