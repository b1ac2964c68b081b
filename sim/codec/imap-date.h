/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-date: when a message was sent, by its Date field (RFC 5322 3.3). It reads no clock.
 */
#pragma once

#include "sim/codec/imap-message.h"

/* Days since 1970 in the zone that the field tells. FALSE where there is no date. */
gboolean imap_date_find_day (ImapMessage *message, gint64 *day);
/* Seconds since 1970, UTC; INTERNAL_DATE where there is no date (RFC 5256 2.2). */
gint64 imap_date_find_sent (ImapMessage *message, gint64 internal_date);
