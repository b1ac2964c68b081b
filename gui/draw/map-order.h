/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * map-order: in which order those of a cast stand below each other, so that as few ways cross as possible. It knows the map only as
 * something that is laid out.
 */
#pragma once

#include "gui/draw/map-cast.h"

/* Sorts the hosts of CAST. Where very many take part, ways cross whatever is done, and it is left as it is. */
void map_order_run (MapCast *cast);
