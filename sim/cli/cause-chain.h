/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cause-chain: what led to a record of a trace, first cause first, each record as a line of text.
 */
#pragma once

#include "sim/trace/trace.h"

/* TraceId: the causes of ID and, at the end, ID itself. Without PACKETS not those that only carried what was said. Caller
 * owns it. */
GArray *cause_chain_list (const Trace *trace, TraceId id, gboolean packets);

/* char *: "    57  09:00:01.420  mail.example.com connects to … — … [RFC …]" for each of them; none for an ID of 0. Caller owns
 * it. */
GPtrArray *cause_chain_format (const Trace *trace, TraceId id, gboolean packets);
