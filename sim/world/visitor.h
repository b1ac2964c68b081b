/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * visitor: the place in the world from which real programs speak: the host "localhost", joined
 * without delay to the servers that they may reach. What they say is data like all else: it is in the
 * trace.
 */
#pragma once

#include "sim/node/internet.h"

typedef struct Visitor Visitor;
/* One connection of a real program; valid until its `ended` was called or visit_close. */
typedef struct Visit Visit;

typedef struct
{
  /* The server said something. */
  void (*received) (gpointer user, const guint8 *bytes, gsize length);
  /* The server has closed the connection, refused it or never answered. */
  void (*ended) (gpointer user);
} VisitEvents;

/* Called at most once, with an answer to what was asked, borrowed. */
typedef void (*VisitorAnswerFunc) (gpointer user, GBytes *answer);

/* Adds the host to the world of INTERNET (borrowed), as one of DOMAIN, before anything has happened there.
 * HOSTS (NULL-terminated) are names of hosts. */
Visitor *visitor_new (Internet *internet, const char *domain, const char *const *hosts);
/* Breaks off every visit, without a call to `ended`. */
void visitor_free (Visitor *visitor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visitor, visitor_free)

/* Begins a connection to PORT of HOST, a name that was given to visitor_new or a name server's.
 * EVENTS and USER are borrowed. */
Visit *visit_new (Visitor *visitor, const char *host, guint16 port, const VisitEvents *events, gpointer user);
void visit_write (Visit *visit, const void *bytes, gsize length);
/* No event of VISIT is called any more. */
void visit_close (Visit *visit);

/* Sends the datagram QUESTION to port 53 of HOST. FREE_USER is called when nothing more can come: after the
 * answer, or when too long a time has passed. */
void visitor_ask (Visitor *visitor, const char *host, GBytes *question, VisitorAnswerFunc answered,
                  gpointer user, GDestroyNotify free_user);
