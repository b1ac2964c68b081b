/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-source: the file that a scenario's message comes from.
 */
#pragma once

#include "sim/world/scenario.h"

/* The bytes of MESSAGE's file with CRLF line ends. NULL and an error, with the message's place,
 * where it can't be read. */
GBytes *message_source_read (const ScenarioMessage *message, GError **error);
