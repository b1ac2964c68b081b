/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialogue-view: what was said on a connection up to now; client and server told apart, the present
 * line lit.
 */
#pragma once

#include "gui/model/player.h"

#include <gtk/gtk.h>

#define DIALOGUE_VIEW_TYPE (dialogue_view_get_type ())
G_DECLARE_FINAL_TYPE (DialogueView, dialogue_view, MAILFLOW, DIALOGUE_VIEW, GtkWidget)

void dialogue_view_show (DialogueView *view, Player *player, guint32 conn);
/* The record whose words stand at X, Y of OF, which has VIEW in it, or 0. */
TraceId dialogue_view_find_record (DialogueView *view, GtkWidget *of, double x, double y);
/* Another player's numbers mean other things. */
void dialogue_view_forget (DialogueView *view);
/* Light has become dark. */
void dialogue_view_set_palette (DialogueView *view);
