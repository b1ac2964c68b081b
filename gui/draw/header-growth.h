/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * header-growth: how the header of a message grew on its way: each hop that had it, and the lines that it put above
 * what was there. It follows the causes of one copy, so that what befell other recipients' copies is not in it.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct
{
  TraceId record; /* that has the content */
  BlobId content;
  gsize added; /* bytes at its head that were not there before; of the first step, the whole header */
} GrowthStep;

/* How many bytes at the head of NOW were not at the head of BEFORE: hops add above (RFC 5321 4.4). 0 where BEFORE is NULL. */
gsize header_growth_measure (const char *now, const char *before);

/* The length of the header of BYTES with the empty line that ends it. */
gsize header_growth_measure_header (const char *bytes, gsize length);

/* The steps that led to record LAST, of a message, in their order: GrowthStep. Caller unrefs. */
GArray *header_growth_new (const Trace *trace, TraceId last);
/* The last record with content among the first COUNT of IDS, those of a message; 0: none. */
TraceId header_growth_find_last (const Trace *trace, const GArray *ids, guint count);
