/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story-words.h"

#include <string.h>

static const char *
purpose (guint16 port)
{
  switch (port)
    {
    case 53:
      return "to ask again by TCP: the answer was too long for a datagram";
    case 25:
      return "to pass the mail on by SMTP";
    case 110:
      return "to fetch mail by POP3";
    case 143:
      return "to read mail by IMAP";
    case 587:
      return "to hand in new mail (submission)";
    default:
      return "to talk";
    }
}

static void
tell_closed (const char *peer, const char *reason, GString *what, GString *why, const char **rfc)
{
  if (strcmp (reason, "reset") == 0)
    {
      g_string_append_printf (what, "and %s: their connection is broken off", peer);
      g_string_append (why, "RST: one side knows of no such connection, or wants no more of it");
      *rfc = "RFC 9293 3.5.2";
    }
  else if (strcmp (reason, "no answer") == 0)
    {
      g_string_append_printf (what, "gives up its connection with %s", peer);
      g_string_append (why, "what it sent was repeated with longer and longer waits, and never acknowledged");
      *rfc = "RFC 9293 3.8.3";
    }
  else
    {
      g_string_append_printf (what, "and %s are done with their connection", peer);
      *rfc = "RFC 9293 3.6";
    }
}

void
story_connection (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *peer = story_host (trace, record->peer), *reason = story_text (trace, record->text);

  *rfc = "RFC 9293 3.5";
  if (record->kind == TRACE_CONNECT)
    {
      g_string_append_printf (what, "connects to %s, port %u, %s", peer, record->code, purpose (record->code));
      if (strchr (reason, ':') != NULL) /* the text is its address */
        g_string_append_printf (why, "by IPv6, at %s", reason);
    }
  else if (record->kind == TRACE_CONNECTED)
    {
      g_string_append_printf (what, "is connected to %s", peer);
      g_string_append (why, "SYN, SYN-ACK, ACK: the handshake is done, and the server speaks first");
    }
  else if (record->kind == TRACE_CLOSED)
    tell_closed (peer, reason, what, why, rfc);
  else
    {
      g_string_append_printf (what, "gets no connection to %s, port %u: %s", peer, record->code, reason);
      if (strcmp (reason, "timed out") == 0)
        g_string_append (why, "no SYN was ever answered");
      else if (strcmp (reason, "refused") == 0)
        g_string_append (why, "the machine is there and answers with RST: no program listens on this port");
    }
}

static void
append_flags (guint16 flags, GString *out)
{
  static const struct
  {
    guint16 bit;
    const char *name;
  } names[] = { { TCP_SYN, "SYN" }, { TCP_FIN, "FIN" }, { TCP_RST, "RST" }, { TCP_ACK, "ACK" } };
  gboolean first = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & names[i].bit)
      {
        g_string_append_printf (out, "%s%s", first ? "" : "+", names[i].name);
        first = FALSE;
      }
}

static gboolean
is_again (const TraceRecord *record)
{
  return record->kind == TRACE_TCP && (record->code & TCP_AGAIN) != 0;
}

/* A packet that only acknowledges, and is not the third of a handshake. */
static gboolean
only_acknowledges (const TraceRecord *record, gsize length)
{
  return record->kind == TRACE_TCP && length == 0 && record->code == TCP_ACK && record->note > 1;
}

static void
append_packet (const TraceRecord *record, gsize length, GString *what)
{
  if (record->kind == TRACE_UDP)
    g_string_append_printf (what, "a UDP datagram of %" G_GSIZE_FORMAT " bytes", length);
  else if (length > 0)
    g_string_append_printf (what, "a TCP segment with %" G_GSIZE_FORMAT " bytes", length);
  else
    append_flags (record->code, what);
}

static void
tell_why (const TraceRecord *record, gsize length, GString *why, const char **rfc)
{
  if (record->value < 0)
    g_string_append (why, "it is lost on the way");
  if (is_again (record))
    {
      g_string_append_printf (why, "%sthe first was not acknowledged", record->value < 0 ? "; " : "");
      *rfc = "RFC 9293 3.8.1, RFC 6298 5";
    }
  else if (record->value < 0 && record->kind == TRACE_TCP)
    *rfc = "RFC 9293 3.8";
  else if (only_acknowledges (record, length))
    {
      g_string_append_printf (why, "it has all %u bytes so far", record->note - 1);
      *rfc = "RFC 9293 3.4";
    }
}

void
story_packet (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  gsize length;

  trace_blob (trace, record->text, &length);
  *rfc = record->kind == TRACE_UDP ? "RFC 768" : "RFC 9293 3";
  g_string_append_printf (what, "sends %s%s", is_again (record) ? "again " : "", record->value < 0 ? "in vain " : "");
  append_packet (record, length, what);
  g_string_append_printf (what, " to %s", story_host (trace, record->peer));
  tell_why (record, length, why, rfc);
}
