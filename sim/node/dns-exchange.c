/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-exchange.h"

#include "sim/node/dns-call.h"

#include <string.h>

static const SimTime tcp_patience = 2 * SIM_SECOND;

struct DnsExchange
{
  DnsExchange *next; /* of the same id */
  DnsExchanges *owner;
  HostId server;
  guint32 number;
  guint16 id, port; /* both by chance, so that nobody answers in the server's place (RFC 5452 4.2) */
  char *name;
  guint16 type;
  GBytes *bytes;
  SimTime sent;
  EventId timer;
  DnsCall *call; /* over TCP, or NULL */
  DnsExchangeFunc func;
  gpointer user;
};

struct DnsExchanges
{
  const Internet *internet; /* borrowed */
  HostId host;
  RandomStream *dice;       /* borrowed */
  GHashTable *open;         /* id → DnsExchange *, borrowed; never walked */
};

static DnsExchange *
first_of (const DnsExchanges *exchanges, guint16 id)
{
  return g_hash_table_lookup (exchanges->open, GUINT_TO_POINTER (id));
}

static void
set_first (DnsExchanges *exchanges, guint16 id, DnsExchange *exchange)
{
  if (exchange == NULL)
    g_hash_table_remove (exchanges->open, GUINT_TO_POINTER (id));
  else
    g_hash_table_insert (exchanges->open, GUINT_TO_POINTER (id), exchange);
}

static void
leave (DnsExchange *exchange)
{
  DnsExchange *before = first_of (exchange->owner, exchange->id);

  if (before == exchange)
    {
      set_first (exchange->owner, exchange->id, exchange->next);
      return;
    }
  while (before->next != exchange)
    before = before->next;
  before->next = exchange->next;
}

void
dns_exchange_free (DnsExchange *exchange)
{
  leave (exchange);
  engine_cancel (exchange->owner->internet->engine, &exchange->timer);
  g_clear_pointer (&exchange->call, dns_call_free);
  g_bytes_unref (exchange->bytes);
  g_free (exchange->name);
  g_free (exchange);
}

static gboolean
answers (const DnsExchange *exchange, const DnsMessage *message)
{
  return message->answer && exchange->id == message->id && exchange->type == message->type
         && strcmp (exchange->name, message->name) == 0;
}

static void
record_query (const DnsExchange *exchange)
{
  Trace *trace = exchange->owner->internet->trace;

  if (trace_wants (trace, TRACE_DNS_QUERY))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_QUERY, .host = exchange->owner->host, .peer = exchange->server, .code = exchange->type, .conn = exchange->number, .text = trace_text (trace, exchange->name), .note = trace_text (trace, dns_type_name (exchange->type)) });
}

static void
on_call (gpointer user, const guint8 *bytes, gsize length)
{
  DnsExchange *exchange = user;
  g_autoptr (DnsMessage) answer = bytes == NULL ? NULL : dns_message_parse (bytes, length, NULL);

  exchange->call = NULL;
  exchange->func (exchange->user, exchange, answer != NULL && answers (exchange, answer) ? answer : NULL);
}

/* The answer did not go into a datagram (RFC 7766 5). */
static void
call (DnsExchange *exchange)
{
  const DnsExchanges *owner = exchange->owner;

  engine_cancel (owner->internet->engine, &exchange->timer);
  if (exchange->call != NULL)
    return;
  record_query (exchange);
  exchange->call = dns_call_new (owner->internet, owner->host, exchange->server, exchange->bytes, tcp_patience, on_call, exchange);
}

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  const DnsExchanges *exchanges = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (DnsMessage) message = dns_message_parse (bytes, length, NULL);
  DnsExchange *exchange = message == NULL ? NULL : first_of (exchanges, message->id);

  while (exchange != NULL && (exchange->server != datagram->from || exchange->port != datagram->to_port || !answers (exchange, message)))
    exchange = exchange->next;
  if (exchange == NULL)
    return;
  engine_cancel (exchanges->internet->engine, &exchange->timer);
  if (message->truncated)
    call (exchange);
  else
    exchange->func (exchange->user, exchange, message);
}

static void
on_timeout (gpointer target, guint64 argument)
{
  DnsExchange *exchange = target;

  exchange->timer = 0;
  exchange->func (exchange->user, exchange, NULL);
}

void
dns_exchange_send (DnsExchange *exchange, SimTime patience)
{
  const DnsExchanges *owner = exchange->owner;
  Engine *engine = owner->internet->engine;

  record_query (exchange);
  exchange->sent = engine_now (engine);
  network_send_udp (owner->internet->network, owner->host, exchange->port, exchange->server, PORT_DNS, exchange->number, exchange->bytes);
  engine_cancel (engine, &exchange->timer);
  exchange->timer = engine_schedule (engine, ENGINE_WORK, exchange->sent + patience, on_timeout, exchange, 0);
}

DnsExchange *
dns_exchange_new (DnsExchanges *exchanges, HostId server, const char *name, guint16 type, DnsExchangeFunc func, gpointer user)
{
  DnsExchange *exchange = g_new0 (DnsExchange, 1);
  g_autoptr (DnsMessage) query = NULL;

  exchange->owner = exchanges;
  exchange->server = server;
  exchange->number = ledger_next_query (exchanges->internet->ledger);
  exchange->id = (guint16) random_stream_next (exchanges->dice);
  exchange->port = (guint16) (UDP_RESOLVER_PORTS + random_stream_below (exchanges->dice, UDP_PORTS));
  exchange->name = g_strdup (name);
  exchange->type = type;
  query = dns_message_new_query (exchange->id, name, type, FALSE);
  exchange->bytes = dns_message_write (query);
  exchange->func = func;
  exchange->user = user;
  exchange->next = first_of (exchanges, exchange->id);
  set_first (exchanges, exchange->id, exchange);
  return exchange;
}

HostId
dns_exchange_get_server (const DnsExchange *exchange)
{
  return exchange->server;
}

guint32
dns_exchange_get_number (const DnsExchange *exchange)
{
  return exchange->number;
}

SimTime
dns_exchange_get_age (const DnsExchange *exchange)
{
  return engine_now (exchange->owner->internet->engine) - exchange->sent;
}

DnsExchanges *
dns_exchanges_new (const Internet *internet, HostId host, RandomStream *dice)
{
  DnsExchanges *exchanges = g_new0 (DnsExchanges, 1);

  exchanges->internet = internet;
  exchanges->host = host;
  exchanges->dice = dice;
  exchanges->open = g_hash_table_new (NULL, NULL);
  network_bind_udp_range (internet->network, host, UDP_RESOLVER_PORTS, on_datagram, exchanges);
  return exchanges;
}

void
dns_exchanges_free (DnsExchanges *exchanges)
{
  g_hash_table_unref (exchanges->open);
  g_free (exchanges);
}
