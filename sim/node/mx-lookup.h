/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mx-lookup: which hosts take mail for a domain, and in what order (RFC 5321 5.1, RFC 7505). It asks
 * for MX records and decides; addresses are asked for when a host's turn has come.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef enum
{
  MX_FOUND,
  MX_NO_SUCH_DOMAIN, /* NXDOMAIN */
  MX_NULL,           /* the domain takes no mail (RFC 7505) */
  MX_LOOP,           /* only this host itself would be left (RFC 5321 5.1) */
  MX_UNKNOWN,        /* SERVFAIL or no answer: try later */
} MxOutcome;

typedef struct MxLookup MxLookup;

/* HOSTS: char *, in the order to try them; borrowed. */
typedef void (*MxFunc) (gpointer user, MxOutcome outcome, const GPtrArray *hosts);

/* Calls FUNC exactly once, later, unless freed before; frees itself then. */
MxLookup *mx_lookup_start (TransferAgent *agent, const char *domain, MessageId message, MxFunc func, gpointer user);
void mx_lookup_free (MxLookup *lookup);
