/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-account.h"

#include <string.h>

typedef struct
{
  MailWatchFunc changed;
  gpointer user;
} Watch;

MailAccount *
mail_account_new (const char *address, const char *login, const char *password, guint32 uid_validity,
                  const MailStoreListener *listener)
{
  MailAccount *account = g_new0 (MailAccount, 1);

  account->address = g_strdup (address);
  account->login = g_strdup (login);
  account->password = g_strdup (password);
  account->listener = listener;
  account->mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) mailbox_unref);
  account->subscriptions = g_ptr_array_new_with_free_func (g_free);
  account->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  account->inbox = mailbox_new (account, "INBOX", uid_validity);
  account->next_uid_validity = uid_validity + 1;
  g_ptr_array_add (account->mailboxes, account->inbox);
  return account;
}

void
mail_account_free (MailAccount *account)
{
  for (guint i = 0; i < account->mailboxes->len; i++)
    ((Mailbox *) g_ptr_array_index (account->mailboxes, i))->account = NULL;
  g_ptr_array_unref (account->mailboxes);
  g_ptr_array_unref (account->subscriptions);
  g_array_unref (account->watches);
  g_free (account->address);
  g_free (account->login);
  g_free (account->password);
  g_free (account);
}

void
mail_account_watch (MailAccount *account, MailWatchFunc changed, gpointer user)
{
  Watch watch = { changed, user };

  g_array_append_val (account->watches, watch);
}

static int
find_watch (const MailAccount *account, gpointer user)
{
  for (guint i = 0; i < account->watches->len; i++)
    if (g_array_index (account->watches, Watch, i).user == user)
      return (int) i;
  return -1;
}

void
mail_account_unwatch (MailAccount *account, gpointer user)
{
  int index = find_watch (account, user);

  if (index >= 0)
    g_array_remove_index (account->watches, (guint) index);
}

/* Who is called may end his watch, or that of another. */
static void
tell_watches (MailAccount *account)
{
  g_autoptr (GArray) watches = g_array_copy (account->watches);

  account->changed = FALSE;
  for (guint i = 0; i < watches->len; i++)
    {
      const Watch *watch = &g_array_index (watches, Watch, i);

      if (find_watch (account, watch->user) >= 0)
        watch->changed (watch->user);
    }
}

void
mail_account_hold (MailAccount *account)
{
  account->holds++;
}

void
mail_account_release (MailAccount *account)
{
  g_assert (account->holds > 0);
  if (--account->holds == 0 && account->changed)
    tell_watches (account);
}

static void
note_change (MailAccount *account)
{
  account->changed = TRUE;
  if (account->holds == 0)
    tell_watches (account);
}

/* The listener, where there is one that wants FUNC. */
#define TELL(account, func, ...)                                                \
  do                                                                            \
    if ((account)->listener->events != NULL)                                    \
      (account)->listener->events->func ((account)->listener->user, __VA_ARGS__); \
  while (0)

void
mail_account_note_added (Mailbox *mailbox, StoredMail *mail)
{
  MailAccount *account = mailbox->account;

  account->size += stored_mail_size (mail);
  account->messages++;
  TELL (account, added, mailbox, mail);
  note_change (account);
}

void
mail_account_note_marked (Mailbox *mailbox, StoredMail *mail)
{
  TELL (mailbox->account, marked, mailbox, mail);
  note_change (mailbox->account);
}

void
mail_account_note_removed (Mailbox *mailbox, StoredMail *mail)
{
  MailAccount *account = mailbox->account;

  account->size -= stored_mail_size (mail);
  account->messages--;
  TELL (account, removed, mailbox, mail);
  note_change (account);
}

gboolean
mail_account_has_room (const MailAccount *account, guint64 size)
{
  return account->size_limit == 0 || account->size + size <= account->size_limit;
}

/* Where NAME is among the subscriptions, or belongs. */
static guint
find_subscription (const MailAccount *account, const char *name, gboolean *found)
{
  guint low = 0, high = account->subscriptions->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (g_ptr_array_index (account->subscriptions, middle), name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *found = low < account->subscriptions->len && strcmp (g_ptr_array_index (account->subscriptions, low), name) == 0;
  return low;
}

gboolean
mail_account_is_subscribed (const MailAccount *account, const char *name)
{
  gboolean found;

  find_subscription (account, name, &found);
  return found;
}

void
mail_account_subscribe (MailAccount *account, const char *name)
{
  gboolean found;
  guint place = find_subscription (account, name, &found);

  if (!found)
    g_ptr_array_insert (account->subscriptions, (int) place, g_strdup (name));
}

void
mail_account_unsubscribe (MailAccount *account, const char *name)
{
  gboolean found;
  guint place = find_subscription (account, name, &found);

  if (found)
    g_ptr_array_remove_index (account->subscriptions, place);
}
