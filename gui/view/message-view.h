/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-view: a message: the way it has come, hop by hop, and its source as it is now, with the
 * lines that the last hop added lit.
 */
#pragma once

#include "gui/model/player.h"

#include <gtk/gtk.h>

#define MESSAGE_VIEW_TYPE (message_view_get_type ())
G_DECLARE_FINAL_TYPE (MessageView, message_view, MAILFLOW, MESSAGE_VIEW, GtkWidget)

void message_view_show (MessageView *view, Player *player, MessageId message);
/* Another player's numbers mean other things. */
void message_view_forget (MessageView *view);
/* Light has become dark. */
void message_view_set_palette (MessageView *view);
