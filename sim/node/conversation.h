/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conversation: a session's line to the world: its words are recorded and written to a connection,
 * and someone is told when the other side is silent for too long. The owner of a session has a
 * Conversation as its first member and is the session's user pointer.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/session/session-output.h"

typedef struct
{
  TraceKind command;
  TraceKind reply;
  TraceKind data;
} ConversationKinds;

extern const ConversationKinds conversation_smtp, conversation_pop3, conversation_imap;

typedef struct
{
  const Internet *internet;       /* borrowed */
  const ConversationKinds *kinds;
  TcpEnd *end;                    /* NULL: the connection is over */
  gboolean over;                  /* the session has said all it has to say */
  gboolean muted;                 /* what it says does not get out */
  TraceId last;                   /* the latest record of this side */
  SimTime deadline;
  EventId timer;
  EngineClass timer_class;
  void (*timed_out) (gpointer conversation);
} Conversation;

void conversation_init (Conversation *conversation, const Internet *internet, const ConversationKinds *kinds,
                        void (*timed_out) (gpointer conversation));
/* Closes the connection if there still is one. */
void conversation_clear (Conversation *conversation);

/* The output to give to a session whose user is (the owner of) a Conversation. */
const SessionOutput *conversation_output (void);

/* Something is awaited for PATIENCE from now on; then timed_out is called, once. */
void conversation_wait (Conversation *conversation, SimTime patience);
/* The same, where nobody needs to speak: what is awaited does not keep the run alive. */
void conversation_rest (Conversation *conversation, SimTime patience);
