/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/name-server.h"

#include "sim/node/dns-summary.h"

#include <string.h>

struct NameServer
{
  const Internet *internet; /* borrowed */
  HostId host;
  GPtrArray *zones; /* Zone * */
};

static void
free_zone (gpointer zone)
{
  zone_free (zone);
}

/* The zone that NAME is in, the longest origin first (RFC 1034 4.3.2 step 2); NULL for none. */
static const Zone *
find_zone (const NameServer *server, const char *name)
{
  const Zone *best = NULL;

  for (guint i = 0; i < server->zones->len; i++)
    {
      const Zone *zone = g_ptr_array_index (server->zones, i);

      if (zone_contains (zone, name)
          && (best == NULL || strlen (zone_get_origin (zone)) > strlen (zone_get_origin (best))))
        best = zone;
    }
  return best;
}

static void
send_answer (NameServer *server, const Datagram *datagram, const DnsMessage *answer)
{
  const Internet *internet = server->internet;
  Trace *trace = internet->trace;
  g_autoptr (GBytes) bytes = dns_message_write (answer);

  if (trace_wants (trace, TRACE_DNS_ANSWER))
    {
      g_autofree char *words = dns_summary (answer);

      trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_ANSWER, .host = server->host, .peer = datagram->from, .code = answer->code, .conn = datagram->query, .text = trace_text (trace, answer->name), .item = trace_text (trace, dns_type_name (answer->type)), .note = trace_text (trace, words) });
    }
  network_send_udp (internet->network, server->host, PORT_DNS, datagram->from, datagram->from_port, datagram->query, bytes);
}

static void
on_datagram (gpointer user, const Datagram *datagram)
{
  NameServer *server = user;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (datagram->bytes, &length);
  g_autoptr (DnsMessage) query = dns_message_parse (bytes, length, NULL);
  g_autoptr (DnsMessage) answer = NULL;
  const Zone *zone;

  if (query == NULL || query->answer)
    return;
  zone = find_zone (server, query->name);
  answer = dns_message_new_answer (query, zone == NULL ? DNS_REFUSED : DNS_NOERROR);
  if (zone != NULL)
    zone_answer (zone, answer);
  send_answer (server, datagram, answer);
}

NameServer *
name_server_new (const Internet *internet, HostId host)
{
  NameServer *server = g_new0 (NameServer, 1);

  server->internet = internet;
  server->host = host;
  server->zones = g_ptr_array_new_with_free_func (free_zone);
  network_bind_udp (internet->network, host, PORT_DNS, on_datagram, server);
  return server;
}

void
name_server_free (NameServer *server)
{
  g_ptr_array_unref (server->zones);
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
