/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-date-time: the moment that an APPEND gives its message (RFC 3501 9, date-time).
 */
#pragma once

#include "sim/codec/imap-scanner.h"

/* "\" 5-Jan-2026 09:00:01 +0100\"" as seconds since 1970. Moves on only where it is there. */
gboolean imap_date_time_take (ImapScanner *scanner, gint64 *unix_seconds);
