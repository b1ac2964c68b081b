/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"

#include <string.h>

#include "sim/codec/delivery-text.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/mime-start.h"

static gboolean
is_seven_bit (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) bytes[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Adds a part that holds BYTES as they are. What holds an 8-bit part is 8-bit too (RFC 2045 6.4). */
static void
add_part (GMimeMultipart *multipart, const char *type, const char *subtype, const char *description,
          const char *bytes, gsize length)
{
  g_autoptr (GMimePart) part = g_mime_part_new_with_type (type, subtype);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (bytes, length);
  g_autoptr (GMimeDataWrapper) content = NULL;
  gboolean seven = is_seven_bit (bytes, length);
  GMimeContentEncoding encoding = seven ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_8BIT;

  content = g_mime_data_wrapper_new_with_stream (stream, encoding);
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, encoding);
  g_mime_part_set_content_description (part, description);
  if (strcmp (type, "text") == 0)
    g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", seven ? "us-ascii" : "utf-8");
  if (!seven)
    g_mime_object_set_header (GMIME_OBJECT (multipart), "Content-Transfer-Encoding", "8bit", NULL);
  g_mime_multipart_add (multipart, GMIME_OBJECT (part));
}

static void
add_original (GMimeMultipart *multipart, GBytes *original, gboolean full)
{
  gsize length;
  const char *bytes = g_bytes_get_data (original, &length);

  gsize header = mail_message_header_length (bytes, length);
  gboolean global = !is_seven_bit (bytes, header); /* RFC 6533 5, RFC 6532 3.7 */

  if (full)
    add_part (multipart, "message", global ? "global" : "rfc822", "Undelivered Message", bytes, length);
  else if (global)
    add_part (multipart, "message", "global-headers", "Undelivered Message Headers", bytes, header);
  else
    add_part (multipart, "text", "rfc822-headers", "Undelivered Message Headers", bytes, header);
}

/* multipart/report (RFC 6522 3) as a string with its Content-Type. */
static char *
write_multipart (const DeliveryReport *report, const char *boundary, GBytes *original, gboolean full)
{
  g_autoptr (GMimeMultipart) multipart = g_mime_multipart_new_with_subtype ("report");
  g_autofree char *text = delivery_text_for_people (report), *status = delivery_text_status (report);
  g_autoptr (GMimeFormatOptions) options = g_mime_format_options_new ();

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (multipart), "report-type", "delivery-status");
  g_mime_multipart_set_boundary (multipart, boundary);
  add_part (multipart, "text", "plain", "Notification", text, strlen (text));
  add_part (multipart, "message", "delivery-status", "Delivery report", status, strlen (status));
  add_original (multipart, original, full);
  return g_mime_object_to_string (GMIME_OBJECT (multipart), options);
}

GBytes *
delivery_report_write (const DeliveryReport *report, const char *to, const char *message_id,
                       const char *boundary, gint64 date_unix, GBytes *original, gboolean full)
{
  GString *message = g_string_sized_new (2048);
  g_autofree char *date = mail_message_format_date (date_unix), *multipart = NULL;

  mime_start ();
  g_string_printf (message, "From: Mail Delivery System <MAILER-DAEMON@%s>\r\n"
                            "To: %s\r\n"
                            "Subject: %s\r\n"
                            "Date: %s\r\n"
                            "Message-ID: %s\r\n"
                            "Auto-Submitted: auto-replied\r\n"
                            "MIME-Version: 1.0\r\n",
                   report->reporting_mta, to, delivery_text_subject (delivery_text_sum_up (report)), date, message_id);
  multipart = write_multipart (report, boundary, original, full);
  g_string_append (message, multipart);
  if (!g_str_has_suffix (message->str, "\r\n"))
    g_string_append (message, "\r\n");
  return g_string_free_to_bytes (message);
}
