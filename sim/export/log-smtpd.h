/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-smtpd: one process of smtpd(8), for as long as its client is there. Only for log-smtpd-*.c.
 */
#pragma once

#include "sim/export/log-walk.h"

/* From MAIL to the end of the content. */
typedef struct
{
  char *sender;     /* NULL: there is no transaction */
  char *recipient;  /* the first that was accepted, or NULL */
  guint recipients; /* accepted */
  SimTime began;
  LogLine *client;     /* hidden until the mail is taken; NULL: no recipient was accepted so far */
  GPtrArray *refusals; /* LogLine *, the log's: said after that */
  gboolean taken;      /* the mail is in the queue; that may not be said yet */
} LogTransaction;

typedef struct
{
  const LogConnection *connection; /* borrowed */
  const char *program;
  guint pid;
  gboolean connected; /* its first line is written */
  gboolean ended;
  guint good[N_SMTP_VERBS], all[N_SMTP_VERBS];
  const char *where; /* the last stage that was reached: "RCPT" */
  char *helo;        /* or NULL */
  gboolean extended;
  char *mechanism;      /* of the last AUTH, or NULL, … */
  char *name;           /* … and who that was, as far as it was said */
  char *login, *method; /* who it is, by which mechanism; or NULL */
  LogTransaction transaction;
} LogSmtpd;

/* Of connection NUMBER, or NULL. */
LogSmtpd *log_smtpd_find (const LogWalk *walk, guint32 number);
LogSmtpd *log_smtpd_open (LogWalk *walk, const LogConnection *connection);
/* The first line, where it is not written yet. */
void log_smtpd_say_connect (LogWalk *walk, LogSmtpd *session, SimTime t);
/* WHY: what ended it before its time, or NULL. */
void log_smtpd_end (LogWalk *walk, LogSmtpd *session, const char *why);
void log_smtpd_forget (LogTransaction *transaction);
/* As smtpd(8) says where it was when its client left. */
const char *log_smtpd_name_place (SmtpVerb verb);
LogLine *log_smtpd_say (LogWalk *walk, const LogSmtpd *session, const char *id, const char *text);

/* The record ID's text without its line end; "" where ID is 0. The trace's. */
const char *log_smtpd_get_line (const LogWalk *walk, TraceId id, gsize *length);
/* What follows the verb of what ANSWER is about, "" where nothing does; caller frees. */
char *log_smtpd_dup_argument (const LogWalk *walk, const SmtpAnswer *answer);
/* The path of the MAIL or RCPT that ANSWER is about; "" where it can't be read. Caller frees. */
char *log_smtpd_dup_path (const LogWalk *walk, const SmtpAnswer *answer);

/* log-smtpd-reject: says that ANSWER is a rejection, where it is one. */
void log_smtpd_reject (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer);
/* log-smtpd-auth: ANSWER is about AUTH. */
void log_smtpd_take_auth (LogWalk *walk, LogSmtpd *session, const SmtpAnswer *answer);
