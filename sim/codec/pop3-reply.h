/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-reply: what a server says (RFC 1939 3): a status line, and the lines of a listing.
 */
#pragma once

#include <glib.h>

/* "+OK text" or "-ERR text". FALSE where LINE is neither. *TEXT is what follows; caller frees. */
gboolean pop3_reply_parse (const char *line, gsize length, gboolean *positive, char **text);

/* "+OK 2 320": the answer to STAT, as the text of the reply. FALSE where it is none. */
gboolean pop3_reply_parse_stat (const char *text, guint *count, guint64 *octets);

/* "1 whqtswO00WBw418f9t5JxYwZ": one line of UIDL (RFC 1939 7). *UIDL is 1 to 70 printable bytes. */
gboolean pop3_reply_parse_uidl (const char *line, gsize length, guint *number, char **uidl);
