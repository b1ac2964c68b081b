/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * submitted-mail: what a submission server adds to a message (RFC 6409 8).
 */
#pragma once

#include <glib.h>

/* CONTENT with Date: and Message-ID: where they are missing (RFC 6409 8.2, 8.3), and From: with ADDRESS, the user who
 * submits, where there is none (RFC 5322 3.6). All else stays as it is. ID and HOST make the Message-ID. */
GBytes *submitted_mail_complete (GBytes *content, const char *address, const char *id, const char *host,
                                 gint64 unix_seconds);
