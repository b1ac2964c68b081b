/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-ranges: which positions have come before their turn. It knows only numbers: the bytes stay with
 * the sender until they are acknowledged. Only for tcp-*.c.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 begin, end;
} TcpRange;

typedef struct
{
  GArray *ranges; /* TcpRange, rising, none touching the next; NULL: none yet */
} TcpRanges;

/* Makes RANGES empty; what memory there is, is kept. */
void tcp_ranges_reset (TcpRanges *ranges);
void tcp_ranges_clear (TcpRanges *ranges);

gboolean tcp_ranges_is_empty (const TcpRanges *ranges);
void tcp_ranges_add (TcpRanges *ranges, guint64 begin, guint64 end);
/* How far it goes without a hole from POSITION on; what is before that is forgotten. */
guint64 tcp_ranges_take (TcpRanges *ranges, guint64 position);
