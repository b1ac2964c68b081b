/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/conversation.h"

#include <string.h>

const ConversationKinds conversation_smtp = { TRACE_SMTP_COMMAND, TRACE_SMTP_REPLY, TRACE_SMTP_DATA };
const ConversationKinds conversation_pop3 = { TRACE_POP3_COMMAND, TRACE_POP3_REPLY, TRACE_POP3_REPLY };
const ConversationKinds conversation_imap = { TRACE_IMAP_COMMAND, TRACE_IMAP_RESPONSE, TRACE_IMAP_RESPONSE };

void
conversation_init (Conversation *conversation, const Internet *internet, const ConversationKinds *kinds, void (*timed_out) (gpointer conversation))
{
  *conversation = (Conversation){ .internet = internet, .kinds = kinds, .timed_out = timed_out };
}

void
conversation_clear (Conversation *conversation)
{
  engine_cancel (conversation->internet->engine, &conversation->timer);
  if (conversation->end != NULL)
    tcp_end_close (g_steal_pointer (&conversation->end));
}

static TraceKind
kind_of (const ConversationKinds *kinds, SessionSpeech speech)
{
  switch (speech)
    {
    case SESSION_COMMAND:
      return kinds->command;
    case SESSION_REPLY:
      return kinds->reply;
    case SESSION_DATA:
      return kinds->data;
    }
  g_assert_not_reached ();
}

/* How much of LENGTH bytes goes into one segment: as many whole lines as it takes. */
static gsize
measure_lines (const char *bytes, gsize length, gsize most)
{
  const char *last = length <= most ? NULL : memrchr (bytes, '\n', most);

  return last != NULL ? (gsize) (last + 1 - bytes) : MIN (length, most);
}

/* Line by line, as programs do that write through a buffer: so each packet can be read by itself. */
static void
write_lines (TcpEnd *end, const char *bytes, gsize length)
{
  gsize most = tcp_end_get_segment_size (end);

  for (gsize done = 0, size; done < length; done += size)
    {
      size = measure_lines (bytes + done, length - done, most);
      tcp_end_write (end, bytes + done, size);
    }
}

static void
say (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  Conversation *conversation = user;
  Trace *trace = conversation->internet->trace;
  TraceKind kind = kind_of (conversation->kinds, speech);
  TcpEnd *end = conversation->end;

  if (end != NULL && speech == SESSION_REPLY && network_get_state (conversation->internet->network, tcp_end_get_host (end)) == HOST_HANGING)
    conversation->muted = TRUE;
  if (end == NULL || conversation->muted)
    return;
  if (trace_wants (trace, kind))
    trace_add (trace, &(TraceRecord){ .kind = kind, .host = tcp_end_get_host (end), .peer = tcp_end_get_peer (end), .code = code, .conn = tcp_end_get_number (end), .message = tcp_end_get_message (end), .text = trace_bytes (trace, bytes, length) });
  conversation->last = engine_get_cause (conversation->internet->engine);
  write_lines (end, bytes, length);
}

static void
close_session (gpointer user)
{
  Conversation *conversation = user;

  conversation->over = TRUE;
}

/* What a program in the world says is recorded where it speaks; a visitor's words only here. */
static void
hear (gpointer user, SessionSpeech speech, const char *bytes, gsize length)
{
  Conversation *conversation = user;
  const Internet *internet = conversation->internet;
  TraceKind kind = kind_of (conversation->kinds, speech);
  TcpEnd *end = conversation->end;

  if (end == NULL || internet->visitor == 0 || tcp_end_get_peer (end) != internet->visitor || !trace_wants (internet->trace, kind))
    return;
  trace_add (internet->trace, &(TraceRecord){ .kind = kind, .host = internet->visitor, .peer = tcp_end_get_host (end), .conn = tcp_end_get_number (end), .message = tcp_end_get_message (end), .text = trace_bytes (internet->trace, bytes, length) });
}

const SessionOutput *
conversation_output (void)
{
  static const SessionOutput output = { say, close_session, hear };

  return &output;
}

static void on_timer (gpointer target, guint64 argument);

static void
set_timer (Conversation *conversation)
{
  conversation->timer = engine_schedule (conversation->internet->engine, conversation->timer_class, conversation->deadline, on_timer, conversation, 0);
}

/* One timer for the whole conversation: it is moved on only when it fires too early. */
static void
on_timer (gpointer target, guint64 argument)
{
  Conversation *conversation = target;
  Engine *engine = conversation->internet->engine;

  conversation->timer = 0;
  engine_set_cause (engine, conversation->last);
  if (engine_now (engine) < conversation->deadline)
    set_timer (conversation);
  else if (!conversation->muted)
    conversation->timed_out (conversation);
}

static void
await (Conversation *conversation, SimTime patience, EngineClass timer_class)
{
  Engine *engine = conversation->internet->engine;
  SimTime earlier = conversation->deadline;

  if (conversation->last == 0) /* nothing said yet: what began the wait is why it ends */
    conversation->last = engine_get_cause (engine);
  conversation->deadline = engine_now (engine) + patience;
  if (conversation->timer != 0 && (conversation->deadline < earlier || conversation->timer_class != timer_class))
    engine_cancel (engine, &conversation->timer);
  conversation->timer_class = timer_class;
  if (conversation->timer == 0)
    set_timer (conversation);
}

void
conversation_wait (Conversation *conversation, SimTime patience)
{
  await (conversation, patience, ENGINE_WORK);
}

void
conversation_rest (Conversation *conversation, SimTime patience)
{
  await (conversation, patience, ENGINE_BACKGROUND);
}
