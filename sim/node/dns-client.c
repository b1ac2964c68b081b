/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-client.h"

#include "sim/node/dns-call.h"

enum
{
  TRIES = 2, /* resolv.conf(5): attempts:2, timeout:5 */
};

static const SimTime answer_timeout = 5 * SIM_SECOND;

typedef struct
{
  DnsClient *client;
  DnsQuestionId number; /* also the transaction of the trace */
  guint16 id, port; /* by chance (RFC 5452 4.2) */
  MessageId message;
  guint tries;
  EventId timer;
  char *name;
  guint16 type;
  GBytes *bytes; /* NULL: the name can't be written */
  DnsCall *call; /* over TCP, or NULL */
  DnsAnswerFunc func;
  gpointer user;
} Question;

struct DnsClient
{
  const Internet *internet; /* borrowed */
  HostId host, resolver;
  RandomStream dice;
  GPtrArray *open; /* Question *; few at a time */
};

static void
free_question (gpointer data)
{
  Question *question = data;

  engine_cancel (question->client->internet->engine, &question->timer);
  g_clear_pointer (&question->call, dns_call_free);
  g_clear_pointer (&question->bytes, g_bytes_unref);
  g_free (question->name);
  g_free (question);
}

static void on_datagram (gpointer user, const Datagram *datagram);

DnsClient *
dns_client_new (const Internet *internet, HostId host, HostId resolver)
{
  DnsClient *client = g_new0 (DnsClient, 1);
  g_autofree char *actor = g_strdup_printf ("dns-client %s", internet_host_name (internet, host));

  client->internet = internet;
  client->host = host;
  client->resolver = resolver;
  random_stream_init (&client->dice, internet->seed, actor);
  client->open = g_ptr_array_new_with_free_func (free_question);
  network_bind_udp_range (internet->network, host, UDP_CLIENT_PORTS, on_datagram, client);
  return client;
}

void
dns_client_free (DnsClient *client)
{
  g_ptr_array_unref (client->open);
  g_free (client);
}

/* Ends QUESTION; its owner hears ANSWER. */
static void
finish (Question *question, const DnsMessage *answer)
{
  DnsAnswerFunc func = question->func;
  gpointer user = question->user;

  g_ptr_array_remove (question->client->open, question);
  func (user, answer);
}

static void
give_up (Question *question)
{
  DnsClient *client = question->client;
  Trace *trace = client->internet->trace;

  if (trace_wants (trace, TRACE_DNS_FAILED))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_FAILED, .host = client->host, .peer = client->resolver, .code = question->type, .conn = question->number, .message = question->message, .text = trace_text (trace, question->name), .item = trace_text (trace, dns_type_name (question->type)), .note = trace_text (trace, "no answer") });
  finish (question, NULL);
}

static void send_question (Question *question);

static void
on_timeout (gpointer target, guint64 argument)
{
  Question *question = target;

  question->timer = 0;
  if (question->tries >= TRIES)
    give_up (question);
  else
    send_question (question);
}

static void
record_query (const Question *question)
{
  const DnsClient *client = question->client;
  Trace *trace = client->internet->trace;

  if (trace_wants (trace, TRACE_DNS_QUERY))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_QUERY, .host = client->host, .peer = client->resolver, .code = question->type, .conn = question->number, .message = question->message, .text = trace_text (trace, question->name), .note = trace_text (trace, dns_type_name (question->type)) });
}

static void
send_question (Question *question)
{
  DnsClient *client = question->client;
  const Internet *internet = client->internet;

  question->tries++;
  record_query (question);
  network_send_udp (internet->network, client->host, question->port, client->resolver, PORT_DNS, question->number, question->bytes);
  question->timer = engine_schedule (internet->engine, ENGINE_WORK, engine_now (internet->engine) + answer_timeout, on_timeout, question, 0);
}

/* A name that can't be written can't be asked for, and nobody has it (RFC 1035 2.3.4). */
static void
answer_unwritable (gpointer target, guint64 argument)
{
  Question *question = target;
  g_autoptr (DnsMessage) query = dns_message_new_query (question->id, question->name, question->type, TRUE);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, DNS_NXDOMAIN);

  question->timer = 0;
  finish (question, answer);
}

DnsQuestionId
dns_client_ask (DnsClient *client, const char *name, guint16 type, MessageId message, DnsAnswerFunc func, gpointer user)
{
  Question *question = g_new0 (Question, 1);
  g_autoptr (DnsMessage) query = NULL;

  question->client = client;
  question->number = ledger_next_query (client->internet->ledger);
  question->id = (guint16) random_stream_next (&client->dice);
  question->port = (guint16) (UDP_CLIENT_PORTS + random_stream_below (&client->dice, UDP_PORTS));
  question->message = message;
  question->name = g_strdup (name);
  question->type = type;
  question->func = func;
  question->user = user;
  query = dns_message_new_query (question->id, name, type, TRUE);
  question->bytes = dns_message_write (query);
  g_ptr_array_add (client->open, question);
  if (question->bytes != NULL)
    send_question (question);
  else
    question->timer = engine_schedule (client->internet->engine, ENGINE_WORK, engine_now (client->internet->engine), answer_unwritable, question, 0);
  return question->number;
}

void
dns_client_cancel (DnsClient *client, DnsQuestionId *number)
{
  for (guint i = 0; *number != 0 && i < client->open->len; i++)
    if (((const Question *) g_ptr_array_index (client->open, i))->number == *number)
      {
        g_ptr_array_remove_index (client->open, i);
        break;
      }
  *number = 0;
}

static gboolean
answers (const Question *question, const DnsMessage *message)
{
  return message->answer && message->id == question->id && message->type == question->type
         && g_ascii_strcasecmp (message->name, question->name) == 0;
}

static void
on_call (gpointer user, const guint8 *bytes, gsize length)
{
  Question *question = user;
  g_autoptr (DnsMessage) message = bytes == NULL ? NULL : dns_message_parse (bytes, length, NULL);

  question->call = NULL;
  if (message != NULL && answers (question, message))
    finish (question, message);
  else
    give_up (question);
}

/* The answer did not go into a datagram (RFC 7766 5). */
static void
call (Question *question)
{
  const DnsClient *client = question->client;

  if (question->call != NULL)
    return;
  engine_cancel (client->internet->engine, &question->timer);
  record_query (question);
  question->call = dns_call_new (client->internet, client->host, client->resolver, question->bytes, answer_timeout, on_call, question);
}

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  DnsClient *client = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (DnsMessage) message = dns_message_parse (bytes, length, NULL);

  if (message == NULL || datagram->from != client->resolver)
    return;
  for (guint i = 0; i < client->open->len; i++)
    {
      Question *question = g_ptr_array_index (client->open, i);

      if (question->port != datagram->to_port || !answers (question, message))
        continue;
      if (message->truncated)
        call (question);
      else
        finish (question, message);
      return;
    }
}
