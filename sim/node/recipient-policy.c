/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/recipient-policy.h"

static gboolean
may_relay (const TransferAgentConfig *config, const RecipientRequest *request)
{
  if (request->submission)
    return TRUE;
  for (guint i = 0; config->relays_for != NULL && i < config->relays_for->len; i++)
    if (g_array_index (config->relays_for, HostId, i) == request->client)
      return TRUE;
  return FALSE;
}

static SmtpReply *
G_GNUC_PRINTF (3, 0)
refuse (guint16 code, const char *status, const char *words, const char *path)
{
  g_autofree char *text = g_strdup_printf (words, path);

  return smtp_reply_new (code, status, text);
}

/* RFC 6647 2.1; 5: 4yz at RCPT. */
static SmtpReply *
judge_stranger (const TransferAgent *agent, const RecipientRequest *request)
{
  const Internet *internet = transfer_agent_get_internet (agent);
  guint32 address = network_get_address (internet->network, request->client);
  SimTime wait = greylist_check (transfer_agent_get_greylist (agent), address, request->sender, request->path, engine_now (internet->engine));
  g_autofree char *text = NULL;

  if (wait == 0)
    return NULL;
  text = g_strdup_printf ("<%s>: Recipient address rejected: Greylisted, try again in %" G_GINT64_FORMAT " seconds", request->path, (wait + SIM_SECOND - 1) / SIM_SECOND);
  return smtp_reply_new (451, "4.7.1", text);
}

/* Only where the mailboxes are; what a user submits waits in the queue instead. */
static SmtpReply *
judge_room (const TransferAgent *agent, const MailAccount *account, const RecipientRequest *request)
{
  if (account == NULL || request->submission || transfer_agent_get_config (agent)->store == NULL)
    return NULL;
  return transfer_agent_check_room (agent, account, request->size);
}

SmtpReply *
recipient_policy_judge (const TransferAgent *agent, const RecipientRequest *request)
{
  const TransferAgentConfig *config = transfer_agent_get_config (agent);
  DirectoryFinding found;
  SmtpReply *stranger;

  if (!transfer_agent_is_local (agent, request->path))
    return may_relay (config, request) ? NULL : refuse (554, "5.7.1", "<%s>: Relay access denied", request->path);
  found = transfer_agent_look_up (agent, request->path);
  if (found.kind == DIRECTORY_UNKNOWN)
    return config->takes_all ? NULL : refuse (550, "5.1.1", "<%s>: Recipient address rejected: User unknown", request->path);
  stranger = config->greylist == 0 || may_relay (config, request) ? NULL : judge_stranger (agent, request);
  return stranger != NULL ? stranger : judge_room (agent, found.account, request);
}
