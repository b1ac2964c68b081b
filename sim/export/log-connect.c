/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-walk.h"

void
log_address (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  log_connections_learn_address (walk->connections, record);
}

void
log_connect (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  log_connections_open (walk->connections, record);
}

void
log_connected (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);

  if (connection != NULL)
    connection->connected = connection->last_said = record->t;
}

void
log_connect_failed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogConnection *connection = log_connections_find (walk->connections, record->conn);

  if (connection != NULL)
    connection->failed = TRUE;
}
