/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-directory: who is who in a domain: users, aliases, forwarding, mailing lists. It says what an
 * address stands for; it passes no mail on.
 */
#pragma once

#include "sim/store/mail-store.h"

typedef struct
{
  char *address;      /* the list's own */
  char *bounces;      /* local part of its return path: "team-bounces" */
  char *owner;        /* address: hears of members that can't be reached */
  GPtrArray *members; /* char *: addresses */
  gboolean verp;      /* each member has a return path of his own (variable envelope return path) */
} MailList;

typedef enum
{
  DIRECTORY_UNKNOWN,
  DIRECTORY_MAILBOX,
  DIRECTORY_FORWARD, /* a user whose mail goes to TARGETS, and to ACCOUNT too where that is not NULL */
  DIRECTORY_ALIAS,
  DIRECTORY_LIST,
} DirectoryKind;

/* All borrowed from the directory. */
typedef struct
{
  DirectoryKind kind;
  MailAccount *account;
  const GPtrArray *targets; /* char *: addresses, of all but mailboxes */
  const MailList *list;
} DirectoryFinding;

typedef struct MailDirectory MailDirectory;

/* USERS is borrowed. PLUS: "bob+anything" is bob, where nobody has that name (RFC 5233 calls it detail). */
MailDirectory *mail_directory_new (const char *domain, MailStore *users, gboolean plus);
void mail_directory_free (MailDirectory *directory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailDirectory, mail_directory_free)

/* TARGETS: char *, copied. NAME is a local part; the alias "*" is for all whom nobody knows. */
void mail_directory_add_alias (MailDirectory *directory, const char *name, const GPtrArray *targets);
void mail_directory_add_forward (MailDirectory *directory, const char *user, const GPtrArray *targets, gboolean keep_copy);
void mail_directory_add_list (MailDirectory *directory, const char *name, const GPtrArray *members,
                              const char *owner, gboolean verp);

MailStore *mail_directory_get_users (const MailDirectory *directory);
/* What LOCAL, a local part without quotes, stands for; case does not matter. */
DirectoryFinding mail_directory_find (const MailDirectory *directory, const char *local);

/* The return path of LIST for mail to MEMBER: "team-bounces@example.org", or with VERP
 * "team-bounces+bob=example.com@example.org"; caller frees. */
char *mail_list_dup_return_path (const MailList *list, const char *member);
