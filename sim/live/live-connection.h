/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-connection: a real program's connection: a socket on one side, a visit to a simulated host on
 * the other, bytes carried both ways. Where a program doesn't take what it is sent, nothing more is read
 * from it.
 */
#pragma once

#include "sim/live/live-world.h"

#include <gio/gio.h>

typedef struct LiveConnection LiveConnection;

/* The connection is over and will be freed when this returns. */
typedef void (*LiveConnectionOverFunc) (gpointer user, LiveConnection *connection);

/* Takes a reference to SOCKET, which is non-blocking. Nothing is heard or sent before
 * live_connection_start, after which CONNECTION may be over at once. */
LiveConnection *live_connection_new (LiveWorld *world, GSocket *socket, const char *host, guint16 port,
                                     LiveConnectionOverFunc over, gpointer user);
void live_connection_start (LiveConnection *connection);
/* Breaks it off; `over` is not called. */
void live_connection_free (LiveConnection *connection);
