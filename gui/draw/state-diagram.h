/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * state-diagram: the table that a session runs on, as a picture: its states from top to bottom, what stays in one
 * inside it, what leads on at the right, what leads back at the left.
 */
#pragma once

#include "gui/draw/palette.h"
#include "sim/session/session-table.h"

typedef struct StateDiagram StateDiagram;

/* TABLE and PALETTE are borrowed. CURRENT is the state to light up; -1: none. */
StateDiagram *state_diagram_new (const SessionTable *table, const Palette *palette, int current);
void state_diagram_free (StateDiagram *diagram);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StateDiagram, state_diagram_free)

void state_diagram_get_size (const StateDiagram *diagram, double *width, double *height);
void state_diagram_draw (const StateDiagram *diagram, cairo_t *cr);

/* Writes it as SVG or PNG, by the ending of PATH. */
gboolean state_diagram_write (const StateDiagram *diagram, const char *path, GError **error);
