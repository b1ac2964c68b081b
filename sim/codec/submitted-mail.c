/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/submitted-mail.h"

#include "sim/codec/mail-message.h"

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
  if (mail_message_count_field (bytes, length, "From") == 0)
    g_string_append_printf (fields, "From: %s\r\n", address);
  return fields->len > 0 ? mail_message_prepend (content, fields->str) : g_bytes_ref (content);
}
