/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * drawing-cursor: where a keyboard's cursor goes in a drawing: from one group that is about something to the next, in the
 * order in which they were drawn; what several groups are about is one place. It remembers nothing.
 */
#pragma once

#include "gui/draw/drawing.h"

/* The place after ABOUT (STEP 1) or before it (-1); from nowhere, 0, the first or the last one. NULL: there is none. */
const DrawingGroup *drawing_cursor_step (const Drawing *drawing, guint32 about, int step);
/* The last place that begins at most REACH below ABOUT, or above it where REACH is negative, but one step at least. */
const DrawingGroup *drawing_cursor_leap (const Drawing *drawing, guint32 about, double reach);
