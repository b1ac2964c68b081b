/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-store.h"

#include <string.h>

struct MailStore
{
  GHashTable *by_address; /* lower-case address → Mailbox *; never walked but to free it */
  GHashTable *by_login;   /* local part → Mailbox *, borrowed; the first of that name */
};

static void
free_mail (gpointer data)
{
  StoredMail *mail = data;

  g_bytes_unref (mail->content);
  g_free (mail);
}

static void
free_mailbox (gpointer data)
{
  Mailbox *mailbox = data;

  g_free (mailbox->address);
  g_free (mailbox->login);
  g_free (mailbox->password);
  g_ptr_array_unref (mailbox->mails);
  g_free (mailbox);
}

MailStore *
mail_store_new (void)
{
  MailStore *store = g_new0 (MailStore, 1);

  store->by_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_mailbox);
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

Mailbox *
mail_store_add_mailbox (MailStore *store, const char *address, const char *login, const char *password, guint32 uid_validity)
{
  Mailbox *mailbox = g_new0 (Mailbox, 1);
  gboolean is_new;

  mailbox->address = g_strdup (address);
  mailbox->login = g_strdup (login);
  mailbox->password = g_strdup (password);
  mailbox->uid_validity = uid_validity;
  mailbox->uid_next = 1;
  mailbox->mails = g_ptr_array_new_with_free_func (free_mail);
  is_new = g_hash_table_insert (store->by_address, g_ascii_strdown (address, -1), mailbox);
  g_assert (is_new);
  if (!g_hash_table_contains (store->by_login, mailbox->login))
    g_hash_table_insert (store->by_login, mailbox->login, mailbox);
  return mailbox;
}

/* Hosts that deliver locally take local parts without case, as almost all do; RFC 5321 2.4 leaves
 * that to them. */
Mailbox *
mail_store_find (const MailStore *store, const char *address)
{
  g_autofree char *key = g_ascii_strdown (address, -1);

  return g_hash_table_lookup (store->by_address, key);
}

Mailbox *
mail_store_log_in (const MailStore *store, const char *login, const char *password)
{
  Mailbox *mailbox = strchr (login, '@') != NULL ? mail_store_find (store, login) : g_hash_table_lookup (store->by_login, login);

  return mailbox != NULL && strcmp (mailbox->password, password) == 0 ? mailbox : NULL;
}

StoredMail *
mailbox_add (Mailbox *mailbox, guint32 item, guint32 message, GBytes *content, gint64 internal_date)
{
  StoredMail *mail = g_new0 (StoredMail, 1);

  mail->uid = mailbox->uid_next++;
  mail->item = item;
  mail->message = message;
  mail->content = g_bytes_ref (content);
  mail->internal_date = internal_date;
  g_ptr_array_add (mailbox->mails, mail);
  return mail;
}

/* The index of UID, or of the first mail after it. */
static guint
find_place (const Mailbox *mailbox, guint32 uid)
{
  guint low = 0, high = mailbox->mails->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (mailbox_at (mailbox, middle)->uid < uid)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

StoredMail *
mailbox_find (const Mailbox *mailbox, guint32 uid)
{
  guint place = find_place (mailbox, uid);

  return place < mailbox->mails->len && mailbox_at (mailbox, place)->uid == uid ? mailbox_at (mailbox, place) : NULL;
}

gboolean
mailbox_remove (Mailbox *mailbox, guint32 uid)
{
  guint place = find_place (mailbox, uid);

  if (place == mailbox->mails->len || mailbox_at (mailbox, place)->uid != uid)
    return FALSE;
  g_ptr_array_remove_index (mailbox->mails, place);
  return TRUE;
}

StoredMail *
mailbox_at (const Mailbox *mailbox, guint index)
{
  return g_ptr_array_index (mailbox->mails, index);
}
