/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-source: the files that a scenario's message consists of: the whole of it, or what is attached.
 */
#pragma once

#include "sim/world/scenario.h"

/* The bytes of MESSAGE's file with CRLF line ends. NULL and an error, with the message's place,
 * where it can't be read. */
GBytes *message_source_read (const ScenarioMessage *message, GError **error);
/* MailFile *: what is attached to MESSAGE, maybe nothing. Errors likewise. */
GPtrArray *message_source_read_attached (const ScenarioMessage *message, GError **error);
