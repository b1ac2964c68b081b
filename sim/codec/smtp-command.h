/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smtp-command: a command line in parts (RFC 5321 4.1): the verb, and for MAIL and RCPT the path
 * and the parameters.
 */
#pragma once

#include "sim/codec/smtp-envelope.h"

/* Into the line that was parsed; the argument has no white space around it. */
typedef struct
{
  const char *verb;
  gsize verb_length;
  const char *argument;
  gsize argument_length;
} SmtpCommand;

typedef enum
{
  SMTP_BODY_UNSAID,
  SMTP_BODY_7BIT,
  SMTP_BODY_8BITMIME,
} SmtpBody;

typedef enum
{
  SMTP_PATH_OK,
  SMTP_PATH_NO_KEYWORD, /* not "FROM:<…>" or "TO:<…>" */
  SMTP_PATH_BAD_ADDRESS,
  SMTP_PATH_NEEDS_UTF8, /* an address beyond ASCII without SMTPUTF8; only of MAIL */
  SMTP_PATH_BAD_PARAMETER,  /* a known one with a value that it can't have */
  SMTP_PATH_UNKNOWN_PARAMETER,
} SmtpPathFault;

typedef struct
{
  char *path;    /* "" is the null reverse-path; no angle brackets, no source route */
  guint64 size;  /* SIZE= (RFC 1870), 0 where unsaid */
  SmtpBody body; /* BODY= (RFC 6152) */
  gboolean utf8; /* SMTPUTF8 (RFC 6531) */
  SmtpReturn give_back; /* RET= */
  char *envelope_id;    /* ENVID=, in xtext, or NULL */
  guint notify;         /* NOTIFY=, SmtpNotify bits */
  char *original;       /* ORCPT=, in xtext, or NULL */
} SmtpPath;

/* FALSE where LINE has no verb, or a NUL or a bare CR or LF. */
gboolean smtp_command_parse (const char *line, gsize length, SmtpCommand *command);
gboolean smtp_command_is (const SmtpCommand *command, const char *verb);

/* "FROM:<reverse-path> [SIZE=… BODY=…]": the argument of MAIL. */
SmtpPathFault smtp_command_parse_from (const SmtpCommand *command, SmtpPath *path);
/* "TO:<forward-path> [NOTIFY=… ORCPT=…]": the argument of RCPT. "Postmaster" needs no domain (RFC 5321 4.1.1.3). */
SmtpPathFault smtp_command_parse_to (const SmtpCommand *command, SmtpPath *path);
void smtp_path_clear (SmtpPath *path);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmtpPath, smtp_path_clear)

/* What may follow EHLO and HELO: a name or an address literal, taken without further judgement. */
gboolean smtp_command_is_host (const char *text, gsize length);
