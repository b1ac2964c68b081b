/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * server-log: the lines that the programs on all servers write, in the form of syslog (RFC 3164 4.1): collected in any
 * order, put out by time. It knows no mail.
 */
#pragma once

#include "sim/trace/trace-record.h"

typedef struct ServerLog ServerLog;
typedef struct LogLine LogLine;

/* START_UNIX_NS is t = 0 in nanoseconds since 1970; the lines are in UTC. */
ServerLog *server_log_new (gint64 start_unix_ns);
void server_log_free (ServerLog *log);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerLog, server_log_free)

/* What process PID of PROGRAM ("postfix/smtpd") on HOST says at T, about the mail with the queue id ID (NULL: about none).
 * HOST and PROGRAM are borrowed. The line is the log's. */
LogLine *server_log_add (ServerLog *log, SimTime t, const char *host, const char *program, guint pid,
                         const char *id, const char *format, ...) G_GNUC_PRINTF (7, 8);

/* A line that can't be written yet, for nobody knows so far whether or with which id. */
void log_line_set_hidden (LogLine *line, gboolean hidden);
void log_line_set_id (LogLine *line, const char *id);

/* Appends the lines up to UNTIL of HOST (NULL: of all) to OUT, by time; those of one instant in the order in which they were added. */
void server_log_write (const ServerLog *log, SimTime until, const char *host, GString *out);
