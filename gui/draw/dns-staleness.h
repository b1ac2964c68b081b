/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-staleness: whether an answer that is remembered is what the zone still says.
 */
#pragma once

#include "sim/trace/trace.h"

/* That there is no such name, or no such record, is an answer too, and remembered (RFC 2308). ANSWER is as records have it. */
gboolean dns_staleness_is_negative (const char *answer);

/* What the zone says now of what record CACHED (of kind TRACE_DNS_CACHED) tells, if that is something else: "10
 * new.example.org", or "nothing". NULL where it is the same, or no zone of this run is asked. ZONES: TraceId of the
 * TRACE_ZONE records. Caller frees. */
char *dns_staleness_find (const Trace *trace, const GArray *zones, guint position, TraceId cached);
