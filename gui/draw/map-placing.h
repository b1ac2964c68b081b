/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-placing: puts areas and hosts on the map. Only for map-layout.c.
 */
#pragma once

#include "gui/draw/map-layout.h"

/* Fills hosts, areas and icon of LAYOUT, whose cast and size are set. */
void map_placing_run (MapLayout *layout);
