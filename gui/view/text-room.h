/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text-room: on a screen of 3840 × 2160 that the desktop shows unscaled, letters of the usual size can't be read from the
 * back of the room. So all text of a window that is larger than 1920 × 1080 grows with it, in steps of a quarter.
 */
#pragma once

#include "gui/view/window.h"

/* How many times as large text is in a window of this size: 1 to 2. */
double text_room_find_scale (int width, int height);

/* From now on, as long as WINDOW is there. */
void text_room_attach (Window *window);
