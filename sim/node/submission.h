/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * submission: one mail from its writing to the moment when the writer's server has taken it, or has
 * refused it (RFC 6409).
 */
#pragma once

#include "sim/node/user-agent.h"

typedef struct Submission Submission;

/* CONFIG, DICE and what MAIL points to are borrowed. */
Submission *submission_new (const Internet *internet, const UserAgentConfig *config, RandomStream *dice,
                            SimTime at, const UserAgentMail *mail);
void submission_free (Submission *submission);
