/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-envelope: what MAIL and RCPT say about a message (RFC 5321 2.3.1); never its content.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *reverse_path;      /* "" is the null reverse-path <> (RFC 5321 4.5.5) */
  GPtrArray *recipients;   /* char *: forward-paths, in the order of RCPT */
} SmtpEnvelope;

SmtpEnvelope *smtp_envelope_new (const char *reverse_path);
void smtp_envelope_add_recipient (SmtpEnvelope *envelope, const char *forward_path);
void smtp_envelope_free (SmtpEnvelope *envelope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpEnvelope, smtp_envelope_free)
