/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-queue.h"

#include "sim/codec/mail-address.h"

#include <string.h>

struct MailQueue
{
  GHashTable *entries; /* QueueEntry * → its link in: */
  GQueue order;        /* QueueEntry *, by age */
};

QueuedMessage *
queued_message_new (guint32 number, const char *id, const SmtpEnvelope *envelope, GBytes *content, SimTime arrived)
{
  QueuedMessage *message = g_new0 (QueuedMessage, 1);

  message->references = 1;
  message->number = number;
  message->id = g_strdup (id);
  message->reverse_path = g_strdup (envelope->reverse_path);
  message->give_back = envelope->give_back;
  message->envelope_id = g_strdup (envelope->envelope_id);
  message->utf8 = envelope->utf8;
  message->content = g_bytes_ref (content);
  message->arrived = arrived;
  return message;
}

QueuedMessage *
queued_message_ref (QueuedMessage *message)
{
  message->references++;
  return message;
}

void
queued_message_unref (QueuedMessage *message)
{
  if (--message->references > 0)
    return;
  g_free (message->id);
  g_free (message->reverse_path);
  g_free (message->envelope_id);
  g_bytes_unref (message->content);
  while (message->addresses != NULL)
    {
      QueuedAddress *first = message->addresses;

      message->addresses = first->next;
      g_free (first);
    }
  g_free (message);
}

static void
note_address (QueuedMessage *message, const char *address, guint recipient)
{
  gsize size = strlen (address) + 1;
  QueuedAddress *known = g_malloc (sizeof (QueuedAddress) + size);

  known->next = message->addresses;
  known->recipient = recipient;
  memcpy (known->address, address, size);
  message->addresses = known;
}

guint
queued_message_find (const QueuedMessage *message, const char *address)
{
  for (const QueuedAddress *known = message->addresses; known != NULL; known = known->next)
    if (mail_address_equal (known->address, address))
      return known->recipient;
  return 0;
}

SmtpEnvelope *
queued_message_make_envelope (const QueuedMessage *message)
{
  SmtpEnvelope *envelope = smtp_envelope_new (message->reverse_path);

  envelope->give_back = message->give_back;
  envelope->envelope_id = g_strdup (message->envelope_id);
  envelope->utf8 = message->utf8;
  return envelope;
}

void
queue_entry_address (const QueueEntry *entry, SmtpEnvelope *envelope)
{
  SmtpRecipient *recipient = smtp_envelope_add_recipient (envelope, entry->to);

  recipient->notify = entry->notify;
  recipient->original = g_strdup (entry->original);
}

static void
free_entry (gpointer data)
{
  QueueEntry *entry = data;

  queued_message_unref (entry->message);
  g_free (entry->to);
  g_free (entry->original);
  g_clear_pointer (&entry->ancestors, g_ptr_array_unref);
  g_free (entry);
}

MailQueue *
mail_queue_new (void)
{
  MailQueue *queue = g_new0 (MailQueue, 1);

  queue->entries = g_hash_table_new_full (NULL, NULL, free_entry, NULL);
  g_queue_init (&queue->order);
  return queue;
}

void
mail_queue_free (MailQueue *queue)
{
  g_queue_clear (&queue->order);
  g_hash_table_unref (queue->entries);
  g_free (queue);
}

QueueEntry *
mail_queue_add (MailQueue *queue, guint32 number, QueuedMessage *message, guint recipient, const SmtpRecipient *to, SimTime expires)
{
  QueueEntry *entry = g_new0 (QueueEntry, 1);

  entry->number = number;
  entry->message = queued_message_ref (message);
  entry->recipient = recipient;
  entry->to = g_strdup (to->path);
  entry->notify = to->notify;
  entry->original = g_strdup (to->original);
  entry->expires = expires;
  note_address (message, to->path, recipient);
  g_queue_push_tail (&queue->order, entry);
  g_hash_table_insert (queue->entries, entry, queue->order.tail);
  return entry;
}

void
mail_queue_remove (MailQueue *queue, QueueEntry *entry)
{
  GList *link = g_hash_table_lookup (queue->entries, entry);

  g_assert (link != NULL);
  g_queue_delete_link (&queue->order, link);
  g_hash_table_remove (queue->entries, entry);
}

guint
mail_queue_count (const MailQueue *queue)
{
  return g_hash_table_size (queue->entries);
}

GPtrArray *
mail_queue_list (const MailQueue *queue)
{
  GPtrArray *list = g_ptr_array_new ();

  for (const GList *link = queue->order.head; link != NULL; link = link->next)
    g_ptr_array_add (list, link->data);
  return list;
}
