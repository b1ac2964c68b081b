/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/resolver.h"

#include "sim/node/dns-summary.h"
#include "sim/store/dns-cache.h"

#include <string.h>

enum
{
  PORT = 25353, /* questions to name servers leave from here */
  TRIES = 3,
};

/* TRIES of these are less than a stub resolver's patience. */
static const SimTime answer_timeout = 1500 * SIM_MILLISECOND;

/* A client's question that a name server has been asked. */
typedef struct
{
  Resolver *resolver;
  HostId client;
  guint16 client_port;
  guint32 query;       /* the client's transaction */
  guint32 own_query;   /* ours */
  guint16 own_id;
  guint tries;
  HostId server;
  EventId timer;
  DnsMessage *question;
  GBytes *bytes;       /* ours to the name server */
} Lookup;

struct Resolver
{
  const Internet *internet; /* borrowed */
  HostId host;
  RandomStream dice;
  DnsCache *cache;
  GHashTable *servers; /* domain → HostId, borrowed; never walked */
  HostId last_server;
  GPtrArray *lookups;  /* Lookup * */
};

static void
free_lookup (gpointer data)
{
  Lookup *lookup = data;

  engine_cancel (lookup->resolver->internet->engine, &lookup->timer);
  dns_message_free (lookup->question);
  g_bytes_unref (lookup->bytes);
  g_free (lookup);
}

/* The server for the longest known suffix of NAME. */
static HostId
find_server (const Resolver *resolver, const char *name)
{
  for (const char *suffix = name; suffix != NULL; suffix = strchr (suffix, '.'))
    {
      HostId server;

      if (*suffix == '.')
        suffix++;
      server = (HostId) GPOINTER_TO_UINT (g_hash_table_lookup (resolver->servers, suffix));
      if (server != 0)
        return server;
    }
  return resolver->last_server;
}

static void
send_answer (Resolver *resolver, HostId client, guint16 port, guint32 query, DnsMessage *answer)
{
  const Internet *internet = resolver->internet;
  Trace *trace = internet->trace;
  g_autoptr (GBytes) bytes = NULL;

  answer->recursion_available = TRUE;
  answer->authoritative = FALSE;
  bytes = dns_message_write (answer);
  if (trace_wants (trace, TRACE_DNS_ANSWER))
    {
      g_autofree char *words = dns_summary (answer);

      trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_ANSWER, .host = resolver->host, .peer = client, .code = answer->code, .conn = query, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words) });
    }
  network_send_udp (internet->network, resolver->host, PORT_DNS, client, port, query, bytes);
}

static void
record_cached (Resolver *resolver, TraceKind kind, const DnsMessage *answer, SimTime expires)
{
  Trace *trace = resolver->internet->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, kind))
    return;
  words = dns_summary (answer);
  trace_add (trace, &(TraceRecord){ .kind = kind, .host = resolver->host, .code = answer->type, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words), .value = expires });
}

static void
answer_lookup (Lookup *lookup, DnsMessage *answer)
{
  Resolver *resolver = lookup->resolver;

  answer->id = lookup->question->id;
  send_answer (resolver, lookup->client, lookup->client_port, lookup->query, answer);
  g_ptr_array_remove (resolver->lookups, lookup);
}

static void
fail_lookup (Lookup *lookup)
{
  Trace *trace = lookup->resolver->internet->trace;
  g_autoptr (DnsMessage) answer = dns_message_new_answer (lookup->question, DNS_SERVFAIL);

  if (trace_wants (trace, TRACE_DNS_FAILED))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_FAILED, .host = lookup->resolver->host, .peer = lookup->server, .code = answer->type, .conn = lookup->own_query, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, "no answer") });
  answer_lookup (lookup, answer);
}

static void send_lookup (Lookup *lookup);

static void
on_timeout (gpointer target, guint64 argument)
{
  Lookup *lookup = target;

  lookup->timer = 0;
  if (lookup->tries >= TRIES)
    fail_lookup (lookup);
  else
    send_lookup (lookup);
}

static void
send_lookup (Lookup *lookup)
{
  Resolver *resolver = lookup->resolver;
  const Internet *internet = resolver->internet;
  Trace *trace = internet->trace;
  const DnsMessage *question = lookup->question;

  lookup->tries++;
  if (trace_wants (trace, TRACE_DNS_QUERY))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_QUERY, .host = resolver->host, .peer = lookup->server, .code = question->type, .conn = lookup->own_query, .text = trace_text (trace, question->name), .note = trace_text (trace, dns_type_name (question->type)) });
  network_send_udp (internet->network, resolver->host, PORT, lookup->server, PORT_DNS, lookup->own_query, lookup->bytes);
  lookup->timer = engine_schedule (internet->engine, ENGINE_WORK, engine_now (internet->engine) + answer_timeout, on_timeout, lookup, 0);
}

