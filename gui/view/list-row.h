/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * list-row: which row of a list stands where somebody points, where the row that is selected stands, and how the keyboard
 * gets past all of them. The toolkit tells neither.
 */
#pragma once

#include <gtk/gtk.h>

/* In a factory's "setup": CHILD is what ITEM's rows show, and is found below. */
void list_row_set_child (GtkListItem *item, GtkWidget *child);
/* Tab leads to the row of LIST that is selected, and out of it again; the toolkit begins with the first row, and goes from row to
 * row then, through thousands of them. */
void list_row_let_pass (GtkWidget *list);
/* From row POSITION the keyboard goes on if it is in LIST; that row is in sight then. Else nothing is done. */
void list_row_stand_at (GtkWidget *list, guint position);
/* Whether the row of LIST that is selected has the focus. */
gboolean list_row_has_focus (GtkWidget *list);
/* The item of LIST's row at X, Y of VIEW, which has LIST in it; with -1, -1, what is selected, and where it is in sight X and
 * Y become the middle of its row. NULL: none. Borrowed from the list. */
gpointer list_row_find (GtkWidget *list, GtkWidget *view, double *x, double *y);
