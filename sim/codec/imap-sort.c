/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-sort.h"

#include <string.h>

#include "sim/codec/address-list.h"
#include "sim/codec/base-subject.h"
#include "sim/codec/imap-date.h"
#include "sim/codec/imap-envelope.h"
#include "sim/codec/text-collation.h"

/* What is compared is worked out once for a message, not once for each comparison. */
typedef struct
{
  char *text; /* or NULL: NUMBER counts */
  gint64 number;
} Value;

struct ImapSortMail
{
  guint32 number;
  guint32 uid;
  guint count;
  Value values[]; /* one for each key */
};

static gboolean
take_field (ImapScanner *scanner, ImapSortField *field)
{
  static const char *const names[] = {
    [IMAP_SORT_ARRIVAL] = "ARRIVAL",
    [IMAP_SORT_CC] = "CC",
    [IMAP_SORT_DATE] = "DATE",
    [IMAP_SORT_DISPLAY_FROM] = "DISPLAYFROM",
    [IMAP_SORT_DISPLAY_TO] = "DISPLAYTO",
    [IMAP_SORT_FROM] = "FROM",
    [IMAP_SORT_SIZE] = "SIZE",
    [IMAP_SORT_SUBJECT] = "SUBJECT",
    [IMAP_SORT_TO] = "TO",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (imap_scanner_take_word (scanner, names[i]))
      {
        *field = (ImapSortField) i;
        return TRUE;
      }
  return FALSE;
}

GArray *
imap_sort_parse (ImapScanner *scanner)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (ImapSortKey));

  if (!imap_scanner_take_char (scanner, '('))
    return NULL;
  do
    {
      ImapSortKey key;

      key.reverse = imap_scanner_take_word (scanner, "REVERSE");
      if ((key.reverse && !imap_scanner_take_char (scanner, ' ')) || !take_field (scanner, &key.field))
        return NULL;
      g_array_append_val (keys, key);
    }
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')') ? g_steal_pointer (&keys) : NULL;
}

/* The local part of the first address of a field NAME; a group's name is none (RFC 5256 3, CC). */
static char *
dup_mailbox (ImapMessage *message, const char *name)
{
  g_autoptr (GArray) addresses = imap_envelope_addresses (message, imap_message_outline (message), name);
  const char *mailbox = addresses->len > 0 ? g_array_index (addresses, Address, 0).mailbox : NULL;

  return text_collation_fold (mailbox != NULL ? mailbox : "", -1);
}

/* The name of the first address of a field, or the address where it has none (RFC 5957 3). */
static char *
dup_display (ImapMessage *message, const char *name)
{
  g_autoptr (GArray) addresses = imap_envelope_addresses (message, imap_message_outline (message), name);
  const Address *it = addresses->len > 0 ? &g_array_index (addresses, Address, 0) : NULL;
  g_autofree char *shown = NULL;

  if (it != NULL && it->name != NULL)
    shown = text_collation_decode_header (it->name);
  else if (it != NULL && it->mailbox != NULL)
    shown = g_strdup_printf ("%s%s%s", it->mailbox, it->host != NULL ? "@" : "", it->host != NULL ? it->host : "");
  return text_collation_fold (shown != NULL ? shown : "", -1);
}

static Value
read_subject (ImapMessage *message)
{
  g_autofree char *raw = imap_message_dup_field (message, imap_message_outline (message), "Subject");

  return (Value){ .text = base_subject_extract (raw, NULL) };
}

static Value
read_size (ImapMessage *message)
{
  gsize length;

  imap_message_bytes (message, &length);
  return (Value){ .number = (gint64) length };
}

static Value
read_value (ImapSortField field, gint64 internal_date, ImapMessage *message)
{
  switch (field)
    {
    case IMAP_SORT_ARRIVAL:
      return (Value){ .number = internal_date };
    case IMAP_SORT_CC:
      return (Value){ .text = dup_mailbox (message, "Cc") };
    case IMAP_SORT_DATE:
      return (Value){ .number = imap_date_find_sent (message, internal_date) };
    case IMAP_SORT_DISPLAY_FROM:
      return (Value){ .text = dup_display (message, "From") };
    case IMAP_SORT_DISPLAY_TO:
      return (Value){ .text = dup_display (message, "To") };
    case IMAP_SORT_FROM:
      return (Value){ .text = dup_mailbox (message, "From") };
    case IMAP_SORT_SIZE:
      return read_size (message);
    case IMAP_SORT_SUBJECT:
      return read_subject (message);
    case IMAP_SORT_TO:
      return (Value){ .text = dup_mailbox (message, "To") };
    }
  g_assert_not_reached ();
}

ImapSortMail *
imap_sort_mail_new (const GArray *keys, guint32 number, guint32 uid, gint64 internal_date, ImapMessage *message)
{
  ImapSortMail *mail = g_malloc0 (sizeof *mail + keys->len * sizeof (Value));

  mail->number = number;
  mail->uid = uid;
  mail->count = keys->len;
  for (guint i = 0; i < keys->len; i++)
    mail->values[i] = read_value (g_array_index (keys, ImapSortKey, i).field, internal_date, message);
  return mail;
}

void
imap_sort_mail_free (ImapSortMail *mail)
{
  for (guint i = 0; i < mail->count; i++)
    g_free (mail->values[i].text);
  g_free (mail);
}

guint32
imap_sort_mail_number (const ImapSortMail *mail)
{
  return mail->number;
}

guint32
imap_sort_mail_uid (const ImapSortMail *mail)
{
  return mail->uid;
}

static int
compare_values (const Value *a, const Value *b)
{
  if (a->text != NULL)
    return strcmp (a->text, b->text);
  return a->number < b->number ? -1 : a->number > b->number;
}

static int
compare_mails (gconstpointer a, gconstpointer b, gpointer user)
{
  const ImapSortMail *first = *(ImapSortMail *const *) a, *second = *(ImapSortMail *const *) b;
  const GArray *keys = user;

  for (guint i = 0; i < keys->len; i++)
    {
      int order = compare_values (&first->values[i], &second->values[i]);

      if (order != 0)
        return g_array_index (keys, ImapSortKey, i).reverse ? -order : order;
    }
  return first->number < second->number ? -1 : first->number > second->number;
}

void
imap_sort (GPtrArray *mails, const GArray *keys)
{
  g_ptr_array_sort_with_data (mails, compare_mails, (gpointer) keys);
}
