/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-envelope.h"

#include "sim/codec/address-list.h"
#include "sim/codec/header-field.h"
#include "sim/codec/imap-string.h"

GArray *
imap_envelope_addresses (const ImapMessage *message, const MimePart *part, const char *name)
{
  g_autoptr (GString) all = g_string_new (NULL);
  gsize length;
  const char *bytes = imap_message_bytes (message, &length), *at = bytes + part->header;
  HeaderField field;

  while (header_field_next (&at, bytes + part->body, &field))
    if (header_field_is_named (&field, name))
      {
        g_autofree char *value = header_field_dup_value (&field);

        g_string_append_printf (all, "%s%s", all->len > 0 ? ", " : "", value);
      }
  return address_list_parse (all->str);
}

static void
write_address (const Address *address, GString *out)
{
  g_string_append_c (out, '(');
  imap_string_write (out, address->name);
  g_string_append_c (out, ' ');
  imap_string_write (out, address->route);
  g_string_append_c (out, ' ');
  imap_string_write (out, address->mailbox);
  g_string_append_c (out, ' ');
  imap_string_write (out, address->host);
  g_string_append_c (out, ')');
}

/* The addresses of the field NAME; those of the field OTHER, unless it is NULL, where there are none. */
static void
write_addresses (const ImapMessage *message, const MimePart *part, const char *name, const char *other, GString *out)
{
  g_autoptr (GArray) addresses = imap_envelope_addresses (message, part, name);

  g_string_append_c (out, ' ');
  if (addresses->len == 0 && other != NULL)
    {
      g_array_unref (addresses);
      addresses = imap_envelope_addresses (message, part, other);
    }
  if (addresses->len == 0)
    {
      g_string_append (out, "NIL");
      return;
    }
  g_string_append_c (out, '(');
  for (guint i = 0; i < addresses->len; i++)
    write_address (&g_array_index (addresses, Address, i), out);
  g_string_append_c (out, ')');
}

static void
write_text (const ImapMessage *message, const MimePart *part, const char *name, GString *out)
{
  g_autofree char *value = imap_message_dup_field (message, part, name);

  imap_string_write (out, value);
}

void
imap_envelope_write (const ImapMessage *message, const MimePart *part, GString *out)
{
  g_string_append_c (out, '(');
  write_text (message, part, "Date", out);
  g_string_append_c (out, ' ');
  write_text (message, part, "Subject", out);
  write_addresses (message, part, "From", NULL, out);
  write_addresses (message, part, "Sender", "From", out);
  write_addresses (message, part, "Reply-To", "From", out);
  write_addresses (message, part, "To", NULL, out);
  write_addresses (message, part, "Cc", NULL, out);
  write_addresses (message, part, "Bcc", NULL, out);
  g_string_append_c (out, ' ');
  write_text (message, part, "In-Reply-To", out);
  g_string_append_c (out, ' ');
  write_text (message, part, "Message-ID", out);
  g_string_append_c (out, ')');
}
