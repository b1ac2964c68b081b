/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * packet-view: a packet byte by byte, and beside it what each field says and means, coloured by layer. A field that is
 * selected lights its bytes; a click on a byte selects its field.
 */
#pragma once

#include "gui/draw/trace-frames.h"

#include <gtk/gtk.h>

#define PACKET_VIEW_TYPE (packet_view_get_type ())
G_DECLARE_FINAL_TYPE (PacketView, packet_view, MAILFLOW, PACKET_VIEW, GtkWidget)

/* Shows PACKET, a record of FRAMES, under TITLE; 0: nothing but TITLE, which says why. */
void packet_view_show (PacketView *view, const char *title, const TraceFrames *frames, TraceId packet);
/* Light has become dark. */
void packet_view_set_palette (PacketView *view);
