/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * connection-list: the connections that there were up to where a player stands, as a list model, the latest last; and
 * which of them goes with what is looked at.
 */
#pragma once

#include "gui/model/label-item.h"
#include "gui/model/player.h"

/* Its rows are LabelItems: "09:00:01  alice.example.com → mail.example.com, SMTP submission". */
#define CONNECTION_LIST_TYPE (connection_list_get_type ())
G_DECLARE_FINAL_TYPE (ConnectionList, connection_list, MAILFLOW, CONNECTION_LIST, GObject)

/* PLAYER is referenced; the list is empty until connection_list_update. */
ConnectionList *connection_list_new (Player *player);
/* The player has moved, or its run has grown. */
void connection_list_update (ConnectionList *list);

guint32 connection_list_get_conn (ConnectionList *list, guint place);
/* The place of CONN, or -1. */
int connection_list_find (ConnectionList *list, guint32 conn);
/* The connection that is selected, or the latest one of the host or the message that is; where those have none, the
 * latest one of all. 0: there is none yet. */
guint32 connection_list_choose (ConnectionList *list);

/* "SMTP submission, port 587". */
const char *connection_list_describe_port (guint16 port);
