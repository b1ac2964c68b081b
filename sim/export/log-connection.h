/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-connection: the TCP connections of a trace as the logs of both sides see them: who, from where, and for SMTP
 * what was said. Which line says so is not known here.
 */
#pragma once

#include "sim/export/smtp-dialogue.h"

enum
{
  LOG_PORT_SMTP = 25,
  LOG_PORT_POP3 = 110,
  LOG_PORT_IMAP = 143,
  LOG_PORT_SUBMISSION = 587,
};

typedef struct LogTurn LogTurn;

typedef struct
{
  guint32 number;
  HostId client, server;
  guint16 port, local_port;
  char *client_address, *server_address; /* "192.0.2.10"; of both, or neither, IPv6 */
  char *client_name, *server_name;       /* "alice.example.com[192.0.2.10]" */
  SimTime opened;
  SimTime connected;  /* -1: not (yet) */
  SimTime last_said;  /* by either side; OPENED where nothing was */
  gboolean failed;    /* there never was a connection */
  SmtpDialogue *smtp; /* of connections to the ports of SMTP, else NULL */
  /* Kept here by log-smtp. */
  LogTurn *turn;      /* the delivery that uses it, borrowed; NULL: none */
  guint uses;         /* deliveries that did */
  guint first_answer; /* in SMTP, the first in this turn */
  SimTime ready;      /* when this turn found it good for mail; -1: not (yet) */
} LogConnection;

typedef struct LogConnections LogConnections;

/* TRACE is borrowed. */
LogConnections *log_connections_new (const Trace *trace);
void log_connections_free (LogConnections *connections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogConnections, log_connections_free)

/* RECORD is a TRACE_HOST_ADDRESS: the host has this address too. */
void log_connections_learn_address (LogConnections *connections, const TraceRecord *record);
/* RECORD is a TRACE_CONNECT; of several with one number only the first counts. */
LogConnection *log_connections_open (LogConnections *connections, const TraceRecord *record);
/* NULL where the trace does not tell of connection NUMBER. */
LogConnection *log_connections_find (const LogConnections *connections, guint32 number);
/* The one that RECORD, of any kind, is about; NULL: none. */
LogConnection *log_connections_find_of (const LogConnections *connections, const TraceRecord *record);
/* The latest that there was from CLIENT to PORT of SERVER, or NULL. */
LogConnection *log_connections_find_last (const LogConnections *connections, HostId client, HostId server, guint16 port);

/* "mail.example.com[192.0.2.11]", by its IPv4 address; caller frees. */
char *log_connections_name_host (const Trace *trace, HostId host);
