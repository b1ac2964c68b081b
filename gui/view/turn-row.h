/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * turn-row: a row of the dialogue in large: a pause above; below it the time at the left, and the words, on the side of
 * whoever says them. One widget that paints its own words: the list keeps two hundred rows ready, and takes others with
 * each jump.
 */
#pragma once

#include "gui/model/dialogue-turn.h"

#include <gtk/gtk.h>

#define TURN_ROW_TYPE (turn_row_get_type ())
G_DECLARE_FINAL_TYPE (TurnRow, turn_row, MAILFLOW, TURN_ROW, GtkWidget)

GtkWidget *turn_row_new (void);
/* TURN is referenced. */
void turn_row_set_turn (TurnRow *row, DialogueTurn *turn);
/* NULL before the first. */
DialogueTurn *turn_row_get_turn (TurnRow *row);
