/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/bounce.h"

#include "sim/codec/mail-message.h"
#include "sim/codec/smtp-parameters.h"

enum
{
  LARGEST_RETURNED = 50000,
};

/* What marks such a report: nobody ever reports about it, wherever an alias has sent it on. */
static const char double_name[] = "X-Postmaster-Notice", double_value[] = "double bounce";

gboolean
bounce_is_double (const QueuedMessage *message)
{
  return mail_message_has_field (message->content, double_name, double_value);
}

gboolean
bounce_is_wanted (const QueueEntry *entry, DeliveryAction action)
{
  if (entry->message->reverse_path[0] == '\0')
    return FALSE;
  switch (action)
    {
    case DELIVERY_FAILED:
      return entry->notify == 0 || (entry->notify & SMTP_NOTIFY_FAILURE) != 0;
    case DELIVERY_DELAYED:
      return entry->notify == 0 || (entry->notify & SMTP_NOTIFY_DELAY) != 0;
    case DELIVERY_DELIVERED:
    case DELIVERY_RELAYED:
    case DELIVERY_EXPANDED:
      return (entry->notify & SMTP_NOTIFY_SUCCESS) != 0;
    }
  g_assert_not_reached ();
}

static DeliveryReport *
begin_report (const Internet *internet, HostId host, const QueuedMessage *message)
{
  DeliveryReport *report = delivery_report_new (internet_host_name (internet, host));

  report->arrival_date = (internet->start_unix_ns + message->arrived) / SIM_SECOND;
  report->envelope_id = message->envelope_id != NULL ? smtp_xtext_decode (message->envelope_id) : NULL;
  return report;
}

static char *
describe_reply (const SmtpReply *reply)
{
  if (reply->code == 0)
    return g_strdup (reply->text);
  return g_strdup_printf ("%u %s%s%s", reply->code, reply->status, reply->status[0] == '\0' ? "" : " ", reply->text);
}

DeliveryRecipient *
bounce_note (TransferAgent *agent, DeliveryReport **report, const QueueEntry *entry, DeliveryAction action, const SmtpReply *reply, HostId peer)
{
  const Internet *internet = transfer_agent_get_internet (agent);
  HostId host = transfer_agent_get_config (agent)->host;
  const gboolean remote = peer != 0 && peer != host;
  DeliveryRecipient *recipient;

  if (*report == NULL)
    *report = begin_report (internet, host, entry->message);
  recipient = delivery_report_add (*report, entry->to, action, smtp_reply_get_status (reply));
  recipient->original_recipient = entry->original != NULL ? smtp_original_decode (entry->original) : NULL;
  recipient->last_attempt = internet_unix_seconds (internet);
  if (remote)
    recipient->remote_mta = g_strdup (internet_host_name (internet, peer));
  if (action == DELIVERY_FAILED || action == DELIVERY_DELAYED)
    {
      recipient->diagnostic = remote ? describe_reply (reply) : g_strdup (reply->text);
      recipient->explanation = g_strdup (reply->text);
    }
  return recipient;
}

void
bounce_note_expiry (DeliveryRecipient *recipient, const SmtpReply *reply)
{
  g_free (recipient->explanation);
  recipient->explanation = g_strdup_printf ("The mail could not be delivered in time. The last problem was: %s", reply->text);
}

/* What the report is in the trace. */
typedef struct
{
  MessageClass message_class;
  const char *suffix; /* of its label */
} Sort;

static Sort
sort_of (const DeliveryReport *report)
{
  const DeliveryRecipient *first = g_ptr_array_index (report->recipients, 0);

  switch (first->action)
    {
    case DELIVERY_FAILED:
      return (Sort){ MESSAGE_FAILURE_REPORT, "bounce" };
    case DELIVERY_DELAYED:
      return (Sort){ MESSAGE_DELAY_REPORT, "delay" };
    case DELIVERY_DELIVERED:
    case DELIVERY_RELAYED:
      return (Sort){ MESSAGE_SUCCESS_REPORT, "success" };
    case DELIVERY_EXPANDED:
      return (Sort){ MESSAGE_SUCCESS_REPORT, "expanded" };
    }
  g_assert_not_reached ();
}

/* RFC 3461 4.3: as the sender asked; where that is unsaid, what is not too large (Postfix's bounce_size_limit). */
static gboolean
gives_all_back (const QueuedMessage *message)
{
  switch (message->give_back)
    {
    case SMTP_RETURN_FULL:
      return TRUE;
    case SMTP_RETURN_HEADERS:
      return FALSE;
    case SMTP_RETURN_UNSAID:
      return g_bytes_get_size (message->content) <= LARGEST_RETURNED;
    }
  g_assert_not_reached ();
}

static void
mark_as_double (GBytes **content)
{
  g_autofree char *field = g_strdup_printf ("%s: %s\r\n", double_name, double_value);
  g_autoptr (GBytes) plain = g_steal_pointer (content);

  *content = mail_message_prepend (plain, field);
}

/* RFC 3464 2: a report is mail like any other, but from the null reverse-path. */
void
bounce_send (TransferAgent *agent, const QueuedMessage *message, const DeliveryReport *report, const char *to)
{
  const Internet *internet = transfer_agent_get_internet (agent);
  HostId host = transfer_agent_get_config (agent)->host;
  const char *host_name = internet_host_name (internet, host);
  g_autofree char *id = internet_make_id (transfer_agent_get_dice (agent), 10);
  g_autofree char *message_id = g_strdup_printf ("<%s.report@%s>", id, host_name);
  g_autofree char *boundary = g_strdup_printf ("%s/%s", id, host_name);
  const Sort sort = sort_of (report);
  gboolean full = sort.message_class == MESSAGE_FAILURE_REPORT && gives_all_back (message);
  g_autofree char *label = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (SmtpEnvelope) envelope = NULL;
  Reception reception = { 0 };

  label = ledger_make_report_label (internet->ledger, message->number, sort.suffix);
  reception.message = ledger_add_message (internet->ledger, host, label, sort.message_class, message->number, "", message_id);
  ledger_add_recipient (internet->ledger, host, reception.message, to, 0);
  content = delivery_report_write (report, to, message_id, boundary, internet_unix_seconds (internet), message->content, full);
  if (message->reverse_path[0] == '\0')
    mark_as_double (&content);
  envelope = smtp_envelope_new ("");
  smtp_envelope_add_recipient (envelope, to);
  transfer_agent_accept (agent, envelope, content, &reception);
}
