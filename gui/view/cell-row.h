/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cell-row: a row of equally wide cells of two lines each, painted by itself. A tooltip says in full what stands in a cell.
 */
#pragma once

#include "gui/draw/mailbox-table.h"

#include <gtk/gtk.h>

#define CELL_ROW_TYPE (cell_row_get_type ())
G_DECLARE_FINAL_TYPE (CellRow, cell_row, MAILFLOW, CELL_ROW, GtkWidget)

GtkWidget *cell_row_new (void);
/* MailboxCell; referenced. */
void cell_row_set_cells (CellRow *row, GArray *cells);
/* Borrowed; NULL: none yet. */
const GArray *cell_row_get_cells (CellRow *row);
