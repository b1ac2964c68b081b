/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * window-program: where the classroom window's program is.
 */
#pragma once

/* NULL where it is not installed; caller frees. */
char *window_program_find (void);
