/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox-list: the mailboxes that there were up to where a player stands, as a list model, below one row that stands
 * for "the one that is told about"; and which that is.
 */
#pragma once

#include "gui/model/label-item.h"
#include "gui/model/player.h"

/* A mailbox, by its server and its name; server 0: none. */
typedef struct
{
  HostId server;
  BlobId name;
} MailboxKey;

/* Its rows are LabelItems: "bob@example.org on mail.example.org". */
#define MAILBOX_LIST_TYPE (mailbox_list_get_type ())
G_DECLARE_FINAL_TYPE (MailboxList, mailbox_list, MAILFLOW, MAILBOX_LIST, GObject)

/* PLAYER is referenced; there is only the first row until mailbox_list_update. */
MailboxList *mailbox_list_new (Player *player);
/* The player has moved, or its run has grown. */
void mailbox_list_update (MailboxList *list);

/* The mailbox of row PLACE; for row 0, or one that is not there, the one that is told about: where the selected message
 * was stored last, the only one of the selected host, the one that the selected connection is about, or the one that
 * got mail last. Server 0: there is no mailbox yet. */
MailboxKey mailbox_list_get (MailboxList *list, guint place);
/* The row of the mailbox NAME on SERVER, or 0. */
guint mailbox_list_find (MailboxList *list, HostId server, const char *name);
