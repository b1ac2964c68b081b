/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/visitor.h"

enum
{
  LOOPBACK = 0x7f000001, /* 127.0.0.1 */
  UDP_PORT = 53053,
};

static const SimTime patience = 5 * SIM_MINUTE; /* for a connection */
static const SimTime answer_patience = 30 * SIM_SECOND;
static const NetworkLink no_delay = { 0, 0, G_MAXINT64 };

typedef struct
{
  Visitor *visitor;
  guint32 query;
  VisitorAnswerFunc answered;
  gpointer user;
  GDestroyNotify free_user;
  EventId timer;
} Question;

struct Visit
{
  Visit *next, **link;
  Visitor *visitor;
  TcpEnd *end;
  const VisitEvents *events;
  gpointer user;
  GString *early; /* said before the connection was there; NULL afterwards */
  guint32 last;   /* the record that the next words answer to */
};

struct Visitor
{
  const Internet *internet; /* borrowed */
  HostId host;
  Visit *visits;
  GHashTable *questions; /* query → Question *; never walked but to free it */
};

static void
free_question (gpointer data)
{
  Question *question = data;

  engine_cancel (question->visitor->internet->engine, &question->timer);
  question->free_user (question->user);
  g_free (question);
}

static void
on_answer (gpointer user, const Datagram *datagram)
{
  Visitor *visitor = user;
  Question *question = g_hash_table_lookup (visitor->questions, GUINT_TO_POINTER (datagram->query));

  if (question == NULL)
    return;
  question->answered (question->user, datagram->bytes);
  g_hash_table_remove (visitor->questions, GUINT_TO_POINTER (datagram->query));
}

static void
on_no_answer (gpointer target, guint64 argument)
{
  Question *question = target;

  question->timer = 0;
  g_hash_table_remove (question->visitor->questions, GUINT_TO_POINTER (question->query));
}

static HostId
find_host (const Visitor *visitor, const char *name)
{
  HostId host = network_find_host (visitor->internet->network, name);

  g_assert (host != 0);
  return host;
}

Visitor *
visitor_new (Internet *internet, const char *domain, const char *const *hosts)
{
  Visitor *visitor = g_new0 (Visitor, 1);

  visitor->internet = internet;
  visitor->host = network_add_host (internet->network, "localhost", HOST_DEVICE, domain, LOOPBACK);
  internet->visitor = visitor->host;
  visitor->questions = g_hash_table_new_full (NULL, NULL, NULL, free_question);
  for (; *hosts != NULL; hosts++)
    network_link (visitor->internet->network, visitor->host, find_host (visitor, *hosts), &no_delay);
  network_bind_udp (visitor->internet->network, visitor->host, UDP_PORT, on_answer, visitor);
  return visitor;
}

void
visitor_free (Visitor *visitor)
{
  while (visitor->visits != NULL)
    visit_close (visitor->visits);
  g_hash_table_unref (visitor->questions);
  g_free (visitor);
}

static void
free_visit (Visit *visit)
{
  *visit->link = visit->next;
  if (visit->next != NULL)
    visit->next->link = visit->link;
  if (visit->early != NULL)
    g_string_free (visit->early, TRUE);
  g_free (visit);
}

static void
write_now (Visit *visit, const void *bytes, gsize length)
{
  engine_set_cause (visit->visitor->internet->engine, visit->last);
  tcp_end_write (visit->end, bytes, length);
}

static void
on_opened (gpointer user, TcpEnd *end)
{
  Visit *visit = user;
  GString *early = g_steal_pointer (&visit->early);

  visit->last = engine_get_cause (visit->visitor->internet->engine);
  write_now (visit, early->str, early->len);
  g_string_free (early, TRUE);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  Visit *visit = user;

  visit->last = engine_get_cause (visit->visitor->internet->engine);
  visit->events->received (visit->user, bytes, length);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  Visit *visit = user;

  visit->events->ended (visit->user);
  free_visit (visit);
}

Visit *
visit_new (Visitor *visitor, const char *host, guint16 port, const VisitEvents *events, gpointer user)
{
  static const TcpEvents tcp_events = { on_opened, on_received, on_ended, NULL };
  Visit *visit = g_new0 (Visit, 1);

  visit->visitor = visitor;
  visit->events = events;
  visit->user = user;
  visit->early = g_string_new (NULL);
  visit->next = visitor->visits;
  visit->link = &visitor->visits;
  if (visit->next != NULL)
    visit->next->link = &visit->next;
  visitor->visits = visit;
  engine_set_cause (visitor->internet->engine, 0);
  visit->end = tcp_connect (visitor->internet->tcp, visitor->host, find_host (visitor, host), NULL, port, patience, 0, &tcp_events, visit);
  return visit;
}

void
visit_write (Visit *visit, const void *bytes, gsize length)
{
  if (visit->early != NULL)
    g_string_append_len (visit->early, bytes, (gssize) length);
  else
    write_now (visit, bytes, length);
}

void
visit_close (Visit *visit)
{
  engine_set_cause (visit->visitor->internet->engine, visit->last);
  tcp_end_close (visit->end);
  free_visit (visit);
}

void
visitor_ask (Visitor *visitor, const char *host, GBytes *question, VisitorAnswerFunc answered, gpointer user, GDestroyNotify free_user)
{
  const Internet *internet = visitor->internet;
  Question *asked = g_new0 (Question, 1);

  *asked = (Question){ visitor, ledger_next_query (internet->ledger), answered, user, free_user, 0 };
  g_hash_table_insert (visitor->questions, GUINT_TO_POINTER (asked->query), asked);
  engine_set_cause (internet->engine, 0);
  asked->timer = engine_schedule (internet->engine, ENGINE_BACKGROUND, engine_now (internet->engine) + answer_patience, on_no_answer, asked, 0);
  network_send_udp (internet->network, visitor->host, UDP_PORT, find_host (visitor, host), PORT_DNS, asked->query, question);
}
