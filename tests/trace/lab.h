/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lab: a trace that is written by hand: host 1 is laptop.test (a device), 2 is mail.test and 3 is
 * mx.test (mail servers), 4 is resolver.test; message 1 is m1.
 */
#pragma once

#include "sim/trace/trace.h"

enum
{
  LAB_DEVICE = 1,
  LAB_MAIL,
  LAB_MX,
  LAB_RESOLVER,
  LAB_RECORDS = 8, /* that lab_trace_new writes */
};

/* No engine; the four hosts, m1 from alice@test and its recipients bob@test and carol@test. */
Trace *lab_trace_new (void);

/* Appends RECORD, caused by the one before it. */
TraceId lab_add (Trace *trace, TraceRecord record);

/* A record of KIND with something in every slot that the kind has. */
TraceId lab_add_full (Trace *trace, TraceKind kind);

/* A record of a kind by dice: connections, entries, mails, packets, faults come and go. */
void lab_add_random (Trace *trace, GRand *dice);
