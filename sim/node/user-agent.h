/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user-agent: the mail program on a person's device (RFC 5598 4.2): composes and submits mail, and
 * fetches what has come.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/store/mail-store.h"

typedef enum
{
  USER_AGENT_READS_NOTHING,
  USER_AGENT_READS_POP3,
  USER_AGENT_READS_IMAP,
} UserAgentReads;

typedef struct
{
  HostId device;
  HostId server;            /* for submission and access */
  const char *address;      /* borrowed, likewise below */
  const char *login;
  const char *password;
  UserAgentReads reads;
  gboolean leave_on_server; /* POP3 only */
  SimTime checks_every;     /* 0: looks when mail has come … */
  SimTime looks_after;      /* … this much later */
  const MailStore *store;   /* only to know which message of the trace a UID is */
} UserAgentConfig;

typedef struct
{
  const char *label;      /* of the message in the trace */
  const char *return_path; /* in the envelope, NULL: the user's own address */
  const GPtrArray *to;    /* char *; borrowed, likewise below; any of them may be NULL */
  const GPtrArray *cc;
  const GPtrArray *bcc;   /* in the envelope only */
  const char *subject;
  const char *text;
  const GPtrArray *files; /* MailFile *: attached */
  guint64 attachment;     /* bytes, 0: none */
  GBytes *source;         /* the whole message instead of subject and text, or NULL */
  guint notify;           /* SmtpNotify bits: what reports are wanted, 0: as usual */
} UserAgentMail;

typedef struct UserAgent UserAgent;

UserAgent *user_agent_new (const Internet *internet, const UserAgentConfig *config);
void user_agent_free (UserAgent *agent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UserAgent, user_agent_free)

/* Composes and submits MAIL at time AT. What MAIL points to is borrowed until then. */
void user_agent_send_at (UserAgent *agent, SimTime at, const UserAgentMail *mail);

/* Looks for mail at time AT, if it reads mail at all and is not looking then. */
void user_agent_look_at (UserAgent *agent, SimTime at);

HostId user_agent_get_device (const UserAgent *agent);
const char *user_agent_get_address (const UserAgent *agent);

/* New mail lies in the mailbox: the person looks in a moment later (unless looking regularly). */
void user_agent_notice_mail (UserAgent *agent);

/* TRUE while mail lies in the mailbox that this program has not fetched. */
gboolean user_agent_has_mail_waiting (const UserAgent *agent);
