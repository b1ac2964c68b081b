/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * submitted-mail: what a submission server adds to a message (RFC 6409 8).
 */
#pragma once

#include <glib.h>

/* CONTENT with Date: and Message-ID: where they are missing (RFC 6409 8.2, 8.3), From: where there is none, and
 * Sender: where From: does not name ADDRESS, the user who submits (8.1, RFC 5322 3.6.2). ID and HOST make the
 * Message-ID. */
GBytes *submitted_mail_complete (GBytes *content, const char *address, const char *id, const char *host,
                                 gint64 unix_seconds);
