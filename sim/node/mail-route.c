/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/mail-route.h"

#include "sim/codec/mail-address.h"

#include <string.h>

static MailRoute
make_route (MailRouteKind kind, const char *name)
{
  return (MailRoute){ kind, g_ascii_strdown (name, -1) };
}

static MailRoute
route_home (const TransferAgentConfig *config)
{
  if (config->store != NULL)
    return make_route (ROUTE_MAILBOX, config->domain);
  return make_route (ROUTE_HOST, config->queue_for != NULL ? config->queue_for : config->mailbox_host);
}

MailRoute
mail_route_find (const TransferAgent *agent, const char *path)
{
  const TransferAgentConfig *config = transfer_agent_get_config (agent);
  g_autofree char *domain = NULL;

  if (transfer_agent_is_local (agent, path))
    return route_home (config);
  if (config->smart_host != NULL)
    return make_route (ROUTE_HOST, config->smart_host);
  domain = mail_address_dup_domain (path);
  return make_route (domain[0] == '[' ? ROUTE_LITERAL : ROUTE_DOMAIN, domain);
}

void
mail_route_clear (MailRoute *route)
{
  g_clear_pointer (&route->name, g_free);
}

gboolean
mail_route_equal (const MailRoute *a, const MailRoute *b)
{
  return a->kind == b->kind && strcmp (a->name, b->name) == 0;
}
