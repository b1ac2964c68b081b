/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger: the numbers that the trace gives to messages, recipients, queue entries, mailbox items and
 * DNS transactions, and which recipient an address stands for. Hosts never act on it: it is there
 * so that records about one mail can be told together.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct Ledger Ledger;

/* TRACE is borrowed. */
Ledger *ledger_new (Trace *trace);
void ledger_free (Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ledger, ledger_free)

/* Numbers and records a message that comes into being at HOST. LABEL NULL: "live-N". ABOUT: the
 * message a report is about, or 0. */
MessageId ledger_add_message (Ledger *ledger, HostId host, const char *label, MessageClass message_class,
                              MessageId about, const char *from, const char *message_id);
/* A label like "m1-bounce" that no message has yet; caller frees. */
char *ledger_make_report_label (const Ledger *ledger, MessageId about, const char *suffix);

/* Records the next recipient of MESSAGE; from 1. INSTEAD_OF: the one that an alias, a list or forwarding turned into
 * it; 0: the sender wrote it. */
guint ledger_add_recipient (Ledger *ledger, HostId host, MessageId message, const char *address, guint instead_of);
/* The latest one of ADDRESS; 0 where MESSAGE was not sent there. */
guint ledger_find_recipient (const Ledger *ledger, MessageId message, const char *address);

/* A message may have one address twice, by way of two aliases. Which of them is meant on connection CONN is told
 * beside the wire, as its number is: the client says it, the server asks. */
void ledger_carry (Ledger *ledger, guint32 conn, MessageId message, guint recipient);
guint ledger_find_carried (const Ledger *ledger, guint32 conn, MessageId message, const char *address);
void ledger_carry_end (Ledger *ledger, guint32 conn);

guint32 ledger_next_entry (Ledger *ledger);
guint32 ledger_next_item (Ledger *ledger);
guint32 ledger_next_query (Ledger *ledger);
