/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-check: one look into a mailbox by a user's program: connect, fetch what is new, by POP3 or
 * IMAP, leave; by IMAP it may stay for a while. It frees itself when it is over.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct
{
  HostId device, server;
  gboolean imap;            /* else POP3 */
  gboolean leave_on_server; /* POP3 only */
  gboolean stays;           /* IMAP only: idles for a while when all is fetched, and fetches what comes */
  const char *login;        /* borrowed, likewise below */
  const char *password;
} MailCheckConfig;

typedef struct
{
  /* POP3: TRUE where the message is here already. */
  gboolean (*known) (gpointer user, guint32 uid);
  void (*fetched) (gpointer user, guint32 uid, GBytes *content);
  /* IMAP: the flags (MailFlags) of a message that is here already, as the server has them. */
  void (*marked) (gpointer user, guint32 uid, guint32 flags);
  /* ERROR is NULL where all went well. */
  void (*finished) (gpointer user, const char *error);
} MailCheckEvents;

typedef struct MailCheck MailCheck;

/* CONFIG, EVENTS and USER are borrowed until finished. IMAP asks for UIDs from FIRST_UID on. */
MailCheck *mail_check_start (const Internet *internet, const MailCheckConfig *config, guint32 first_uid,
                             const MailCheckEvents *events, gpointer user);
/* USER hears nothing any more; the check ends when its connection does. */
void mail_check_forget (MailCheck *check);
/* TRUE while it is told of new mail as it comes. */
gboolean mail_check_is_idle (const MailCheck *check);
