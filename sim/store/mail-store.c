/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-store.h"

#include <string.h>

struct MailStore
{
  GHashTable *by_address; /* lower-case address → MailAccount *; never walked but to free it */
  GHashTable *by_login;   /* local part → MailAccount *, borrowed; the first of that name */
  MailStoreListener listener;
};

MailStore *
mail_store_new (void)
{
  MailStore *store = g_new0 (MailStore, 1);

  store->by_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mail_account_free);
  store->by_login = g_hash_table_new (g_str_hash, g_str_equal);
  return store;
}

void
mail_store_free (MailStore *store)
{
  g_hash_table_unref (store->by_login);
  g_hash_table_unref (store->by_address);
  g_free (store);
}

void
mail_store_listen (MailStore *store, const MailStoreEvents *events, gpointer user)
{
  store->listener = (MailStoreListener){ events, user };
}

MailAccount *
mail_store_add_account (MailStore *store, const char *address, const char *login, const char *password, guint32 uid_validity)
{
  MailAccount *account = mail_account_new (address, login, password, uid_validity, &store->listener);
  gboolean is_new = g_hash_table_insert (store->by_address, g_ascii_strdown (address, -1), account);

  g_assert (is_new);
  if (!g_hash_table_contains (store->by_login, account->login))
    g_hash_table_insert (store->by_login, account->login, account);
  return account;
}

/* Hosts that deliver locally take local parts without case, as almost all do; RFC 5321 2.4 leaves
 * that to them. */
MailAccount *
mail_store_find (const MailStore *store, const char *address)
{
  g_autofree char *key = g_ascii_strdown (address, -1);

  return g_hash_table_lookup (store->by_address, key);
}

MailAccount *
mail_store_find_login (const MailStore *store, const char *login)
{
  return strchr (login, '@') != NULL ? mail_store_find (store, login) : g_hash_table_lookup (store->by_login, login);
}

MailAccount *
mail_store_log_in (const MailStore *store, const char *login, const char *password)
{
  MailAccount *account = mail_store_find_login (store, login);

  return account != NULL && strcmp (account->password, password) == 0 ? account : NULL;
}
