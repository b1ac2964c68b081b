/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-text.h"

#include <string.h>

#include "sim/codec/mail-message.h"
#include "sim/codec/smtp-parameters.h"

DeliveryAction
delivery_text_sum_up (const DeliveryReport *report)
{
  DeliveryAction worst = DELIVERY_EXPANDED;

  for (guint i = 0; i < report->recipients->len; i++)
    {
      const DeliveryRecipient *recipient = g_ptr_array_index (report->recipients, i);

      worst = MIN (worst, recipient->action); /* the enum goes from bad to good */
    }
  return worst;
}

const char *
delivery_text_subject (DeliveryAction action)
{
  switch (action)
    {
    case DELIVERY_FAILED:
      return "Undelivered Mail Returned to Sender";
    case DELIVERY_DELAYED:
      return "Delayed Mail (still being retried)";
    case DELIVERY_DELIVERED:
    case DELIVERY_RELAYED:
    case DELIVERY_EXPANDED:
      return "Successful Mail Delivery Report";
    }
  g_assert_not_reached ();
}

static const char *
describe (DeliveryAction action)
{
  switch (action)
    {
    case DELIVERY_FAILED:
      return "Your message could not be delivered to one or more recipients. What you\r\n"
             "sent, or its header, is attached below.\r\n";
    case DELIVERY_DELAYED:
      return "Your message has not been delivered yet to one or more recipients.\r\n\r\n"
             "THIS IS ONLY A WARNING. You need not send your message again: the mail\r\n"
             "system goes on trying.\r\n";
    case DELIVERY_DELIVERED:
    case DELIVERY_RELAYED:
    case DELIVERY_EXPANDED:
      return "Your message was delivered, or handed on to a system that sends no reports,\r\n"
             "for the recipients below.\r\n";
    }
  g_assert_not_reached ();
}

static const char *
describe_fate (DeliveryAction action)
{
  switch (action)
    {
    case DELIVERY_FAILED:
      return "not delivered";
    case DELIVERY_DELAYED:
      return "not delivered yet";
    case DELIVERY_DELIVERED:
      return "delivered";
    case DELIVERY_RELAYED:
      return "handed on";
    case DELIVERY_EXPANDED:
      return "sent on to the members of a list";
    }
  g_assert_not_reached ();
}

static gboolean
starts_with_any (const char *status, const char *const *starts)
{
  for (; *starts != NULL; starts++)
    if (g_str_has_prefix (status, *starts))
      return TRUE;
  return FALSE;
}

/* What the sender can do, from the status code (RFC 3463 3). */
static const char *
advise (const DeliveryRecipient *recipient)
{
  static const char *const wrong_address[] = { "5.1.", NULL };
  static const char *const mailbox[] = { "5.2.", "4.2.", NULL };
  static const char *const network[] = { "5.4.", "4.4.", NULL };
  static const char *const too_large[] = { "5.3.4", "5.2.3", NULL };
  static const char *const policy[] = { "5.7.", NULL };

  if (recipient->action > DELIVERY_DELAYED)
    return NULL;
  if (recipient->action == DELIVERY_DELAYED)
    return "Wait: another report follows if it fails for good.";
  if (starts_with_any (recipient->status, too_large))
    return "Make the message smaller and send it again.";
  if (starts_with_any (recipient->status, wrong_address))
    return "Check the address, correct it and send the message again.";
  if (starts_with_any (recipient->status, mailbox))
    return "Ask the recipient, by other means, to look after the mailbox.";
  if (starts_with_any (recipient->status, network))
    return "Check the part after the \"@\"; if it is right, send the message again later.";
  if (starts_with_any (recipient->status, policy))
    return "Ask the postmaster of the recipient's system why it refuses the message.";
  return "Forward this report to your postmaster if you can't tell what is wrong.";
}

/* "550 …" came from a server; all else is this mail system's own finding. */
static gboolean
is_smtp_reply (const char *diagnostic)
{
  return g_ascii_isdigit (diagnostic[0]) && g_ascii_isdigit (diagnostic[1]) && g_ascii_isdigit (diagnostic[2]);
}

