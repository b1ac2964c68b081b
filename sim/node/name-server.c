/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/name-server.h"

#include "sim/node/dns-stream.h"
#include "sim/node/dns-summary.h"

#include <string.h>

struct NameServer
{
  const Internet *internet; /* borrowed */
  HostId host;
  GPtrArray *zones; /* Zone * */
  GArray *troubles; /* Trouble */
  DnsStreams *streams;
};

typedef struct
{
  char *origin;
  NameServerTrouble trouble;
} Trouble;

static void
clear_trouble (gpointer trouble)
{
  g_free (((Trouble *) trouble)->origin);
}

static void
free_zone (gpointer zone)
{
  zone_free (zone);
}

/* The zone that NAME is in, the longest origin first (RFC 1034 4.3.2 step 2); NULL for none. Of the root
 * the world's resolvers are told; to a real program this server is one for its domain. */
static const Zone *
find_zone (const NameServer *server, const char *name, gboolean for_visitor)
{
  const Zone *best = NULL;

  for (guint i = 0; i < server->zones->len; i++)
    {
      const Zone *zone = g_ptr_array_index (server->zones, i);

      if (zone_contains (zone, name) && (!for_visitor || zone_get_origin (zone)[0] != '\0')
          && (best == NULL || strlen (zone_get_origin (zone)) > strlen (zone_get_origin (best))))
        best = zone;
    }
  return best;
}

/* What a program in the world asks is recorded where it asks; a visitor's question only here. */
static void
record_question (const NameServer *server, HostId from, guint32 number, const DnsMessage *query)
{
  Trace *trace = server->internet->trace;

  if (from == server->internet->visitor && trace_wants (trace, TRACE_DNS_QUERY))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_QUERY, .host = from, .peer = server->host, .code = query->type, .conn = number, .text = trace_text (trace, query->name), .note = trace_text (trace, dns_type_name (query->type)) });
}

static void
record_answer (const NameServer *server, HostId to, guint32 number, const DnsMessage *answer)
{
  Trace *trace = server->internet->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, TRACE_DNS_ANSWER))
    return;
  words = dns_summary (answer);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_ANSWER, .host = server->host, .peer = to, .code = answer->code, .conn = number, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words) });
}

/* RFC 1035 4.1.1, RFC 6891 6.1.3: what is asked in a way that we don't know. */
static DnsCode
judge (const DnsMessage *query)
{
  if (query->opcode != 0)
    return DNS_NOTIMP;
  if (query->edns && query->edns_version > 0)
    return DNS_BADVERS;
  return query->class == 1 ? DNS_NOERROR : DNS_REFUSED;
}

/* The trouble that strikes questions about ZONE (NULL: none of its own); NULL where none does. */
static const Trouble *
find_trouble (const NameServer *server, const Zone *zone)
{
  for (guint i = server->troubles->len; i > 0; i--)
    {
      const Trouble *trouble = &g_array_index (server->troubles, Trouble, i - 1);

      if (trouble->origin[0] == '\0' || (zone != NULL && strcmp (trouble->origin, zone_get_origin (zone)) == 0))
        return trouble;
    }
  return NULL;
}

static void
answer_nothing (const Zone *zone, DnsMessage *answer, DnsCode code)
{
  answer->code = code;
  answer->authoritative = TRUE;
  for (guint i = 0; zone != NULL && i < zone_count (zone); i++)
    if (zone_record_at (zone, i)->type == DNS_SOA)
      g_ptr_array_add (answer->authority, dns_record_copy (zone_record_at (zone, i)));
}

/* FALSE: it does not answer. */
static gboolean
answer_in_trouble (const Zone *zone, NameServerTrouble trouble, DnsMessage *answer)
{
  switch (trouble)
    {
    case NAME_SERVER_SERVFAIL:
      answer->code = DNS_SERVFAIL;
      return TRUE;
    case NAME_SERVER_NXDOMAIN:
      answer_nothing (zone, answer, DNS_NXDOMAIN);
      return TRUE;
    case NAME_SERVER_TIMEOUT:
      return FALSE;
    case NAME_SERVER_REFUSED:
      answer->code = DNS_REFUSED;
      return TRUE;
    case NAME_SERVER_EMPTY:
      answer_nothing (zone, answer, DNS_NOERROR);
      return TRUE;
    }
  g_assert_not_reached ();
}

