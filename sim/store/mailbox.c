/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mailbox.h"

#include <string.h>

#include "sim/store/mail-account.h"

Mailbox *
mailbox_new (MailAccount *account, const char *name, guint32 uid_validity)
{
  Mailbox *mailbox = g_new0 (Mailbox, 1);

  mailbox->references = 1;
  mailbox->account = account;
  mailbox->name = g_strdup (name);
  mailbox->selectable = TRUE;
  mailbox->uid_validity = uid_validity;
  mailbox->uid_next = 1;
  mailbox->first_recent = 1;
  mailbox->highest_modseq = 1;
  mailbox->mails = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_mail_unref);
  mailbox->keywords = g_ptr_array_new_with_free_func (g_free);
  return mailbox;
}

Mailbox *
mailbox_ref (Mailbox *mailbox)
{
  mailbox->references++;
  return mailbox;
}

void
mailbox_unref (Mailbox *mailbox)
{
  if (--mailbox->references > 0)
    return;
  g_ptr_array_unref (mailbox->mails);
  g_ptr_array_unref (mailbox->keywords);
  g_free (mailbox->name);
  g_free (mailbox);
}

char *
mailbox_dup_label (const Mailbox *mailbox)
{
  const MailAccount *account = mailbox->account;

  if (mailbox == account->inbox)
    return g_strdup (account->address);
  return g_strdup_printf ("%s/%s", account->address, mailbox->name);
}

StoredMail *
mailbox_at (const Mailbox *mailbox, guint index)
{
  return g_ptr_array_index (mailbox->mails, index);
}

/* The mailbox's own spelling of KEYWORD, or NULL. */
static const char *
find_keyword (const Mailbox *mailbox, const char *keyword)
{
  for (guint i = 0; i < mailbox->keywords->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (mailbox->keywords, i), keyword) == 0)
      return g_ptr_array_index (mailbox->keywords, i);
  return NULL;
}

gboolean
mailbox_has_room_for_keywords (const Mailbox *mailbox, char *const *keywords)
{
  guint unknown = 0;

  for (; keywords != NULL && *keywords != NULL; keywords++)
    if (find_keyword (mailbox, *keywords) == NULL)
      unknown++;
  return mailbox->keywords->len + unknown <= MAILBOX_MOST_KEYWORDS;
}

static const char *
learn_keyword (Mailbox *mailbox, const char *keyword)
{
  const char *known = find_keyword (mailbox, keyword);

  if (known != NULL || mailbox->keywords->len >= MAILBOX_MOST_KEYWORDS)
    return known;
  g_ptr_array_add (mailbox->keywords, g_strdup (keyword));
  return g_ptr_array_index (mailbox->keywords, mailbox->keywords->len - 1);
}

/* KEYWORDS in the mailbox's spelling, or NULL; those without room are left out. */
static char **
learn_keywords (Mailbox *mailbox, char *const *keywords)
{
  GStrvBuilder *builder;
  char **learnt;

  if (keywords == NULL || *keywords == NULL)
    return NULL;
  builder = g_strv_builder_new ();
  for (; *keywords != NULL; keywords++)
    {
      const char *known = learn_keyword (mailbox, *keywords);

      if (known != NULL)
        g_strv_builder_add (builder, known);
    }
  learnt = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return learnt;
}

/* What of two keywords is the same without case is one. */
static void
set_keywords (Mailbox *mailbox, StoredMail *mail, char *const *keywords)
{
  g_auto (GStrv) learnt = learn_keywords (mailbox, keywords);

  g_strfreev (mail->keywords);
  mail->keywords = mail_keywords_join (NULL, learnt);
}

static StoredMail *
append (Mailbox *mailbox, StoredMail *mail)
{
  mail->uid = mailbox->uid_next++;
  mail->modseq = ++mailbox->highest_modseq;
  g_ptr_array_add (mailbox->mails, mail);
  mail_account_note_added (mailbox, mail);
  return mail;
}

StoredMail *
mailbox_add (Mailbox *mailbox, guint32 item, guint32 message, GBytes *content, gint64 internal_date)
{
  StoredMail *mail = stored_mail_new (content, internal_date);

  mail->item = item;
  mail->message = message;
  return append (mailbox, mail);
}

StoredMail *
mailbox_add_like (Mailbox *mailbox, const StoredMail *original)
{
  StoredMail *mail = stored_mail_new (original->content, original->internal_date);

  mail->message = original->message;
  mail->flags = original->flags;
  set_keywords (mailbox, mail, original->keywords);
  return append (mailbox, mail);
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

static void
note_removed (Mailbox *mailbox, StoredMail *mail)
{
  mail->removed = TRUE;
  mailbox->highest_modseq++;
  mail_account_note_removed (mailbox, mail);
}

gboolean
mailbox_remove (Mailbox *mailbox, guint32 uid)
{
  guint place = find_place (mailbox, uid);

  if (place == mailbox->mails->len || mailbox_at (mailbox, place)->uid != uid)
    return FALSE;
  mail_account_hold (mailbox->account);
  note_removed (mailbox, mailbox_at (mailbox, place));
  g_ptr_array_remove_index (mailbox->mails, place);
  mail_account_release (mailbox->account);
  return TRUE;
}

/* Closes the gaps that removed mails left. */
static void
sweep (Mailbox *mailbox)
{
  GPtrArray *left = g_ptr_array_new_full (mailbox->mails->len, (GDestroyNotify) stored_mail_unref);

  for (guint i = 0; i < mailbox->mails->len; i++)
    if (!mailbox_at (mailbox, i)->removed)
      g_ptr_array_add (left, stored_mail_ref (mailbox_at (mailbox, i)));
  g_ptr_array_unref (mailbox->mails);
  mailbox->mails = left;
}

void
mailbox_remove_all (Mailbox *mailbox, const GPtrArray *mails)
{
  if (mailbox->account == NULL)
    return;
  mail_account_hold (mailbox->account);
  for (guint i = 0; i < mails->len; i++)
    if (!((StoredMail *) g_ptr_array_index (mails, i))->removed)
      note_removed (mailbox, g_ptr_array_index (mails, i));
  sweep (mailbox);
  mail_account_release (mailbox->account);
}

void
mailbox_mark (Mailbox *mailbox, StoredMail *mail, guint32 flags, char *const *keywords)
{
  gboolean same_keywords = mail_keywords_equal (mail->keywords, keywords);

  if (mail->flags == flags && same_keywords)
    return;
  mail->flags = flags;
  if (!same_keywords)
    set_keywords (mailbox, mail, keywords);
  if (mail->removed)
    return;
  mail->modseq = ++mailbox->highest_modseq;
  mail_account_note_marked (mailbox, mail);
}
