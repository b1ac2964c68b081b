/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * field-row: a row of the list of a packet's fields: the name and the value, what that means below. One widget that lays
 * all of it out at once: another packet has other fields, at each step.
 */
#pragma once

#include "gui/view/packet-row.h"

#include <gtk/gtk.h>

#define FIELD_ROW_TYPE (field_row_get_type ())
G_DECLARE_FINAL_TYPE (FieldRow, field_row, MAILFLOW, FIELD_ROW, GtkWidget)

GtkWidget *field_row_new (void);
/* FIELD is referenced. */
void field_row_set_field (FieldRow *row, PacketRow *field);
/* What stands in it; owned by ROW. */
const char *field_row_get_text (FieldRow *row);
