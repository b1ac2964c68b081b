/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-connection.h"

#include <string.h>

struct LogConnections
{
  const Trace *trace;    /* borrowed */
  GPtrArray *all;        /* LogConnection *, in the order of the trace */
  GHashTable *by_number; /* number → LogConnection * */
  GPtrArray *ipv6;       /* char * by host, or NULL */
};

static void
free_connection (gpointer data)
{
  LogConnection *connection = data;

  g_clear_pointer (&connection->smtp, smtp_dialogue_free);
  g_free (connection->client_address);
  g_free (connection->server_address);
  g_free (connection->client_name);
  g_free (connection->server_name);
  g_free (connection);
}

LogConnections *
log_connections_new (const Trace *trace)
{
  LogConnections *connections = g_new0 (LogConnections, 1);

  connections->trace = trace;
  connections->all = g_ptr_array_new_with_free_func (free_connection);
  connections->by_number = g_hash_table_new (NULL, NULL);
  connections->ipv6 = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (connections->ipv6, (int) trace_count_hosts (trace) + 1);
  return connections;
}

void
log_connections_free (LogConnections *connections)
{
  g_hash_table_unref (connections->by_number);
  g_ptr_array_unref (connections->all);
  g_ptr_array_unref (connections->ipv6);
  g_free (connections);
}

void
log_connections_learn_address (LogConnections *connections, const TraceRecord *record)
{
  char **known = (char **) &g_ptr_array_index (connections->ipv6, record->host);
  const char *address = trace_blob (connections->trace, record->text, NULL);

  if (strchr (address, ':') == NULL)
    return;
  g_free (*known);
  *known = g_strdup (address);
}

static char *
format_ipv4 (const Trace *trace, HostId host)
{
  const TraceRecord *record = trace_host_record (trace, host);
  guint32 address = record == NULL ? 0 : (guint32) record->value;

  return g_strdup_printf ("%u.%u.%u.%u", address >> 24, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
}

char *
log_connections_name_host (const Trace *trace, HostId host)
{
  g_autofree char *address = format_ipv4 (trace, host);

  return g_strdup_printf ("%s[%s]", trace_host_name (trace, host), address);
}

/* The client calls by the family of the server's address. */
static void
set_addresses (const LogConnections *connections, LogConnection *connection, const char *called)
{
  const Trace *trace = connections->trace;
  const char *own = g_ptr_array_index (connections->ipv6, connection->client);
  gboolean is_ipv6 = strchr (called, ':') != NULL && own != NULL;

  connection->client_address = is_ipv6 ? g_strdup (own) : format_ipv4 (trace, connection->client);
  connection->server_address = is_ipv6 ? g_strdup (called) : format_ipv4 (trace, connection->server);
  connection->client_name = g_strdup_printf ("%s[%s]", trace_host_name (trace, connection->client), connection->client_address);
  connection->server_name = g_strdup_printf ("%s[%s]", trace_host_name (trace, connection->server), connection->server_address);
}

static LogConnection *
make_connection (const LogConnections *connections, const TraceRecord *record)
{
  LogConnection *connection = g_new0 (LogConnection, 1);

  connection->number = record->conn;
  connection->client = record->host;
  connection->server = record->peer;
  connection->port = record->code;
  connection->local_port = (guint16) record->item;
  connection->opened = record->t;
  connection->last_said = record->t;
  connection->connected = -1;
  connection->ready = -1;
  set_addresses (connections, connection, trace_blob (connections->trace, record->text, NULL));
  if (connection->port == LOG_PORT_SMTP || connection->port == LOG_PORT_SUBMISSION)
    connection->smtp = smtp_dialogue_new (connections->trace);
  return connection;
}

LogConnection *
log_connections_open (LogConnections *connections, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (connections, record->conn);

  if (connection != NULL)
    return connection;
  connection = make_connection (connections, record);
  g_ptr_array_add (connections->all, connection);
  g_hash_table_insert (connections->by_number, GUINT_TO_POINTER (record->conn), connection);
  return connection;
}

LogConnection *
log_connections_find (const LogConnections *connections, guint32 number)
{
  return g_hash_table_lookup (connections->by_number, GUINT_TO_POINTER (number));
}

LogConnection *
log_connections_find_of (const LogConnections *connections, const TraceRecord *record)
{
  const char *slot = trace_kind_info (record->kind)->fields[SLOT_CONN].name;

  return slot != NULL && strcmp (slot, "conn") == 0 ? log_connections_find (connections, record->conn) : NULL;
}

LogConnection *
log_connections_find_last (const LogConnections *connections, HostId client, HostId server, guint16 port)
{
  for (guint i = connections->all->len; i > 0; i--)
    {
      LogConnection *connection = g_ptr_array_index (connections->all, i - 1);

      if (connection->client == client && connection->server == server && connection->port == port && connection->connected >= 0)
        return connection;
    }
  return NULL;
}
