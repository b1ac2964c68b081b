/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-reception: the listening side of a transfer agent: one SMTP server session for each
 * connection that comes in.
 */
#pragma once

#include "sim/node/transfer-agent.h"

typedef struct SmtpReceptions SmtpReceptions;

/* Listens on PORT_SMTP and PORT_SUBMISSION of the agent's host. AGENT is borrowed. */
SmtpReceptions *smtp_receptions_new (TransferAgent *agent);
void smtp_receptions_free (SmtpReceptions *receptions);
