/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retry-chart: the lanes of several servers and programs, one below the other on one logarithmic axis of ages: what they
 * have tried, what came of it, when they will try again and give up.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "gui/draw/retry-lane.h"

/* LANES: RetryLane *; the textbook's come last. A mark that has been has the number of the record of its result as its id. WIDTH is what
 * there is room for. */
Drawing *retry_chart_draw (const GPtrArray *lanes, double width, const Palette *palette);