static void
look_up (Resolver *resolver, const Datagram *datagram, DnsMessage *question)
{
  Lookup *lookup = g_new0 (Lookup, 1);
  g_autoptr (DnsMessage) own = NULL;

  lookup->resolver = resolver;
  lookup->client = datagram->from;
  lookup->client_port = datagram->from_port;
  lookup->query = datagram->query;
  lookup->question = question;
  lookup->own_query = ledger_next_query (resolver->internet->ledger);
  lookup->own_id = (guint16) random_stream_next (&resolver->dice);
  lookup->server = find_server (resolver, question->name);
  own = dns_message_new_query (lookup->own_id, question->name, question->type, FALSE);
  lookup->bytes = dns_message_write (own);
  g_ptr_array_add (resolver->lookups, lookup);
  send_lookup (lookup);
}

/* The same question, repeated while we are still asking for it. */
static gboolean
is_in_work (const Resolver *resolver, const Datagram *datagram)
{
  for (guint i = 0; i < resolver->lookups->len; i++)
    {
      const Lookup *lookup = g_ptr_array_index (resolver->lookups, i);

      if (lookup->client == datagram->from && lookup->query == datagram->query)
        return TRUE;
    }
  return FALSE;
}

static void
on_question (gpointer user, const Datagram *datagram)
{
  Resolver *resolver = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (DnsMessage) question = dns_message_parse (bytes, length, NULL);
  g_autoptr (DnsMessage) answer = NULL;
  SimTime expires;

  if (question == NULL || question->answer || is_in_work (resolver, datagram))
    return;
  answer = dns_message_new_answer (question, DNS_NOERROR);
  if (!dns_cache_get (resolver->cache, answer, engine_now (resolver->internet->engine), &expires))
    {
      look_up (resolver, datagram, g_steal_pointer (&question));
      return;
    }
  record_cached (resolver, TRACE_DNS_CACHE_HIT, answer, expires);
  send_answer (resolver, datagram->from, datagram->from_port, datagram->query, answer);
}

static Lookup *
find_lookup (const Resolver *resolver, const Datagram *datagram, const DnsMessage *answer)
{
  for (guint i = 0; i < resolver->lookups->len; i++)
    {
      Lookup *lookup = g_ptr_array_index (resolver->lookups, i);

      if (answer->answer && lookup->own_id == answer->id && lookup->server == datagram->from
          && lookup->question->type == answer->type && strcmp (lookup->question->name, answer->name) == 0)
        return lookup;
    }
  return NULL;
}

static void
on_answer (gpointer user, const Datagram *datagram)
{
  Resolver *resolver = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (DnsMessage) answer = dns_message_parse (bytes, length, NULL);
  SimTime now = engine_now (resolver->internet->engine), expires;
  Lookup *lookup = answer == NULL ? NULL : find_lookup (resolver, datagram, answer);

  if (lookup == NULL)
    return;
  expires = dns_cache_put (resolver->cache, answer, now);
  if (expires > now)
    record_cached (resolver, TRACE_DNS_CACHED, answer, expires);
  answer_lookup (lookup, answer);
}

Resolver *
resolver_new (const Internet *internet, HostId host, GHashTable *servers, HostId last_server)
{
  Resolver *resolver = g_new0 (Resolver, 1);
  g_autofree char *actor = g_strdup_printf ("resolver %s", internet_host_name (internet, host));

  resolver->internet = internet;
  resolver->host = host;
  random_stream_init (&resolver->dice, internet->seed, actor);
  resolver->cache = dns_cache_new ();
  resolver->servers = servers;
  resolver->last_server = last_server;
  resolver->lookups = g_ptr_array_new_with_free_func (free_lookup);
  network_bind_udp (internet->network, host, PORT_DNS, on_question, resolver);
  network_bind_udp (internet->network, host, PORT, on_answer, resolver);
  return resolver;
}

void
resolver_free (Resolver *resolver)
{
  g_ptr_array_unref (resolver->lookups);
  dns_cache_free (resolver->cache);
  g_free (resolver);
}
