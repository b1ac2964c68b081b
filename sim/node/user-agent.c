/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/user-agent.h"

#include "sim/node/mail-check.h"
#include "sim/node/submission.h"

/* How long a program waits when its own server can't be reached; doubled each time. */
static const SimTime first_retry = SIM_MINUTE;
static const SimTime longest_retry = SIM_HOUR;

struct UserAgent
{
  const Internet *internet; /* borrowed */
  UserAgentConfig config;
  MailCheckConfig check_config;
  RandomStream dice;
  GPtrArray *submissions; /* Submission * */
  MailCheck *check;       /* in work, or NULL */
  EventId timer;          /* of the next look */
  GHashTable *fetched;    /* the set of UIDs that are here; never walked */
  guint32 next_uid;       /* all below are here */
  gboolean look_again;    /* mail came while we were looking */
  guint failures;         /* looks in a row that led to nothing */
};

static void schedule_look (UserAgent *agent, EngineClass class, SimTime wait);

static void
free_submission (gpointer submission)
{
  submission_free (submission);
}

UserAgent *
user_agent_new (const Internet *internet, const UserAgentConfig *config)
{
  UserAgent *agent = g_new0 (UserAgent, 1);
  g_autofree char *actor = g_strdup_printf ("user-agent %s", internet_host_name (internet, config->device));

  agent->internet = internet;
  agent->config = *config;
  agent->check_config = (MailCheckConfig){ config->device, config->server, config->reads == USER_AGENT_READS_IMAP, config->leave_on_server, config->checks_every == 0, config->login, config->password };
  random_stream_init (&agent->dice, internet->seed, actor);
  agent->submissions = g_ptr_array_new_with_free_func (free_submission);
  agent->fetched = g_hash_table_new (NULL, NULL);
  agent->next_uid = 1;
  if (config->reads != USER_AGENT_READS_NOTHING && config->checks_every > 0)
    schedule_look (agent, ENGINE_BACKGROUND, config->checks_every);
  return agent;
}

void
user_agent_free (UserAgent *agent)
{
  engine_cancel (agent->internet->engine, &agent->timer);
  if (agent->check != NULL)
    mail_check_forget (agent->check);
  g_ptr_array_unref (agent->submissions);
  g_hash_table_unref (agent->fetched);
  g_free (agent);
}

void
user_agent_send_at (UserAgent *agent, SimTime at, const UserAgentMail *mail)
{
  g_ptr_array_add (agent->submissions, submission_new (agent->internet, &agent->config, &agent->dice, at, mail));
}

static const Mailbox *
own_mailbox (const UserAgent *agent)
{
  const MailAccount *account = mail_store_find (agent->config.store, agent->config.address);

  return account != NULL ? account->inbox : NULL;
}

static gboolean
is_fetched (const UserAgent *agent, guint32 uid)
{
  return uid < agent->next_uid || g_hash_table_contains (agent->fetched, GUINT_TO_POINTER (uid));
}

static void
note_fetched (UserAgent *agent, guint32 uid)
{
  g_hash_table_add (agent->fetched, GUINT_TO_POINTER (uid));
  while (g_hash_table_remove (agent->fetched, GUINT_TO_POINTER (agent->next_uid)))
    agent->next_uid++;
}

gboolean
user_agent_has_mail_waiting (const UserAgent *agent)
{
  const Mailbox *mailbox = own_mailbox (agent);

  if (agent->config.reads == USER_AGENT_READS_NOTHING || mailbox == NULL || mailbox->mails->len == 0)
    return FALSE;
  return !is_fetched (agent, mailbox_at (mailbox, mailbox->mails->len - 1)->uid);
}

static gboolean
on_known (gpointer user, guint32 uid)
{
  return is_fetched (user, uid);
}