static void
append_remote_words (GString *text, const DeliveryRecipient *recipient)
{
  g_auto (GStrv) lines = NULL;

  if (recipient->diagnostic == NULL || !is_smtp_reply (recipient->diagnostic))
    return;
  if (recipient->remote_mta != NULL)
    g_string_append_printf (text, "    The mail server %s said:\r\n", recipient->remote_mta);
  else
    g_string_append (text, "    The mail system said:\r\n");
  lines = g_strsplit (recipient->diagnostic, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "        %s\r\n", g_strchomp (lines[i]));
}

static void
append_date (GString *text, const char *before, gint64 unix_seconds, const char *after)
{
  g_autofree char *date = NULL;

  if (unix_seconds == 0)
    return;
  date = mail_message_format_date (unix_seconds);
  g_string_append_printf (text, "%s%s%s\r\n", before, date, after);
}

static void
append_recipient (GString *text, const DeliveryRecipient *recipient)
{
  const char *advice = advise (recipient);

  g_string_append_printf (text, "\r\n<%s>: %s\r\n", recipient->final_recipient, describe_fate (recipient->action));
  if (recipient->explanation != NULL)
    g_string_append_printf (text, "    %s\r\n", recipient->explanation);
  append_remote_words (text, recipient);
  append_date (text, "    Last attempt: ", recipient->last_attempt, "");
  append_date (text, "    It will be tried until ", recipient->will_retry_until, "");
  if (advice != NULL)
    g_string_append_printf (text, "    %s\r\n", advice);
}

char *
delivery_text_for_people (const DeliveryReport *report)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "This is the mail system at host %s.\r\n\r\n", report->reporting_mta);
  g_string_append (text, describe (delivery_text_sum_up (report)));
  for (guint i = 0; i < report->recipients->len; i++)
    append_recipient (text, g_ptr_array_index (report->recipients, i));
  return g_string_free (text, FALSE);
}

/* Appends "NAME: BEFORE VALUE": one line of ASCII, whatever VALUE holds. */
static void
append_field (GString *text, const char *name, const char *before, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (text, "%s: %s", name, before);
  for (; *value != '\0'; value++)
    if (*value == '\n')
      g_string_append (text, "\r\n ");
    else if (*value != '\r')
      g_string_append_c (text, g_ascii_isprint (*value) ? *value : '?');
  g_string_append (text, "\r\n");
}

/* What is beyond ASCII has an address type of its own, in seven bits (RFC 6533 3). */
static void
append_address (GString *text, const char *name, const char *address)
{
  g_autofree char *coded = address != NULL && !g_str_is_ascii (address) && g_utf8_validate (address, -1, NULL) ? smtp_utf8_address_encode (address) : NULL;

  append_field (text, name, coded != NULL ? "utf-8; " : "rfc822; ", coded != NULL ? coded : address);
}

static void
append_date_field (GString *text, const char *name, gint64 unix_seconds)
{
  g_autofree char *date = unix_seconds != 0 ? mail_message_format_date (unix_seconds) : NULL;

  append_field (text, name, "", date);
}

/* RFC 3464 2.3.6: the type says whose words they are; x- is for a system's own. */
static void
append_diagnostic (GString *text, const char *diagnostic)
{
  if (diagnostic != NULL)
    append_field (text, "Diagnostic-Code", is_smtp_reply (diagnostic) ? "smtp; " : "x-mailflow; ", diagnostic);
}

char *
delivery_text_status (const DeliveryReport *report)
{
  GString *text = g_string_new (NULL);

  append_field (text, "Original-Envelope-Id", "", report->envelope_id);
  append_field (text, "Reporting-MTA", "dns; ", report->reporting_mta);
  append_date_field (text, "Arrival-Date", report->arrival_date);
  for (guint i = 0; i < report->recipients->len; i++)
    {
      const DeliveryRecipient *recipient = g_ptr_array_index (report->recipients, i);

      g_string_append (text, "\r\n");
      append_address (text, "Original-Recipient", recipient->original_recipient);
      append_address (text, "Final-Recipient", recipient->final_recipient);
      append_field (text, "Action", "", delivery_action_name (recipient->action));
      append_field (text, "Status", "", recipient->status);
      append_field (text, "Remote-MTA", "dns; ", recipient->remote_mta);
      append_diagnostic (text, recipient->diagnostic);
      append_date_field (text, "Last-Attempt-Date", recipient->last_attempt);
      append_date_field (text, "Will-Retry-Until", recipient->will_retry_until);
    }
  return g_string_free (text, FALSE);
}
