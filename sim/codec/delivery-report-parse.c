/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"

#include <string.h>

#include "sim/codec/mail-message.h"
#include "sim/codec/mime-start.h"
#include "sim/codec/smtp-parameters.h"

G_DEFINE_QUARK (mailflow-delivery-report-error, delivery_report_error)

/* The bytes of the message/delivery-status part of MESSAGE, or NULL. */
static GBytes *
find_status (GMimeMessage *message)
{
  GMimeObject *root = g_mime_message_get_mime_part (message), *part;
  g_autoptr (GMimeStream) stream = NULL;
  GByteArray *bytes;

  if (!GMIME_IS_MULTIPART (root) || g_mime_multipart_get_count (GMIME_MULTIPART (root)) < 2)
    return NULL;
  part = g_mime_multipart_get_part (GMIME_MULTIPART (root), 1); /* RFC 6522 3: the second part */
  if (!g_mime_content_type_is_type (g_mime_object_get_content_type (part), "message", "delivery-status")
      || !GMIME_IS_PART (part) || g_mime_part_get_content (GMIME_PART (part)) == NULL)
    return NULL;
  stream = g_mime_stream_mem_new ();
  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  return g_bytes_new (bytes->data, bytes->len);
}

static GBytes *
dup_status (GBytes *whole)
{
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (whole, &length);

  mime_start ();
  stream = g_mime_stream_mem_new_with_buffer (bytes != NULL ? bytes : "", length);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  return message != NULL ? find_status (message) : NULL;
}

/* The value of a field "NAME: type; value", without its type, or NULL. */
static char *
dup_typed (const char *group, gsize length, const char *name)
{
  g_autofree char *field = mail_message_dup_field (group, length, name);
  const char *semicolon = field != NULL ? strchr (field, ';') : NULL;

  if (semicolon == NULL)
    return g_steal_pointer (&field);
  return g_strstrip (g_strdup (semicolon + 1));
}

/* An address by its type: "rfc822; a@b", or "utf-8; …" in the forms of RFC 6533 3. */
static char *
dup_address (const char *group, gsize length, const char *name)
{
  g_autofree char *address = dup_typed (group, length, name);
  g_autofree char *field = mail_message_dup_field (group, length, name);
  g_autofree char *original = address != NULL ? g_strconcat ("utf-8;", address, NULL) : NULL;
  char *decoded = field != NULL && g_ascii_strncasecmp (field, "utf-8;", 6) == 0 ? smtp_original_decode (original) : NULL;

  return decoded != NULL ? decoded : g_steal_pointer (&address);
}

static gint64
parse_date (const char *group, gsize length, const char *name)
{
  g_autofree char *field = mail_message_dup_field (group, length, name);
  g_autoptr (GDateTime) date = field != NULL ? g_mime_utils_header_decode_date (field) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static gboolean
parse_action (const char *text, DeliveryAction *action)
{
  for (int i = DELIVERY_FAILED; i <= DELIVERY_EXPANDED; i++)
    if (g_ascii_strcasecmp (text, delivery_action_name ((DeliveryAction) i)) == 0)
      {
        *action = (DeliveryAction) i;
        return TRUE;
      }
  return FALSE;
}

/* Final-Recipient, Action and Status are required (RFC 3464 2.3). */
static gboolean
parse_recipient (DeliveryReport *report, const char *group, gsize length)
{
  g_autofree char *address = dup_address (group, length, "Final-Recipient");
  g_autofree char *action_name = mail_message_dup_field (group, length, "Action");
  g_autofree char *status = mail_message_dup_field (group, length, "Status");
  DeliveryRecipient *recipient;
  DeliveryAction action;

  if (address == NULL || action_name == NULL || status == NULL || !parse_action (action_name, &action))
    return FALSE;
  recipient = delivery_report_add (report, address, action, status);
  recipient->original_recipient = dup_address (group, length, "Original-Recipient");
  recipient->remote_mta = dup_typed (group, length, "Remote-MTA");
  recipient->diagnostic = dup_typed (group, length, "Diagnostic-Code");
  recipient->last_attempt = parse_date (group, length, "Last-Attempt-Date");
  recipient->will_retry_until = parse_date (group, length, "Will-Retry-Until");
  return TRUE;
}

/* Groups of fields parted by empty lines: one for the message, then one for each recipient. */
static DeliveryReport *
parse_status (const char *bytes, gsize length)
{
  gsize first = mail_message_header_length (bytes, length);
  g_autofree char *reporting_mta = dup_typed (bytes, first, "Reporting-MTA");
  g_autoptr (DeliveryReport) report = NULL;

  if (reporting_mta == NULL)
    return NULL;
  report = delivery_report_new (reporting_mta);
  report->envelope_id = mail_message_dup_field (bytes, first, "Original-Envelope-Id");
  report->arrival_date = parse_date (bytes, first, "Arrival-Date");
  for (gsize at = first, group; at < length; at += group)
    {
      group = mail_message_header_length (bytes + at, length - at);
      if (group > 2 && !parse_recipient (report, bytes + at, group))
        return NULL;
    }
  return report->recipients->len > 0 ? g_steal_pointer (&report) : NULL;
}

DeliveryReport *
delivery_report_parse (GBytes *message, GError **error)
{
  g_autoptr (GBytes) status = dup_status (message);
  DeliveryReport *report = NULL;
  gsize length;
  const char *bytes;

  if (status == NULL)
    {
      g_set_error (error, DELIVERY_REPORT_ERROR, 0, "not a delivery report: it has no message/delivery-status part");
      return NULL;
    }
  bytes = g_bytes_get_data (status, &length);
  if (bytes != NULL)
    report = parse_status (bytes, length);
  if (report == NULL)
    g_set_error (error, DELIVERY_REPORT_ERROR, 0, "not a delivery report: a required field is missing or malformed");
  return report;
}
