/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * message-id: the msg-ids of Message-ID, References and In-Reply-To (RFC 5322 3.6.4).
 */
#pragma once

#include <glib.h>

/* The next msg-id at *TEXT without its brackets and quoting, so that equal ones are the same bytes
 * (RFC 5256 3, REFERENCES); *TEXT moves on. NULL where there is none any more; caller frees. */
char *message_id_take (const char **text);
