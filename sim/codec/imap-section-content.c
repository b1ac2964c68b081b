/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-section.h"

#include <string.h>

#include "sim/codec/header-field.h"
#include "sim/codec/mime-value.h"
#include "sim/codec/transfer-encoding.h"

/* The part whose header or body is meant; NULL where there is none. */
static const MimePart *
find_part (const ImapSection *section, ImapMessage *message)
{
  const MimePart *part;

  if (section->path->len == 0)
    return imap_message_outline (message);
  part = imap_message_find (message, (const guint32 *) (gpointer) section->path->data, section->path->len);
  switch (section->kind)
    {
    case IMAP_SECTION_ALL:
    case IMAP_SECTION_MIME:
      return part;
    case IMAP_SECTION_HEADER:
    case IMAP_SECTION_FIELDS:
    case IMAP_SECTION_FIELDS_NOT:
    case IMAP_SECTION_TEXT:
      return part != NULL && part->kind == MIME_PART_MESSAGE ? part->first : NULL;
    }
  g_assert_not_reached ();
}

static gboolean
names (const ImapSection *section, const HeaderField *field)
{
  for (guint i = 0; i < section->fields->len; i++)
    if (header_field_is_named (field, g_ptr_array_index (section->fields, i)))
      return TRUE;
  return FALSE;
}

/* The fields that are named, or those that are not, and an empty line. */
static GBytes *
select_fields (const ImapSection *section, const char *at, const char *end)
{
  GString *out = g_string_new (NULL);
  HeaderField field;

  while (header_field_next (&at, end, &field))
    if (names (section, &field) == (section->kind == IMAP_SECTION_FIELDS))
      {
        g_string_append_len (out, field.name, field.end - field.name);
        if (field.end[-1] != '\n')
          g_string_append (out, "\r\n");
      }
  g_string_append (out, "\r\n");
  return g_string_free_to_bytes (out);
}

/* BYTES from … to as part of the message's own. */
static GBytes *
slice (ImapMessage *message, gsize from, gsize to)
{
  gsize length;
  const char *bytes = imap_message_bytes (message, &length);

  return g_bytes_new_static (bytes + from, to - from);
}

GBytes *
imap_section_extract (const ImapSection *section, ImapMessage *message)
{
  const MimePart *part = find_part (section, message);
  gsize length;
  const char *bytes = imap_message_bytes (message, &length);

  if (part == NULL)
    return NULL;
  switch (section->kind)
    {
    case IMAP_SECTION_ALL:
      return section->path->len == 0 ? slice (message, 0, length) : slice (message, part->body, part->end);
    case IMAP_SECTION_MIME:
    case IMAP_SECTION_HEADER:
      return slice (message, part->header, part->body);
    case IMAP_SECTION_FIELDS:
    case IMAP_SECTION_FIELDS_NOT:
      return select_fields (section, bytes + part->header, bytes + part->body);
    case IMAP_SECTION_TEXT:
      return slice (message, part->body, part->end);
    }
  g_assert_not_reached ();
}

/* The encoding of what is extracted: that of a part's body, none of anything else. */
static MimeValue *
read_encoding (const ImapSection *section, ImapMessage *message)
{
  const MimePart *part = section->path->len > 0 ? find_part (section, message) : imap_message_root (message);
  g_autofree char *text = NULL;

  if (part == NULL || part->kind != MIME_PART_LEAF || (section->kind == IMAP_SECTION_ALL && section->path->len == 0)
      || (section->kind != IMAP_SECTION_ALL && section->kind != IMAP_SECTION_TEXT))
    return NULL;
  text = imap_message_dup_field (message, part, "Content-Transfer-Encoding");
  return text != NULL ? mime_value_parse (text) : NULL;
}

GBytes *
imap_section_decode (const ImapSection *section, ImapMessage *message, gboolean *unknown)
{
  g_autoptr (MimeValue) encoding = read_encoding (section, message);
  g_autoptr (GBytes) bytes = imap_section_extract (section, message);
  GBytes *decoded = bytes != NULL ? transfer_encoding_decode (encoding != NULL ? encoding->type : NULL, bytes) : NULL;

  *unknown = bytes != NULL && decoded == NULL;
  return decoded;
}
