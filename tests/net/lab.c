/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/net/lab.h"

#include <string.h>

void
lab_init (Lab *lab, const NetworkLink *link)
{
  const NetworkLink usual = { 10 * SIM_MILLISECOND, 0, 8000000 };

  lab->engine = engine_new ();
  lab->trace = trace_new (lab->engine, TRACE_PACKETS);
  lab->network = network_new (lab->engine, lab->trace, 1, link != NULL ? link : &usual);
  lab->tcp = tcp_new (lab->network);
  lab->client = network_add_host (lab->network, "client", HOST_DEVICE, "", 0xc0000201);
  lab->server = network_add_host (lab->network, "server", HOST_MAIL_SERVER, "", 0xc0000202);
  engine_set_cause (lab->engine, 0);
}

void
lab_clear (Lab *lab)
{
  tcp_free (lab->tcp);
  network_free (lab->network);
  trace_free (lab->trace);
  engine_free (lab->engine);
}

void
lab_run (Lab *lab)
{
  while (engine_step (lab->engine, SIM_NEVER))
    continue;
}

void
lab_run_until (Lab *lab, SimTime t)
{
  while (engine_step (lab->engine, t))
    continue;
  engine_advance (lab->engine, t);
}

void
lab_cut (Lab *lab, gboolean cut)
{
  network_trouble_pair (lab->network, lab->client, lab->server, &(NetworkTrouble){ .cut = cut });
}

/* What one side has sent and acknowledged. */
typedef struct
{
  guint sent, acknowledged, fin;
} Side;

static void
check_packet (const Lab *lab, const TraceRecord *record, Side *side, const Side *other)
{
  gsize length;
  guint seq = record->code & TCP_SYN ? 0 : record->item, end;

  trace_blob (lab->trace, record->text, &length);
  end = seq + (guint) length + ((record->code & (TCP_SYN | TCP_FIN)) != 0);
  if (record->code & TCP_RST)
    return;
  g_assert_cmpuint (end, <=, MAX (other->acknowledged, 1) + 65535);
  if (end > seq)
    g_assert_cmpint ((record->code & TCP_AGAIN) != 0, ==, seq < side->sent);
  if (side->fin != 0)
    g_assert_cmpuint (end, <=, side->fin);
  if (record->code & TCP_FIN)
    side->fin = end;
  side->sent = MAX (side->sent, end);
  if (record->code & TCP_ACK)
    {
      g_assert_cmpuint (record->note, >=, side->acknowledged);
      g_assert_cmpuint (record->note, <=, other->sent);
      side->acknowledged = record->note;
    }
}

void
lab_assert_laws (const Lab *lab)
{
  Side sides[3] = { { 0 } };

  for (TraceId id = 1; id <= trace_count (lab->trace); id++)
    {
      const TraceRecord *record = trace_get (lab->trace, id);

      if (record->kind == TRACE_TCP)
        check_packet (lab, record, &sides[record->host], &sides[record->peer]);
    }
  g_assert_cmpuint (engine_count_work (lab->engine), ==, 0);
}

static void
note (LabOwner *owner, const char *what)
{
  g_string_append_printf (owner->log, "%s%s@%" G_GINT64_FORMAT, owner->log->len == 0 ? "" : " ", what,
                          engine_now (owner->lab->engine) / SIM_MILLISECOND);
}

static void
on_opened (gpointer user, TcpEnd *end)
{
  note (user, "opened");
}

static void
on_received (gpointer user, TcpEnd *end, const guint8 *bytes, gsize length)
{
  LabOwner *owner = user;

  g_assert_true (end == owner->end);
  g_string_append_len (owner->heard, (const char *) bytes, (gssize) length);
  if (owner->answers && strstr (owner->heard->str, "bye") != NULL)
    lab_owner_close (owner);
}

static void
on_ended (gpointer user, TcpEnd *end, TcpEnding ending)
{
  static const char *const names[] = { "closed", "timed-out", "refused" };
  LabOwner *owner = user;

  owner->end = NULL;
  note (owner, names[ending]);
}

