/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/fault-effect.h"

#include <string.h>

static gboolean
is_in_force (const GPtrArray *in_force, const ScenarioFault *fault)
{
  return g_ptr_array_find ((GPtrArray *) in_force, fault, NULL);
}

/* Those in force that are of LIKE's kind and on its server. */
static guint
count_on_server (const GPtrArray *in_force, const ScenarioFault *like)
{
  guint count = 0;

  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      count += fault->kind == like->kind && strcmp (fault->server, like->server) == 0;
    }
  return count;
}

static TransferAgent *
agent_of (const FaultTargets *targets, const ScenarioFault *fault)
{
  return world_mail_find_transfer (targets->mail, network_find_host (targets->internet->network, fault->server));
}

/* What a server says where the scenario leaves it open (RFC 5321 4.2.3). */
static const char *
usual_text (guint16 code)
{
  static const struct
  {
    guint16 code;
    const char *text;
  } texts[] = {
    { 421, "Service not available, closing transmission channel" },
    { 450, "Requested mail action not taken: mailbox unavailable" },
    { 451, "Requested action aborted: local error in processing" },
    { 452, "Requested action not taken: insufficient system storage" },
    { 550, "Requested action not taken: mailbox unavailable" },
    { 552, "Requested mail action aborted: exceeded storage allocation" },
    { 553, "Requested action not taken: mailbox name not allowed" },
    { 554, "Transaction failed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].code == code)
      return texts[i].text;
  return code < 400 ? "Ok" : "Requested action not taken";
}

static SmtpFaultKind
smtp_kind_of (FaultKind kind)
{
  return kind == FAULT_REPLY ? SMTP_FAULT_REPLY : kind == FAULT_HANG ? SMTP_FAULT_HANG : SMTP_FAULT_DROP;
}

void
fault_effect_dialogue (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  TransferAgent *agent = agent_of (targets, changed);
  const SmtpFault rule = {
    .kind = smtp_kind_of (changed->kind),
    .verb = changed->kind == FAULT_DROP && changed->on == NULL && changed->after == 0 ? "CONNECT" : changed->on,
    .match = changed->match,
    .after = changed->after,
    .code = changed->code,
    .status = changed->status,
    .text = changed->text != NULL ? changed->text : usual_text (changed->code),
    .times = changed->times,
    .skip = changed->skip,
  };

  if (agent == NULL)
    return;
  if (is_in_force (in_force, changed))
    smtp_faults_add (transfer_agent_get_faults (agent), changed, &rule);
  else
    smtp_faults_remove (transfer_agent_get_faults (agent), changed);
}

/* The whole machine hangs; or only its mail server, at one command. */
void
fault_effect_hang (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  if (changed->on == NULL)
    fault_effect_host_state (targets, in_force, changed);
  else
    fault_effect_dialogue (targets, in_force, changed);
}

static MailAccount *
find_account (const FaultTargets *targets, const char *mailbox)
{
  const char *at = strrchr (mailbox, '@');
  const ScenarioDomain *domain = scenario_find_domain (targets->scenario, at + 1);
  const ScenarioServer *home = scenario_domain_find_mailbox_server (domain);

  return mail_store_find (world_mail_find_store (targets->mail, network_find_host (targets->internet->network, home->name)), mailbox);
}

void
fault_effect_mailbox_full (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  MailAccount *account = find_account (targets, changed->mailbox);

  account->closed = FALSE;
  account->closed_for_good = FALSE;
  for (guint i = 0; i < in_force->len; i++)
    {
      const ScenarioFault *fault = g_ptr_array_index (in_force, i);

      if (fault->kind != FAULT_MAILBOX_FULL || find_account (targets, fault->mailbox) != account)
        continue;
      account->closed = TRUE;
      account->closed_for_good = account->closed_for_good || fault->permanent;
    }
}

/* Everything in a mail transaction is answered so, and nothing goes into a mailbox. */
void
fault_effect_disk_full (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  static const SmtpFault rule = { .kind = SMTP_FAULT_REPLY, .code = 452, .status = "4.3.1", .text = "Insufficient system storage" };
  TransferAgent *agent = agent_of (targets, changed);

  if (agent == NULL)
    return;
  if (is_in_force (in_force, changed))
    smtp_faults_add (transfer_agent_get_faults (agent), changed, &rule);
  else
    smtp_faults_remove (transfer_agent_get_faults (agent), changed);
  transfer_agent_set_disk_full (agent, count_on_server (in_force, changed) > 0);
}

/* Its conversations are gone with it: the others learn of that by RST or by silence. */
void
fault_effect_crash (const FaultTargets *targets, const GPtrArray *in_force, const ScenarioFault *changed)
{
  HostId host = network_find_host (targets->internet->network, changed->server);
  guint crashes = count_on_server (in_force, changed);
  gboolean begins = is_in_force (in_force, changed);

  if (begins && crashes == 1)
    world_mail_crash (targets->mail, host);
  if (begins && !changed->keeps_queue)
    world_mail_lose_queue (targets->mail, host);
  fault_effect_host_state (targets, in_force, changed);
  if (!begins && crashes == 0)
    world_mail_restart (targets->mail, host);
}
