/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-search-key.h"

#include "sim/codec/imap-date.h"
#include "sim/codec/imap-search-text.h"
#include "sim/codec/imap-sequence.h"

enum
{
  SECONDS_PER_DAY = 24 * 60 * 60,
};

typedef struct
{
  const ImapSearchMail *mail;
  const ImapSearchMailbox *mailbox;
} Context;

static gint64
internal_day (const ImapSearchMail *mail)
{
  gint64 seconds = mail->internal_date;

  return seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0 ? 1 : 0);
}

static gint64
count_bytes (const ImapSearchMail *mail)
{
  gsize length;

  imap_message_bytes (mail->message, &length);
  return (gint64) length;
}

/* -1, 0 or 1: the day the message was sent against that of KEY. Without a date that can be read it was sent before
 * all days. */
static int
compare_sent (const ImapSearchKey *key, const ImapSearchMail *mail)
{
  gint64 day;

  if (!imap_date_find_day (mail->message, &day))
    return -1;
  return day < key->number ? -1 : day > key->number;
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
is_saved (const Context *context)
{
  return context->mailbox->saved != NULL
         && g_array_binary_search ((GArray *) context->mailbox->saved, &context->mail->uid, compare_uids, NULL);
}

static gboolean matches (const ImapSearchKey *key, const Context *context);

static gboolean
matches_all (const ImapSearchKey *key, const Context *context)
{
  for (guint i = 0; i < key->children->len; i++)
    if (!matches (g_ptr_array_index (key->children, i), context))
      return FALSE;
  return TRUE;
}

static gboolean
matches_any (const ImapSearchKey *key, const Context *context)
{
  for (guint i = 0; i < key->children->len; i++)
    if (matches (g_ptr_array_index (key->children, i), context))
      return TRUE;
  return FALSE;
}

static gboolean
matches (const ImapSearchKey *key, const Context *context)
{
  const ImapSearchMail *mail = context->mail;

  switch (key->kind)
    {
    case IMAP_SEARCH_KEY_ALL:
      return TRUE;
    case IMAP_SEARCH_KEY_AND:
      return matches_all (key, context);
    case IMAP_SEARCH_KEY_OR:
      return matches_any (key, context);
    case IMAP_SEARCH_KEY_NOT:
      return !matches_any (key, context);
    case IMAP_SEARCH_KEY_FLAG:
      return mail->has_flag (mail->user, key->text);
    case IMAP_SEARCH_KEY_RECENT:
      return mail->recent;
    case IMAP_SEARCH_KEY_NEW:
      return mail->recent && !mail->has_flag (mail->user, "\\Seen");
    case IMAP_SEARCH_KEY_ADDRESS:
      return imap_search_text_in_addresses (mail->message, key->name, key->text);
    case IMAP_SEARCH_KEY_HEADER:
      return imap_search_text_in_field (mail->message, key->name, key->text);
    case IMAP_SEARCH_KEY_BODY:
      return imap_search_text_in_body (mail->message, key->text);
    case IMAP_SEARCH_KEY_TEXT:
      return imap_search_text_in_message (mail->message, key->text);
    case IMAP_SEARCH_KEY_BEFORE:
      return internal_day (mail) < key->number;
    case IMAP_SEARCH_KEY_ON:
      return internal_day (mail) == key->number;
    case IMAP_SEARCH_KEY_SINCE:
      return internal_day (mail) >= key->number;
    case IMAP_SEARCH_KEY_SENT_BEFORE:
      return compare_sent (key, mail) < 0;
    case IMAP_SEARCH_KEY_SENT_ON:
      return compare_sent (key, mail) == 0;
    case IMAP_SEARCH_KEY_SENT_SINCE:
      return compare_sent (key, mail) >= 0;
    case IMAP_SEARCH_KEY_LARGER:
      return count_bytes (mail) > key->number;
    case IMAP_SEARCH_KEY_SMALLER:
      return count_bytes (mail) < key->number;
    case IMAP_SEARCH_KEY_MODSEQ:
      return mail->modseq >= (guint64) key->number;
    case IMAP_SEARCH_KEY_NUMBERS:
      return imap_sequence_contains (key->sequence, mail->number, context->mailbox->largest_number);
    case IMAP_SEARCH_KEY_UIDS:
      return imap_sequence_contains (key->sequence, mail->uid, context->mailbox->largest_uid);
    case IMAP_SEARCH_KEY_SAVED:
      return is_saved (context);
    }
  g_assert_not_reached ();
}

gboolean
imap_search_matches (const ImapSearch *search, const ImapSearchMail *mail, const ImapSearchMailbox *mailbox)
{
  Context context = { mail, mailbox };

  return matches (search->key, &context);
}
