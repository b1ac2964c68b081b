/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recipient-policy: whom a transfer agent takes mail for (RFC 5321 3.3, 7.9): its own people, as far as it
 * knows them, has room for them, and the client is no stranger; for others only from its users and friends.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef struct
{
  const char *path;     /* forward-path */
  const char *sender;   /* reverse-path */
  guint64 size;         /* as announced, 0: not */
  HostId client;
  gboolean submission;  /* a user's program: it may send anywhere */
} RecipientRequest;

/* NULL where the recipient is taken; else the refusal, to be freed. */
SmtpReply *recipient_policy_judge (const TransferAgent *agent, const RecipientRequest *request);
