/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-access: one session with Dovecot, first with its login process, then with one of its own. Only for log-access.c,
 * log-pop3.c and log-imap.c.
 */
#pragma once

#include "sim/export/log-walk.h"

/* What pop3_logout_format tells (Dovecot's "POP3 server" settings). */
typedef struct
{
  guint tops, retrieved, deleted;
  gsize top_bytes, retrieved_bytes;
  guint mails; /* at the login */
  guint64 size;
  GArray *marked; /* guint: numbers of mails */
} LogPop3;

/* What imap_logout_format tells (Dovecot's "IMAP server" settings). */
typedef struct
{
  gsize in, out; /* bytes since the login */
  guint deleted, expunged;
  guint headers, bodies;
  gsize header_bytes, body_bytes;
  char verb[24]; /* of the command that is under way, or was the last */
  gboolean running;
  SimTime since; /* when it began, or ended */
  gsize said;    /* bytes that were said while it ran */
} LogImap;

typedef struct
{
  LogConnection *connection; /* borrowed */
  char *id;                  /* "7/DcSdlgFol/AAAB" */
  SimTime began;
  SimTime heard; /* the client's last word */
  char *user;    /* as the client called him last, or NULL */
  char *method;
  gboolean greeted;
  guint failures;  /* to log in */
  gboolean leaves; /* it has said goodbye */
  gboolean logged_in;
  guint pid; /* of the process that it got then */
  gboolean ended;
  GQueue said;    /* TraceId: commands that are not answered */
  gboolean asked; /* the server waits for more of the last one */
  char *tag;      /* IMAP: of the last one, or NULL */
  gboolean bye;   /* IMAP: the server has said that it hangs up */
  LogPop3 pop3;
  LogImap imap;
} LogAccess;

/* Of the connection on which RECORD was said, new where there is none; NULL: the trace doesn't tell. */
LogAccess *log_access_find (LogWalk *walk, const TraceRecord *record);

/* Who wants to log in, and how; what is NULL stays as it was. */
void log_access_note_user (LogAccess *access, const char *user, const char *method);
void log_access_log_in (LogWalk *walk, LogAccess *access);
/* WHY: "Logged out". */
void log_access_end (LogWalk *walk, LogAccess *access, const char *why);

/* The label of the mailbox that its user's mail comes to; caller frees. */
char *log_access_make_label (const LogWalk *walk, const LogAccess *access);

/* The record's text, without its line end; caller frees. */
char *log_access_dup_line (const LogWalk *walk, const TraceRecord *record);

/* log-pop3, log-imap: the statistics at the end. */
void log_pop3_write (const LogPop3 *pop3, GString *out);
void log_imap_write (const LogImap *imap, GString *out);
/* Where the connection broke; caller frees. */
char *log_imap_describe_state (const LogImap *imap, SimTime now);
