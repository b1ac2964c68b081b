/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/submitted-mail.h"

#include <gmime/gmime.h>

#include "sim/codec/mail-address.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/mime-start.h"

/* Whether FROM, the value of the field, names ADDRESS as its only or one of its authors. */
static gboolean
names (const char *from, const char *address)
{
  InternetAddressList *list;
  gboolean found = FALSE;

  mime_start ();
  list = internet_address_list_parse (NULL, from);
  for (int i = 0; list != NULL && i < internet_address_list_length (list); i++)
    {
      InternetAddress *author = internet_address_list_get_address (list, i);

      if (INTERNET_ADDRESS_IS_MAILBOX (author))
        found = found || g_ascii_strcasecmp (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (author)), address) == 0;
    }
  g_clear_object (&list);
  return found;
}

static void
complete_author (const char *bytes, gsize length, const char *address, GString *fields)
{
  g_autofree char *from = mail_message_dup_field (bytes, length, "From");

  if (from == NULL)
    g_string_append_printf (fields, "From: %s\r\n", address);
  else if (!names (from, address) && mail_message_count_field (bytes, length, "Sender") == 0)
    g_string_append_printf (fields, "Sender: %s\r\n", address);
}

GBytes *
submitted_mail_complete (GBytes *content, const char *address, const char *id, const char *host, gint64 unix_seconds)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);
  g_autoptr (GString) fields = g_string_new (NULL);

  if (length == 0)
    bytes = "";
  if (mail_message_count_field (bytes, length, "Message-ID") == 0)
    g_string_append_printf (fields, "Message-ID: <%s@%s>\r\n", id, host);
  if (mail_message_count_field (bytes, length, "Date") == 0)
    {
      g_autofree char *date = mail_message_format_date (unix_seconds);

      g_string_append_printf (fields, "Date: %s\r\n", date);
    }
  complete_author (bytes, length, address, fields);
  return fields->len > 0 ? mail_message_prepend (content, fields->str) : g_bytes_ref (content);
}