/* NULL: none. */
static DnsMessage *
make_answer (const NameServer *server, HostId from, const DnsMessage *query)
{
  DnsCode code = judge (query);
  const Zone *zone = code == DNS_NOERROR ? find_zone (server, query->name, from == server->internet->visitor) : NULL;
  const Trouble *trouble = find_trouble (server, zone);
  g_autoptr (DnsMessage) answer = dns_message_new_answer (query, code == DNS_NOERROR && zone == NULL ? DNS_REFUSED : code);

  if (trouble != NULL && !answer_in_trouble (zone, trouble->trouble, answer))
    return NULL;
  if (trouble == NULL && zone != NULL)
    zone_answer (zone, answer);
  return g_steal_pointer (&answer);
}

static GBytes *
refuse (const guint8 *bytes, gsize length)
{
  return dns_message_write_refusal (bytes, length, length > 2 && (bytes[2] & 0x78) != 0 ? DNS_NOTIMP : DNS_FORMERR);
}

/* The answer to the question in BYTES, or NULL. NUMBER: the transaction, for the trace; 0: what can be read gets
 * one. */
static GBytes *
answer_bytes (const NameServer *server, HostId from, guint32 number, const guint8 *bytes, gsize length, gboolean datagram)
{
  g_autoptr (DnsMessage) query = dns_message_parse (bytes, length, NULL);
  g_autoptr (DnsMessage) answer = NULL;

  if (query == NULL)
    return refuse (bytes, length);
  if (query->answer)
    return NULL;
  if (number == 0)
    number = ledger_next_query (server->internet->ledger);
  record_question (server, from, number, query);
  answer = make_answer (server, from, query);
  if (answer == NULL)
    return NULL;
  record_answer (server, from, number, answer);
  return datagram ? dns_message_write_datagram (answer, dns_message_datagram_limit (query)) : dns_message_write (answer);
}

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  const NameServer *server = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (GBytes) answer = answer_bytes (server, datagram->from, datagram->query, bytes, length, TRUE);

  if (answer != NULL)
    network_send_udp (server->internet->network, server->host, PORT_DNS, datagram->from, datagram->from_port, datagram->query, answer);
}

static void
on_stream (gpointer user, HostId from, guint32 conn, const guint8 *bytes, gsize length)
{
  const NameServer *server = user;
  g_autoptr (GBytes) answer = answer_bytes (server, from, 0, bytes, length, FALSE);

  if (answer != NULL)
    dns_streams_answer (server->streams, conn, answer);
}

NameServer *
name_server_new (const Internet *internet, HostId host)
{
  NameServer *server = g_new0 (NameServer, 1);

  server->internet = internet;
  server->host = host;
  server->zones = g_ptr_array_new_with_free_func (free_zone);
  server->troubles = g_array_new (FALSE, FALSE, sizeof (Trouble));
  g_array_set_clear_func (server->troubles, clear_trouble);
  server->streams = dns_streams_new (internet, host, on_stream, server);
  network_bind_udp (internet->network, host, PORT_DNS, on_datagram, server);
  return server;
}

void
name_server_free (NameServer *server)
{
  dns_streams_free (server->streams);
  g_ptr_array_unref (server->zones);
  g_array_unref (server->troubles);
  g_free (server);
}

void
name_server_take_zone (NameServer *server, Zone *zone)
{
  for (guint i = 0; i < server->zones->len; i++)
    if (strcmp (zone_get_origin (g_ptr_array_index (server->zones, i)), zone_get_origin (zone)) == 0)
      {
        g_ptr_array_remove_index (server->zones, i);
        break;
      }
  g_ptr_array_add (server->zones, zone);
}

gboolean
name_server_has_zone (const NameServer *server, const char *origin)
{
  for (guint i = 0; i < server->zones->len; i++)
    if (strcmp (zone_get_origin (g_ptr_array_index (server->zones, i)), origin) == 0)
      return TRUE;
  return FALSE;
}

void
name_server_add_trouble (NameServer *server, const char *origin, NameServerTrouble trouble)
{
  const Trouble added = { g_strdup (origin), trouble };

  g_array_append_val (server->troubles, added);
}

void
name_server_clear_troubles (NameServer *server)
{
  g_array_set_size (server->troubles, 0);
}
