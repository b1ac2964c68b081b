/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialogue-list: the turns of a connection up to where a player stands, as a list model of DialogueTurn. Going forward
 * adds to its end, going back takes from it. Each item that is asked for is made anew.
 */
#pragma once

#include "gui/model/dialogue-turn.h"
#include "gui/model/player.h"

#define DIALOGUE_LIST_TYPE (dialogue_list_get_type ())
G_DECLARE_FINAL_TYPE (DialogueList, dialogue_list, MAILFLOW, DIALOGUE_LIST, GObject)

DialogueList *dialogue_list_new (void);
/* Shows CONN, 0: none, as PLAYER has it now. */
void dialogue_list_show (DialogueList *list, Player *player, guint32 conn);
guint dialogue_list_count (DialogueList *list);
/* The place of RECORD, or -1. */
int dialogue_list_find (DialogueList *list, TraceId record);
