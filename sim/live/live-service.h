/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-service: one port of this computer that leads to a port of a simulated host: a listening TCP
 * socket and the connections that came in by it; for DNS a UDP socket as well.
 */
#pragma once

#include "sim/live/live-world.h"

#include <gio/gio.h>

typedef struct LiveService LiveService;

typedef struct
{
  const char *name;      /* "smtp"; static */
  guint16 port;          /* of the simulated host */
  guint16 usual_port;    /* of this computer, where nobody wants another */
  gboolean datagrams;    /* UDP too; of a name server */
  gboolean mailboxes;    /* only of a server that has them */
} LiveServiceKind;

guint live_service_kind_count (void);
const LiveServiceKind *live_service_kind_get (guint index);

/* The kinds that there are: smtp, submission, pop3, imap, dns. NULL for another name. */
const LiveServiceKind *live_service_kind_find (const char *name);

/* Listens on PORT of ADDRESS (0: one that is free). HOST is copied. NULL and an error where the port can't
 * be had. */
LiveService *live_service_new (LiveWorld *world, const LiveServiceKind *kind, const char *host,
                               GInetAddress *address, guint16 port, GError **error);
void live_service_free (LiveService *service);

const LiveServiceKind *live_service_get_kind (const LiveService *service);
const char *live_service_get_host (const LiveService *service);
guint16 live_service_get_port (const LiveService *service);
guint live_service_count_connections (const LiveService *service);
