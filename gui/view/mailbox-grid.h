/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox-grid: a mailbox as a table: a row for each message, side by side what the server keeps, what POP3 makes of it,
 * and what each device has. One row is selected.
 *
 * Signal: "picked" when somebody has selected a row.
 */
#pragma once

#include "gui/draw/mailbox-table.h"

#include <gtk/gtk.h>

#define MAILBOX_GRID_TYPE (mailbox_grid_get_type ())
G_DECLARE_FINAL_TYPE (MailboxGrid, mailbox_grid, MAILFLOW, MAILBOX_GRID, GtkWidget)

/* Shows TABLE, with ITEM selected (0: none). */
void mailbox_grid_show (MailboxGrid *grid, const Trace *trace, const MailboxTable *table, guint32 item);
/* The item that is selected, or 0. */
guint32 mailbox_grid_get_item (MailboxGrid *grid);
/* The record that stored the message of the row at X, Y of VIEW; with -1, -1 of the one that is selected, and X and Y become
 * its place if it is in sight; or 0. */
TraceId mailbox_grid_find_record (MailboxGrid *grid, GtkWidget *view, double *x, double *y);
guint mailbox_grid_count (MailboxGrid *grid);
