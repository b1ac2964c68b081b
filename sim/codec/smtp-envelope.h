/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-envelope: what MAIL and RCPT say about a message (RFC 5321 2.3.1); never its content.
 */
#pragma once

#include <glib.h>

/* RET= of MAIL: what a failure report gives back (RFC 3461 4.3). */
typedef enum
{
  SMTP_RETURN_UNSAID,
  SMTP_RETURN_FULL,
  SMTP_RETURN_HEADERS,
} SmtpReturn;

/* NOTIFY= of RCPT: on what occasions the sender wants a report (RFC 3461 4.1). 0: unsaid. */
typedef enum
{
  SMTP_NOTIFY_NEVER = 1 << 0,
  SMTP_NOTIFY_SUCCESS = 1 << 1,
  SMTP_NOTIFY_FAILURE = 1 << 2,
  SMTP_NOTIFY_DELAY = 1 << 3,
} SmtpNotify;

typedef struct
{
  char *path;     /* forward-path */
  guint notify;   /* SmtpNotify bits */
  char *original; /* ORCPT= as it stands on the wire, "rfc822;bob@example.org" in xtext, or NULL */
} SmtpRecipient;

typedef struct
{
  char *reverse_path;    /* "" is the null reverse-path <> (RFC 5321 4.5.5) */
  SmtpReturn give_back;
  char *envelope_id;     /* ENVID= as it stands on the wire, in xtext, or NULL */
  gboolean utf8;         /* SMTPUTF8 was said (RFC 6531 3.4) */
  GPtrArray *recipients; /* SmtpRecipient *, in the order of RCPT */
} SmtpEnvelope;

SmtpEnvelope *smtp_envelope_new (const char *reverse_path);
/* The new recipient is the envelope's. */
SmtpRecipient *smtp_envelope_add_recipient (SmtpEnvelope *envelope, const char *forward_path);
const SmtpRecipient *smtp_envelope_recipient (const SmtpEnvelope *envelope, guint index);
void smtp_envelope_free (SmtpEnvelope *envelope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpEnvelope, smtp_envelope_free)
