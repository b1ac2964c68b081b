/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/resolver.h"

#include "sim/node/dns-stream.h"
#include "sim/node/dns-summary.h"
#include "sim/node/resolution.h"

/* Who asked, and how. */
typedef struct
{
  HostId host;
  guint16 port;  /* UDP */
  guint32 query; /* the client's transaction */
  guint32 conn;  /* TCP; 0: UDP */
} Client;

/* A client's question that is being found out. */
typedef struct
{
  Resolver *resolver;
  Client client;
  DnsMessage *question;
  Resolution *resolution;
} Lookup;

struct Resolver
{
  ResolutionGround ground;
  RandomStream dice;
  DnsStreams *streams;
  GPtrArray *lookups; /* Lookup * */
};

static void
free_lookup (gpointer data)
{
  Lookup *lookup = data;

  g_clear_pointer (&lookup->resolution, resolution_free);
  dns_message_free (lookup->question);
  g_free (lookup);
}

static void
record_answer (const Resolver *resolver, const Client *client, const DnsMessage *answer)
{
  Trace *trace = resolver->ground.internet->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, TRACE_DNS_ANSWER))
    return;
  words = dns_summary (answer);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_ANSWER, .host = resolver->ground.host, .peer = client->host, .code = answer->code, .conn = client->query, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words) });
}

static void
send_answer (const Resolver *resolver, const Client *client, const DnsMessage *question, DnsMessage *answer)
{
  const ResolutionGround *ground = &resolver->ground;
  g_autoptr (GBytes) bytes = NULL;

  answer->recursion_available = TRUE;
  record_answer (resolver, client, answer);
  bytes = client->conn != 0 ? dns_message_write (answer) : dns_message_write_datagram (answer, dns_message_datagram_limit (question));
  if (bytes == NULL)
    return;
  if (client->conn != 0)
    dns_streams_answer (resolver->streams, client->conn, bytes);
  else
    network_send_udp (ground->internet->network, ground->host, PORT_DNS, client->host, client->port, client->query, bytes);
}

static void
record_hit (const Resolver *resolver, const DnsMessage *answer, SimTime expires)
{
  Trace *trace = resolver->ground.internet->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, TRACE_DNS_CACHE_HIT))
    return;
  words = dns_summary (answer);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_CACHE_HIT, .host = resolver->ground.host, .code = answer->type, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words), .value = expires });
}

static void
replace (GPtrArray **section, GPtrArray *found)
{
  g_ptr_array_unref (*section);
  *section = g_ptr_array_ref (found);
}

static void
on_found (gpointer user, const DnsMessage *found)
{
  Lookup *lookup = user;
  Resolver *resolver = lookup->resolver;
  g_autoptr (DnsMessage) answer = dns_message_new_answer (lookup->question, found->code);

  lookup->resolution = NULL;
  replace (&answer->answers, found->answers);
  replace (&answer->authority, found->authority);
  replace (&answer->additional, found->additional);
  send_answer (resolver, &lookup->client, lookup->question, answer);
  g_ptr_array_remove (resolver->lookups, lookup);
}

/* Takes QUESTION. */
static void
look_up (Resolver *resolver, const Client *client, DnsMessage *question)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->resolver = resolver;
  lookup->client = *client;
  lookup->question = question;
  lookup->resolution = resolution_new (&resolver->ground, question->name, question->type, on_found, lookup);
  g_ptr_array_add (resolver->lookups, lookup);
  resolution_run (lookup->resolution);
}

/* The same question, repeated while we are still asking for it. */
static gboolean
is_in_work (const Resolver *resolver, const Client *client)
{
  for (guint i = 0; client->conn == 0 && i < resolver->lookups->len; i++)
    {
      const Client *other = &((const Lookup *) g_ptr_array_index (resolver->lookups, i))->client;

      if (other->host == client->host && other->query == client->query && other->conn == 0)
        return TRUE;
    }
  return FALSE;
}

static void
answer_question (Resolver *resolver, const Client *client, const guint8 *bytes, gsize length)
{
  const ResolutionGround *ground = &resolver->ground;
  g_autoptr (DnsMessage) question = dns_message_parse (bytes, length, NULL);
  g_autoptr (DnsMessage) answer = NULL;
  SimTime expires;

  if (question == NULL || question->answer || is_in_work (resolver, client))
    return;
  answer = dns_message_new_answer (question, DNS_NOERROR);
  if (!dns_cache_get (ground->cache, answer, engine_now (ground->internet->engine), &expires))
    {
      look_up (resolver, client, g_steal_pointer (&question));
      return;
    }
  record_hit (resolver, answer, expires);
  send_answer (resolver, client, question, answer);
}

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  const Client client = { datagram->from, datagram->from_port, datagram->query, 0 };
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);

  answer_question (user, &client, bytes, length);
}

static void
on_stream (gpointer user, HostId from, guint32 conn, const guint8 *bytes, gsize length)
{
  const Resolver *resolver = user;
  const Client client = { from, 0, ledger_next_query (resolver->ground.internet->ledger), conn };

  answer_question (user, &client, bytes, length);
}

Resolver *
resolver_new (const Internet *internet, HostId host, GHashTable *servers, HostId last_server)
{
  Resolver *resolver = g_new0 (Resolver, 1);
  ResolutionGround *ground = &resolver->ground;
  g_autofree char *actor = g_strdup_printf ("resolver %s", internet_host_name (internet, host));

  random_stream_init (&resolver->dice, internet->seed, actor);
  ground->internet = internet;
  ground->host = host;
  ground->cache = dns_cache_new ();
  ground->exchanges = dns_exchanges_new (internet, host, &resolver->dice);
  ground->choice = server_choice_new (&resolver->dice);
  ground->servers = servers;
  ground->last_server = last_server;
  resolver->lookups = g_ptr_array_new_with_free_func (free_lookup);
  resolver->streams = dns_streams_new (internet, host, on_stream, resolver);
  network_bind_udp (internet->network, host, PORT_DNS, on_datagram, resolver);
  return resolver;
}

void
resolver_free (Resolver *resolver)
{
  g_ptr_array_unref (resolver->lookups);
  dns_streams_free (resolver->streams);
  dns_exchanges_free (resolver->ground.exchanges);
  server_choice_free (resolver->ground.choice);
  dns_cache_free (resolver->ground.cache);
  g_free (resolver);
}
