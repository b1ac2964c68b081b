/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pop3-visit: what one POP3 session knew of a mailbox, by what was said in it: which message has which number, what it
 * was told of each, what it has marked. Numbers don't change while it lasts (RFC 1939 4).
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct
{
  guint32 item;
  guint32 size;       /* as LIST told; 0: was not asked */
  char *uidl;         /* as UIDL told; NULL: was not asked */
  gboolean retrieved; /* by RETR */
  gboolean marked;    /* by DELE */
} Pop3Mail;

typedef enum
{
  POP3_VISIT_OUTSIDE, /* not logged in */
  POP3_VISIT_INSIDE,
  POP3_VISIT_OVER,   /* QUIT was answered: what was marked is gone (RFC 1939 6) */
  POP3_VISIT_BROKEN, /* it ended otherwise: nothing is gone */
} Pop3VisitState;

typedef struct
{
  guint32 conn;
  Pop3VisitState state;
  TraceId login; /* the reply that let it in; 0: none yet */
  GArray *mails; /* Pop3Mail by number - 1 */
} Pop3Visit;

/* After the first COUNT of IDS, the records of a connection. ITEMS, called once when it is let in, tells what is in the
 * mailbox then: guint32 by rising UID; the array is taken. */
typedef GArray *(*Pop3VisitItemsFunc) (TraceId login, gpointer user);
Pop3Visit *pop3_visit_new (const Trace *trace, const GArray *ids, guint count, Pop3VisitItemsFunc items, gpointer user);
void pop3_visit_free (Pop3Visit *visit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pop3Visit, pop3_visit_free)

/* The number of ITEM, from 1; 0: it was not there at login. */
guint pop3_visit_find (const Pop3Visit *visit, guint32 item);
