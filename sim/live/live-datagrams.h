/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-datagrams: a UDP socket of this computer that leads to port 53 of a simulated host.
 */
#pragma once

#include "sim/live/live-world.h"

#include <gio/gio.h>

typedef struct LiveDatagrams LiveDatagrams;

/* HOST is borrowed. NULL and an error where the port can't be had. */
LiveDatagrams *live_datagrams_new (LiveWorld *world, const char *host, GInetAddress *address, guint16 port,
                                   GError **error);
void live_datagrams_free (LiveDatagrams *datagrams);
