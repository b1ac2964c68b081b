/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * turn-list: the turns of a dialogue below each other, the client's at the left, the server's at the right, each with
 * its time; the present one lit. A turn that is picked is where the player goes.
 */
#pragma once

#include "gui/model/dialogue-list.h"

#include <gtk/gtk.h>

#define TURN_LIST_TYPE (turn_list_get_type ())
G_DECLARE_FINAL_TYPE (TurnList, turn_list, MAILFLOW, TURN_LIST, GtkWidget)

/* Shows CONN, 0: none, up to where PLAYER stands. */
void turn_list_show (TurnList *list, Player *player, guint32 conn);
/* Another player's numbers mean other things. */
void turn_list_forget (TurnList *list);
/* The record of the turn that is lit, or 0. */
TraceId turn_list_get_record (TurnList *list);
/* The record of the turn at X, Y of VIEW; with -1, -1 of the one that is lit, and X and Y become its place if it is in sight;
 * or 0. */
TraceId turn_list_find_record (TurnList *list, GtkWidget *view, double *x, double *y);
guint turn_list_count (TurnList *list);
