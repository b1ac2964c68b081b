/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * packet-row: one row of the list of a packet's fields: a field, or the layer above its fields.
 */
#pragma once

#include <gio/gio.h>

#include "gui/draw/trace-frames.h"

#define PACKET_ROW_TYPE (packet_row_get_type ())
G_DECLARE_FINAL_TYPE (PacketRow, packet_row, MAILFLOW, PACKET_ROW, GObject)

/* All rows of ANATOMY, which may go afterwards. */
GListStore *packet_row_list (const PacketAnatomy *anatomy);

/* Whether it is a layer; its bytes are those of all its fields. */
gboolean packet_row_is_layer (PacketRow *row);
PacketLayer packet_row_get_layer (PacketRow *row);
void packet_row_get_bytes (PacketRow *row, gsize *offset, gsize *length);
const char *packet_row_get_name (PacketRow *row);
const char *packet_row_get_value (PacketRow *row);
const char *packet_row_get_meaning (PacketRow *row);
