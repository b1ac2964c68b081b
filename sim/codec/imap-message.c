/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-message.h"

#include "sim/codec/header-field.h"

struct ImapMessage
{
  GBytes *content;
  MimePart outline;
  gboolean outlined;
  GPtrArray *parts; /* MimePart *; NULL until they are asked for */
};

ImapMessage *
imap_message_new (GBytes *content)
{
  ImapMessage *message = g_new0 (ImapMessage, 1);

  message->content = g_bytes_ref (content);
  return message;
}

void
imap_message_free (ImapMessage *message)
{
  g_bytes_unref (message->content);
  g_clear_pointer (&message->parts, g_ptr_array_unref);
  g_free (message);
}

const char *
imap_message_bytes (const ImapMessage *message, gsize *length)
{
  const char *bytes = g_bytes_get_data (message->content, length);

  return bytes != NULL ? bytes : "";
}

const MimePart *
imap_message_outline (ImapMessage *message)
{
  const char *bytes = imap_message_bytes (message, &message->outline.end);

  if (!message->outlined)
    message->outline.body = header_field_skip_all (bytes, message->outline.end);
  message->outlined = TRUE;
  return &message->outline;
}

const MimePart *
imap_message_root (ImapMessage *message)
{
  gsize length;
  const char *bytes = imap_message_bytes (message, &length);

  if (message->parts == NULL)
    message->parts = mime_part_parse (bytes, length);
  return g_ptr_array_index (message->parts, 0);
}

/* Part NUMBER of WHOLE, a message or a multipart. */
static const MimePart *
find_child (const MimePart *whole, guint32 number)
{
  const MimePart *child = whole->first;

  if (whole->kind != MIME_PART_MULTIPART)
    return number == 1 ? whole : NULL;
  while (child != NULL && --number > 0)
    child = child->next;
  return child;
}

/* What numbers after the one of PART count in; NULL where none may follow. */
static const MimePart *
find_inner (const MimePart *part)
{
  switch (part->kind)
    {
    case MIME_PART_MULTIPART:
      return part;
    case MIME_PART_MESSAGE:
      return part->first;
    case MIME_PART_LEAF:
    case MIME_PART_SEALED:
      return NULL;
    }
  g_assert_not_reached ();
}

const MimePart *
imap_message_find (ImapMessage *message, const guint32 *path, guint depth)
{
  const MimePart *part = imap_message_root (message), *whole = part;

  for (guint i = 0; i < depth; i++)
    {
      if (i > 0)
        whole = find_inner (part);
      part = whole != NULL ? find_child (whole, path[i]) : NULL;
      if (part == NULL)
        return NULL;
    }
  return part;
}

char *
imap_message_dup_field (const ImapMessage *message, const MimePart *part, const char *name)
{
  gsize length;
  const char *bytes = imap_message_bytes (message, &length);
  HeaderField field;

  return header_field_find (bytes + part->header, bytes + part->body, name, &field) ? header_field_dup_value (&field)
                                                                                     : NULL;
}
