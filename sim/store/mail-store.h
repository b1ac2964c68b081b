/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-store: the accounts of a host. It knows no protocol; POP3 and IMAP are views of it.
 */
#pragma once

#include "sim/store/mail-account.h"

typedef struct MailStore MailStore;

MailStore *mail_store_new (void);
void mail_store_free (MailStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailStore, mail_store_free)

/* EVENTS is borrowed and called with USER; NULL: nobody listens any more. */
void mail_store_listen (MailStore *store, const MailStoreEvents *events, gpointer user);

/* ADDRESS must be new. The account, with an empty INBOX, is the store's. */
MailAccount *mail_store_add_account (MailStore *store, const char *address, const char *login,
                                     const char *password, guint32 uid_validity);
/* By address (without case) or by login (local part or address) and password; or NULL. */
MailAccount *mail_store_find (const MailStore *store, const char *address);
MailAccount *mail_store_find_login (const MailStore *store, const char *login);
MailAccount *mail_store_log_in (const MailStore *store, const char *login, const char *password);
