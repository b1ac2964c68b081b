/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-target: what somebody points at in some view, as far as something can be done to it. It knows no view, and not what
 * can be done.
 */
#pragma once

#include "gui/model/selection.h"

/* What it is not is 0. */
typedef struct
{
  HostId host;
  HostId way_a, way_b; /* the way between two hosts */
  guint32 connection;
  TraceId packet;
  MessageId message;
  BlobId mailbox;   /* its user's address, as TRACE_MAILBOX has it */
  BlobId zone;      /* its origin, as TRACE_ZONE has it */
  TraceId fault;    /* the record that began it */
  gboolean instant; /* the time itself: all faults in force */
} ActTarget;

/* What record ID is about: its host, connection, message, mailbox, zone or fault, and the packet that carried it. */
ActTarget act_target_of_record (const Trace *trace, TraceId id);
ActTarget act_target_of_selection (Selection selection);
/* Mailbox NAME on SERVER; of a folder, the mailbox that it is in. */
ActTarget act_target_of_mailbox (const Trace *trace, HostId server, BlobId name);
/* It is nothing at all. */
gboolean act_target_is_empty (const ActTarget *target);
