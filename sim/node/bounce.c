/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/bounce.h"

/* RFC 3464 2: a report is mail like any other, but from the null reverse-path. */
void
bounce_send (TransferAgent *agent, const QueuedMessage *message, const DeliveryReport *report)
{
  const Internet *internet = transfer_agent_get_internet (agent);
  HostId host = transfer_agent_get_config (agent)->host;
  const char *host_name = internet_host_name (internet, host);
  g_autofree char *id = internet_make_id (transfer_agent_get_dice (agent), 10);
  g_autofree char *message_id = g_strdup_printf ("<%s.report@%s>", id, host_name);
  g_autofree char *boundary = g_strdup_printf ("%s/%s", id, host_name);
  g_autofree char *label = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (SmtpEnvelope) envelope = NULL;
  Reception reception = { 0 };

  if (message->reverse_path[0] == '\0')
    return;
  label = ledger_make_report_label (internet->ledger, message->number, "bounce");
  reception.message = ledger_add_message (internet->ledger, host, label, MESSAGE_FAILURE_REPORT, message->number, "", message_id);
  ledger_add_recipient (internet->ledger, host, reception.message, message->reverse_path);
  content = delivery_report_write (report, message->reverse_path, message_id, boundary, internet_unix_seconds (internet), message->content, FALSE);
  envelope = smtp_envelope_new ("");
  smtp_envelope_add_recipient (envelope, message->reverse_path);
  transfer_agent_accept (agent, envelope, content, &reception);
}
