/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-pages: a message in full, in tabs: as a mail program shows it, its source, its header as it grew from hop to
 * hop, and, of a report, what each part and field of it means.
 */
#pragma once

#include "gui/model/player.h"

#include <gtk/gtk.h>

#define MESSAGE_PAGES_TYPE (message_pages_get_type ())
G_DECLARE_FINAL_TYPE (MessagePages, message_pages, MAILFLOW, MESSAGE_PAGES, GtkWidget)

/* Shows the content that record RECORD of PLAYER's trace has, and how it came about; 0: nothing, and says so. */
void message_pages_show (MessagePages *pages, Player *player, TraceId record);
/* "rendered", "source", "header" or "report"; one that the message doesn't have is asked for as soon as one has it. */
void message_pages_set_page (MessagePages *pages, const char *name);
const char *message_pages_get_page (MessagePages *pages);
/* Another player's numbers mean other things. */
void message_pages_forget (MessagePages *pages);
/* Light has become dark. */
void message_pages_set_palette (MessagePages *pages);
