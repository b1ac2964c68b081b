/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-utf7: mailbox names as IMAP4rev1 writes them, in modified UTF-7 (RFC 3501 5.1.3).
 */
#pragma once

#include <glib.h>

/* NULL where NAME is malformed, or written otherwise than imap_utf7_encode does: so that no two
 * spellings are one name. Caller frees. */
char *imap_utf7_decode (const char *name);
/* NAME must be UTF-8. Caller frees. */
char *imap_utf7_encode (const char *name);
