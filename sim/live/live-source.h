/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-source: waiting for a socket in the default main context.
 */
#pragma once

#include <gio/gio.h>

/* Calls READY with USER while SOCKET has CONDITION. Both are borrowed. */
GSource *live_source_new (GSocket *socket, GIOCondition condition, GSocketSourceFunc ready, gpointer user);
/* Waits no more; from inside READY too. */
void live_source_free (GSource *source);
