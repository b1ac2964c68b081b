/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * name-list: the hosts or the messages of a player's run as a list model, made one by one as they are seen, below one row that
 * stands for all of them. It grows with the run. Its rows are LabelItems.
 */
#pragma once

#include "gui/model/label-item.h"
#include "gui/model/player.h"

typedef enum
{
  NAME_LIST_HOSTS,
  NAME_LIST_MESSAGES,
} NameListKind;

#define NAME_LIST_TYPE (name_list_get_type ())
G_DECLARE_FINAL_TYPE (NameList, name_list, MAILFLOW, NAME_LIST, GObject)

/* ALL, "all hosts", is copied; NULL: there is no such row. */
NameList *name_list_new (Player *player, NameListKind kind, const char *all);
/* The number of the host or message in row PLACE; 0: all of them. And back. */
guint32 name_list_get_number (NameList *list, guint place);
guint name_list_find_place (NameList *list, guint32 number);
