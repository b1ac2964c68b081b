/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/trace/lab.h"

TraceId
lab_add (Trace *trace, TraceRecord record)
{
  record.cause = trace_count (trace);
  record.t = MAX (record.t, trace_end_time (trace));
  return trace_append (trace, &record);
}

static void
add_host (Trace *trace, HostId host, HostRole role, const char *name)
{
  trace_name_host (trace, host, name);
  lab_add (trace, (TraceRecord){ .kind = TRACE_HOST, .host = host, .code = role, .note = trace_text (trace, "test"), .value = 0xc0000200 + host });
}

static void
add_recipient (Trace *trace, guint number, const char *address)
{
  lab_add (trace, (TraceRecord){ .kind = TRACE_RECIPIENT, .host = LAB_DEVICE, .message = 1, .conn = number, .text = trace_text (trace, address) });
}

Trace *
lab_trace_new (void)
{
  Trace *trace = trace_new (NULL, TRACE_PACKETS);

  lab_add (trace, (TraceRecord){ .kind = TRACE_RUN_START, .text = trace_text (trace, "by-hand"), .note = trace_text (trace, "By hand"), .item = trace_text (trace, "1"), .value = G_GINT64_CONSTANT (1767603600) * SIM_SECOND });
  add_host (trace, LAB_DEVICE, HOST_DEVICE, "laptop.test");
  add_host (trace, LAB_MAIL, HOST_MAIL_SERVER, "mail.test");
  add_host (trace, LAB_MX, HOST_MAIL_SERVER, "mx.test");
  add_host (trace, LAB_RESOLVER, HOST_RESOLVER, "resolver.test");
  trace_name_message (trace, 1, "m1");
  lab_add (trace, (TraceRecord){ .kind = TRACE_MESSAGE, .host = LAB_DEVICE, .code = MESSAGE_MAIL, .message = 1, .item = trace_text (trace, "alice@test"), .note = trace_text (trace, "<1@laptop.test>") });
  add_recipient (trace, 1, "bob@test");
  add_recipient (trace, 2, "carol@test");
  g_assert_cmpuint (trace_count (trace), ==, LAB_RECORDS);
  return trace;
}

static gint64
value_for (Trace *trace, const TraceField *field)
{
  switch (field->type)
    {
    case FIELD_NONE:
      return 0;
    case FIELD_TEXT:
    case FIELD_BYTES:
      return trace_text (trace, field->name);
    case FIELD_DIGITS:
      return trace_text (trace, "18446744073709551615");
    case FIELD_HOST:
      return LAB_MX;
    case FIELD_MESSAGE:
    case FIELD_ROLE:
    case FIELD_CLASS:
    case FIELD_STATE:
      return 1;
    case FIELD_FLAGS:
      return TCP_SYN | TCP_ACK;
    case FIELD_MARKS:
      return 3;
    case FIELD_ADDRESS:
      return 0xc0000202;
    case FIELD_NUMBER:
    case FIELD_TIME:
    case FIELD_ARRIVAL:
    case FIELD_DATE:
      return 42;
    }
  g_assert_not_reached ();
}

TraceId
lab_add_full (Trace *trace, TraceKind kind)
{
  const TraceField *fields = trace_kind_info (kind)->fields;

  return lab_add (trace, (TraceRecord){ .kind = kind, .host = LAB_MAIL, .peer = value_for (trace, &fields[SLOT_PEER]), .code = value_for (trace, &fields[SLOT_CODE]), .conn = value_for (trace, &fields[SLOT_CONN]), .message = value_for (trace, &fields[SLOT_MESSAGE]), .item = value_for (trace, &fields[SLOT_ITEM]), .text = value_for (trace, &fields[SLOT_TEXT]), .note = value_for (trace, &fields[SLOT_NOTE]), .value = value_for (trace, &fields[SLOT_VALUE]) });
}

static const TraceKind lively[] = {
  TRACE_HOST_STATE, TRACE_FAULT_START, TRACE_FAULT_END, TRACE_QUEUED, TRACE_ATTEMPT, TRACE_DEFERRED, TRACE_SENT, TRACE_BOUNCED,
  TRACE_STORED, TRACE_FLAGS, TRACE_REMOVED, TRACE_DNS_CACHED, TRACE_CONNECT, TRACE_CONNECTED, TRACE_CLOSED, TRACE_CONNECT_FAILED,
  TRACE_SMTP_REPLY, TRACE_TCP, TRACE_TCP, TRACE_UDP,
};

void
lab_add_random (Trace *trace, GRand *dice)
{
  TraceKind kind = lively[g_rand_int_range (dice, 0, G_N_ELEMENTS (lively))];
  SimTime now = trace_end_time (trace) + g_rand_int_range (dice, 0, 3);
  guint32 number = g_rand_int_range (dice, 1, 60);

  /* An entry, item or connection has one host. */
  lab_add (trace, (TraceRecord){ .t = now, .kind = kind, .host = 1 + number % 4, .peer = 1 + (number + 1) % 4, .code = kind == TRACE_HOST_STATE ? number % 3 : number, .conn = number, .item = number, .text = 1 + number % 5, .value = now + g_rand_int_range (dice, 0, 10) });
}
