/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * one-mail: what the access servers are fuzzed with: a mailbox that always holds one message, and
 * an output that nobody reads.
 */
#pragma once

#include "sim/session/maildrop.h"
#include "sim/session/session-output.h"

extern const Maildrop one_mail_drop;
extern const SessionOutput one_mail_output;
