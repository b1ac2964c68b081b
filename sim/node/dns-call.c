/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-call.h"

struct DnsCall
{
  const Internet *internet; /* borrowed */
  GBytes *question;
  TcpEnd *end;              /* NULL: it is over */
  GByteArray *held;         /* what has come of the answer */
  EventId timer;
  DnsCallFunc func;
  gpointer user;
};

void
dns_call_free (DnsCall *call)
{
  engine_cancel (call->internet->engine, &call->timer);
  if (call->end != NULL)
    tcp_end_close (call->end);
  g_bytes_unref (call->question);
  g_byte_array_unref (call->held);
  g_free (call);
}

/* CALL ends with what is held, or with nothing. */
static void
finish (DnsCall *call, gboolean answered)
{
  DnsCallFunc func = call->func;
  gpointer user = call->user;
  g_autoptr (GByteArray) held = g_byte_array_ref (call->held);

  dns_call_free (call);
  if (answered)
    func (user, held->data + 2, held->len - 2);
  else
    func (user, NULL, 0);
}

static void
on_timer (gpointer target, guint64 argument)
{
  DnsCall *call = target;

  call->timer = 0;
  finish (call, FALSE);
}

static void
on_opened (gpointer user, TcpEnd *end)
{
  const DnsCall *call = user;
  g_autoptr (GByteArray) framed = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (call->question, &size);

  g_byte_array_append (framed, (const guint8[]){ (guint8) (size >> 8), (guint8) size }, 2);
  g_byte_array_append (framed, data, (guint) size);
  tcp_end_write (end, framed->data, framed->len);
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  DnsCall *call = user;
  GByteArray *held = g_byte_array_append (call->held, bytes, (guint) length);
  guint size = held->len < 2 ? 0 : (guint) held->data[0] << 8 | held->data[1];

  if (held->len < 2 || held->len - 2 < size)
    return;
  g_byte_array_set_size (held, size + 2);
  finish (call, TRUE);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  DnsCall *call = user;

  call->end = NULL;
  finish (call, FALSE);
}

DnsCall *
dns_call_new (const Internet *internet, HostId from, HostId to, GBytes *question, SimTime patience, DnsCallFunc func, gpointer user)
{
  static const TcpEvents events = { on_opened, on_received, on_ended, NULL };
  DnsCall *call = g_new0 (DnsCall, 1);

  call->internet = internet;
  call->question = g_bytes_ref (question);
  call->held = g_byte_array_new ();
  call->func = func;
  call->user = user;
  call->end = tcp_connect (internet->tcp, from, to, NULL, PORT_DNS, patience, 0, &events, call);
  call->timer = engine_schedule (internet->engine, ENGINE_WORK, engine_now (internet->engine) + patience, on_timer, call, 0);
  return call;
}
