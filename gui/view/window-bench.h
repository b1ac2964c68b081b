/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * window-bench: how fast the window is on this display: the first frame, frames of a crowd, seeking in long traces. Prints
 * figures; nothing is tested.
 */
#pragma once

#include <glib.h>

/* STARTED: when the program began, on the monotonic clock, in microseconds. 0, or 2 where something could not be run. */
int window_bench_run (gint64 started);