static void
on_fetched (gpointer user, guint32 uid, GBytes *content)
{
  UserAgent *agent = user;
  Trace *trace = agent->internet->trace;
  guint32 cause = engine_get_cause (agent->internet->engine);
  const Mailbox *mailbox = own_mailbox (agent);
  const StoredMail *mail = mailbox == NULL ? NULL : mailbox_find (mailbox, uid);
  gsize length;
  const void *bytes = g_bytes_get_data (content, &length);

  note_fetched (agent, uid);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_FETCHED, .host = agent->config.device, .peer = agent->config.server, .message = mail == NULL ? 0 : mail->message, .text = trace_text (trace, agent->config.address), .note = trace_bytes (trace, bytes, length) });
  engine_set_cause (agent->internet->engine, cause);
}

/* Another device has read the message, say. */
static void
on_marked (gpointer user, guint32 uid, guint32 flags)
{
  UserAgent *agent = user;
  Trace *trace = agent->internet->trace;
  guint32 cause = engine_get_cause (agent->internet->engine);
  const Mailbox *mailbox = own_mailbox (agent);
  const StoredMail *mail = mailbox == NULL ? NULL : mailbox_find (mailbox, uid);

  if (mail == NULL || !is_fetched (agent, uid))
    return;
  trace_add (trace, &(TraceRecord){ .kind = TRACE_SYNCED, .host = agent->config.device, .peer = agent->config.server, .code = (guint16) flags, .message = mail->message, .item = mail->item, .text = trace_text (trace, agent->config.address) });
  engine_set_cause (agent->internet->engine, cause);
}

static void
on_finished (gpointer user, const char *error)
{
  UserAgent *agent = user;

  agent->check = NULL;
  agent->failures = error == NULL ? 0 : agent->failures + 1;
  if (agent->config.checks_every > 0)
    return;
  if (error != NULL)
    schedule_look (agent, ENGINE_WORK, MIN (first_retry << MIN (agent->failures - 1, 10), longest_retry));
  else if (agent->look_again && user_agent_has_mail_waiting (agent))
    schedule_look (agent, ENGINE_WORK, agent->config.looks_after);
}

static void
begin_check (UserAgent *agent)
{
  static const MailCheckEvents events = { on_known, on_fetched, on_marked, on_finished };

  if (agent->check != NULL)
    return;
  agent->look_again = FALSE;
  agent->check = mail_check_start (agent->internet, &agent->check_config, agent->next_uid, &events, agent);
}

static void
look (gpointer target, guint64 argument)
{
  UserAgent *agent = target;

  agent->timer = 0;
  if (agent->config.checks_every > 0)
    schedule_look (agent, ENGINE_BACKGROUND, agent->config.checks_every);
  begin_check (agent);
}

/* Whoever looks now need not look a moment later. */
static void
look_now (gpointer target, guint64 argument)
{
  UserAgent *agent = target;

  if (agent->config.checks_every == 0)
    engine_cancel (agent->internet->engine, &agent->timer);
  begin_check (agent);
}

void
user_agent_look_at (UserAgent *agent, SimTime at)
{
  if (agent->config.reads != USER_AGENT_READS_NOTHING)
    engine_schedule (agent->internet->engine, ENGINE_WORK, at, look_now, agent, 0);
}

HostId
user_agent_get_device (const UserAgent *agent)
{
  return agent->config.device;
}

const char *
user_agent_get_address (const UserAgent *agent)
{
  return agent->config.address;
}

static void
schedule_look (UserAgent *agent, EngineClass class, SimTime wait)
{
  Engine *engine = agent->internet->engine;

  if (agent->timer == 0)
    agent->timer = engine_schedule (engine, class, engine_now (engine) + wait, look, agent, 0);
}

void
user_agent_notice_mail (UserAgent *agent)
{
  if (agent->config.reads == USER_AGENT_READS_NOTHING || agent->config.checks_every > 0)
    return;
  if (agent->check != NULL)
    agent->look_again = !mail_check_is_idle (agent->check); /* else the server tells */
  else
    schedule_look (agent, ENGINE_WORK, agent->config.looks_after);
}