static void
on_discarded (gpointer user)
{
  LabOwner *owner = user;

  owner->end = NULL;
  note (owner, "discarded");
}

static const TcpEvents events = { on_opened, on_received, on_ended, on_discarded };

static void
on_accept (gpointer user, TcpEnd *end)
{
  LabOwner *owner = user;

  owner->end = end;
  note (owner, "accepted");
  tcp_end_set_events (end, &events, owner);
}

void
lab_owner_init (LabOwner *owner, Lab *lab)
{
  *owner = (LabOwner){ lab, NULL, g_string_new (NULL), g_string_new (NULL), FALSE };
}

void
lab_owner_clear (LabOwner *owner)
{
  g_string_free (owner->heard, TRUE);
  g_string_free (owner->log, TRUE);
}

void
lab_owner_connect (LabOwner *owner, SimTime timeout)
{
  Lab *lab = owner->lab;

  owner->end = tcp_connect (lab->tcp, lab->client, lab->server, NULL, LAB_PORT, timeout, 0, &events, owner);
}

void
lab_owner_listen (LabOwner *owner)
{
  tcp_listen (owner->lab->tcp, owner->lab->server, LAB_PORT, on_accept, owner);
}

void
lab_owner_write (LabOwner *owner, const char *text)
{
  tcp_end_write (owner->end, text, strlen (text));
}

void
lab_owner_close (LabOwner *owner)
{
  tcp_end_close (g_steal_pointer (&owner->end));
}

static void
append_flags (guint16 flags, GString *out)
{
  static const char *const names[] = { "FIN", "SYN", "RST", "PSH", "ACK" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & 1 << i)
      g_string_append_printf (out, " %s", names[i]);
}

char *
lab_packets (const Lab *lab)
{
  GString *out = g_string_new (NULL);

  for (TraceId id = 1; id <= trace_count (lab->trace); id++)
    {
      const TraceRecord *record = trace_get (lab->trace, id);
      gsize length;

      if (record->kind != TRACE_TCP)
        continue;
      trace_blob (lab->trace, record->text, &length);
      g_string_append_printf (out, "%" G_GINT64_FORMAT " %s", record->t / SIM_MILLISECOND, trace_host_name (lab->trace, record->host));
      append_flags (record->code, out);
      g_string_append_printf (out, " %u", record->code & TCP_SYN ? 0 : record->item);
      if (length > 0)
        g_string_append_printf (out, "+%" G_GSIZE_FORMAT, length);
      g_string_append (out, record->code & TCP_AGAIN ? " again" : "");
      g_string_append (out, record->value < 0 ? " lost\n" : "\n");
    }
  return g_string_free (out, FALSE);
}

char *
lab_connection (const Lab *lab)
{
  GString *out = g_string_new (NULL);

  for (TraceId id = 1; id <= trace_count (lab->trace); id++)
    {
      const TraceRecord *record = trace_get (lab->trace, id);

      if (record->kind < TRACE_CONNECT || record->kind > TRACE_CLOSED)
        continue;
      g_string_append_printf (out, "%" G_GINT64_FORMAT " %s%s%s\n", record->t / SIM_MILLISECOND, trace_kind_info (record->kind)->name,
                              record->text == 0 || record->kind == TRACE_CONNECT ? "" : " ",
                              record->kind == TRACE_CONNECT ? "" : trace_blob (lab->trace, record->text, NULL));
    }
  return g_string_free (out, FALSE);
}

void
lab_assert_packets (const Lab *lab, const char *expected)
{
  static const char handshake[] = "0 client SYN 0\n10 server SYN ACK 0\n20 client ACK 1\n";
  g_autofree char *packets = lab_packets (lab);

  g_assert_true (g_str_has_prefix (packets, handshake));
  g_assert_cmpstr (packets + strlen (handshake), ==, expected);
}
