/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-search-text.h"

#include <string.h>

#include "sim/codec/address-list.h"
#include "sim/codec/header-field.h"
#include "sim/codec/mime-value.h"
#include "sim/codec/text-collation.h"
#include "sim/codec/transfer-encoding.h"

static gboolean
is_in (const char *folded, const char *text)
{
  return strstr (folded, text) != NULL;
}

/* RAW is what stands in a header. */
static gboolean
is_in_raw (const char *raw, const char *text)
{
  g_autofree char *decoded = text_collation_decode_header (raw);
  g_autofree char *folded = text_collation_fold (decoded, -1);

  return is_in (folded, text);
}

/* Whether RAW, a field's value, has an address with TEXT. */
static gboolean
is_in_raw_addresses (const char *raw, const char *text)
{
  g_autoptr (GArray) addresses = address_list_parse (raw);
  g_autoptr (GString) written = g_string_new (NULL);

  address_list_write (addresses, written);
  return is_in_raw (written->str, text);
}

typedef gboolean (*Test) (const char *raw, const char *text);

/* Whether one of the fields NAME passes TEST. */
static gboolean
any_field (ImapMessage *message, const char *name, const char *text, Test test)
{
  gsize length;
  const char *bytes = imap_message_bytes (message, &length), *at = bytes;
  HeaderField field;

  while (header_field_next (&at, bytes + length, &field))
    if (header_field_is_named (&field, name))
      {
        g_autofree char *raw = header_field_dup_value (&field);

        if (*text == '\0' || test (raw, text))
          return TRUE;
      }
  return FALSE;
}

gboolean
imap_search_text_in_addresses (ImapMessage *message, const char *name, const char *text)
{
  return any_field (message, name, text, is_in_raw_addresses);
}

gboolean
imap_search_text_in_field (ImapMessage *message, const char *name, const char *text)
{
  static const char *const with_addresses[] = { "From", "Sender", "Reply-To", "To", "Cc", "Bcc" };

  for (guint i = 0; i < G_N_ELEMENTS (with_addresses); i++)
    if (g_ascii_strcasecmp (name, with_addresses[i]) == 0 && any_field (message, name, text, is_in_raw_addresses))
      return TRUE;
  return any_field (message, name, text, is_in_raw);
}

/* In a field of PART's header, its name included. */
static gboolean
is_in_header (ImapMessage *message, const MimePart *part, const char *text)
{
  gsize length;
  const char *bytes = imap_message_bytes (message, &length), *at = bytes + part->header;
  HeaderField field;

  while (header_field_next (&at, bytes + part->body, &field))
    {
      g_autofree char *value = header_field_dup_value (&field);
      g_autofree char *name = g_strndup (field.name, field.name_length);
      g_autofree char *line = g_strdup_printf ("%s: %s", name, value);

      if (is_in_raw (line, text))
        return TRUE;
    }
  return FALSE;
}

static MimeValue *
read_value (ImapMessage *message, const MimePart *part, const char *name)
{
  g_autofree char *text = imap_message_dup_field (message, part, name);

  return text != NULL ? mime_value_parse (text) : NULL;
}

/* The body of PART without its transfer encoding; as it stands where that is not known. */
static GBytes *
decode_body (ImapMessage *message, const MimePart *part)
{
  g_autoptr (MimeValue) encoding = read_value (message, part, "Content-Transfer-Encoding");
  gsize length;
  const char *bytes = imap_message_bytes (message, &length);
  g_autoptr (GBytes) body = g_bytes_new_static (bytes + part->body, part->end - part->body);
  GBytes *decoded = transfer_encoding_decode (encoding != NULL ? encoding->type : NULL, body);

  return decoded != NULL ? decoded : g_steal_pointer (&body);
}

static gboolean
is_in_leaf (ImapMessage *message, const MimePart *part, const char *text)
{
  g_autoptr (MimeValue) type = read_value (message, part, "Content-Type");
  g_autoptr (GBytes) body = NULL;
  g_autofree char *decoded = NULL, *folded = NULL;
  gsize length;
  const char *bytes;

  if (part->kind != MIME_PART_LEAF
      || (type != NULL && !mime_value_is (type, "text", NULL) && !mime_value_is (type, "message", NULL)))
    return FALSE;
  body = decode_body (message, part);
  bytes = g_bytes_get_data (body, &length);
  decoded = text_collation_decode_charset (bytes, length, type != NULL ? mime_value_find (type, "charset") : NULL);
  folded = text_collation_fold (decoded, -1);
  return is_in (folded, text);
}

static gboolean
is_in_parts (ImapMessage *message, const MimePart *part, const char *text, gboolean headers)
{
  if ((headers && is_in_header (message, part, text)) || is_in_leaf (message, part, text))
    return TRUE;
  for (const MimePart *child = part->first; child != NULL; child = child->next)
    if (is_in_parts (message, child, text, headers))
      return TRUE;
  return FALSE;
}

gboolean
imap_search_text_in_body (ImapMessage *message, const char *text)
{
  return *text == '\0' || is_in_parts (message, imap_message_root (message), text, FALSE);
}

gboolean
imap_search_text_in_message (ImapMessage *message, const char *text)
{
  return *text == '\0' || is_in_parts (message, imap_message_root (message), text, TRUE);
}
