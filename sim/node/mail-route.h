/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-route: the next hop of a recipient: a mailbox here, a certain host, or whatever the DNS says about
 * its domain. It asks nobody.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef enum
{
  ROUTE_MAILBOX, /* here */
  ROUTE_HOST,    /* the server with the mailboxes, the one that this one queues for, the smart host */
  ROUTE_DOMAIN,  /* by MX (RFC 5321 5.1) */
  ROUTE_LITERAL, /* "[192.0.2.1]" (RFC 5321 4.1.3) */
} MailRouteKind;

typedef struct
{
  MailRouteKind kind;
  char *name; /* of the domain or host, in lower case */
} MailRoute;

/* Of PATH, a forward-path; to be cleared. */
MailRoute mail_route_find (const TransferAgent *agent, const char *path);
void mail_route_clear (MailRoute *route);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MailRoute, mail_route_clear)

gboolean mail_route_equal (const MailRoute *a, const MailRoute *b);
