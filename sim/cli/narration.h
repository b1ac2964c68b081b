/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * narration: the story of a run on standard output: time, who, what and why, a line each; in colours
 * only on a terminal.
 */
#pragma once

#include "sim/world/simulation.h"

/* WIRE: with every line of dialogue. */
void narration_print (const Simulation *simulation, gboolean wire);

/* TRUE where standard output is a terminal that wants colours (NO_COLOR is not set). */
gboolean narration_has_colour (void);
