/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/mail-check.h"

#include "sim/node/conversation.h"
#include "sim/session/imap-client.h"
#include "sim/session/pop3-client.h"

#include <string.h>

static const SimTime connect_timeout = 30 * SIM_SECOND;
static const SimTime patience = 2 * SIM_MINUTE;
static const SimTime longest_idle = 29 * SIM_MINUTE; /* RFC 2177 3 */

struct MailCheck
{
  Conversation conversation; /* first */
  const MailCheckEvents *events; /* NULL: nobody listens any more */
  gpointer user;
  Pop3Client *pop3; /* this one … */
  ImapClient *imap; /* … or this one */
  gboolean over;
};

static void
check_free (MailCheck *check)
{
  conversation_clear (&check->conversation);
  g_clear_pointer (&check->pop3, pop3_client_free);
  g_clear_pointer (&check->imap, imap_client_free);
  g_free (check);
}

static void
finish (MailCheck *check, const char *error)
{
  const MailCheckEvents *events = g_steal_pointer (&check->events);

  check->over = TRUE;
  if (events != NULL)
    events->finished (check->user, error);
}

/* Our POP3 server's unique ids are UIDVALIDITY and UID, eight hex digits each. */
static guint32
uid_of (const char *uidl)
{
  return strlen (uidl) == 16 ? (guint32) g_ascii_strtoull (uidl + 8, NULL, 16) : 0;
}

static gboolean
on_known (gpointer user, const char *uidl)
{
  MailCheck *check = user;

  return check->events != NULL && check->events->known (check->user, uid_of (uidl));
}

static void
on_retrieved (gpointer user, const char *uidl, GBytes *content)
{
  MailCheck *check = user;

  if (check->events != NULL)
    check->events->fetched (check->user, uid_of (uidl), content);
}

static void
on_fetched (gpointer user, guint32 uid, GBytes *content)
{
  MailCheck *check = user;

  if (check->events != NULL)
    check->events->fetched (check->user, uid, content);
}

static void
on_marked (gpointer user, guint32 uid, guint32 flags)
{
  MailCheck *check = user;

  if (check->events != NULL)
    check->events->marked (check->user, uid, flags);
}

static void
on_finished (gpointer user, const char *error)
{
  finish (user, error);
}

gboolean
mail_check_is_idle (const MailCheck *check)
{
  return check->imap != NULL && imap_client_is_idle (check->imap);
}

static void
await (MailCheck *check)
{
  if (mail_check_is_idle (check))
    conversation_wait (&check->conversation, longest_idle);
  else
    conversation_wait (&check->conversation, patience);
}

static void
on_opened (gpointer user, TcpEnd *end)
{
  conversation_wait (user, patience);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  MailCheck *check = user;

  if (check->pop3 != NULL)
    pop3_client_receive (check->pop3, bytes, length);
  else
    imap_client_receive (check->imap, bytes, length);
  if (check->over || check->conversation.over)
    {
      finish (check, NULL);
      check_free (check);
      return;
    }
  await (check);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  MailCheck *check = user;

  check->conversation.end = NULL;
  finish (check, ending == TCP_CLOSED_BY_PEER ? "connection lost" : "no connection");
  check_free (check);
}

static void
on_discarded (gpointer user)
{
  MailCheck *check = user;

  check->conversation.end = NULL;
  check_free (check);
}

static void
on_timed_out (gpointer conversation)
{
  MailCheck *check = conversation;

  if (mail_check_is_idle (check))
    {
      imap_client_leave (check->imap);
      await (check);
      return;
    }
  finish (check, "no answer");
  check_free (check);
}

MailCheck *
mail_check_start (const Internet *internet, const MailCheckConfig *config, guint32 first_uid, const MailCheckEvents *events, gpointer user)
{
  static const TcpEvents tcp_events = { on_opened, on_received, on_ended, on_discarded };
  static const Pop3ClientEvents pop3_events = { on_known, on_retrieved, on_finished };
  static const ImapClientEvents imap_events = { on_fetched, on_marked, on_finished };
  const ImapClientConfig imap_config = { config->login, config->password, first_uid, config->stays };
  MailCheck *check = g_new0 (MailCheck, 1);

  conversation_init (&check->conversation, internet, config->imap ? &conversation_imap : &conversation_pop3, on_timed_out);
  check->events = events;
  check->user = user;
  if (config->imap)
    check->imap = imap_client_new (&imap_config, conversation_output (), &imap_events, check);
  else
    check->pop3 = pop3_client_new (config->login, config->password, config->leave_on_server, conversation_output (), &pop3_events, check);
  check->conversation.end = tcp_connect (internet->tcp, config->device, config->server, NULL, config->imap ? PORT_IMAP : PORT_POP3, connect_timeout, 0, &tcp_events, check);
  return check;
}

void
mail_check_forget (MailCheck *check)
{
  check->events = NULL;
}
