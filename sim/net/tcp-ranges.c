/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-ranges.h"

void
tcp_ranges_reset (TcpRanges *ranges)
{
  if (ranges->ranges != NULL)
    g_array_set_size (ranges->ranges, 0);
}

void
tcp_ranges_clear (TcpRanges *ranges)
{
  g_clear_pointer (&ranges->ranges, g_array_unref);
}

gboolean
tcp_ranges_is_empty (const TcpRanges *ranges)
{
  return ranges->ranges == NULL || ranges->ranges->len == 0;
}

static TcpRange *
range_at (const TcpRanges *ranges, guint index)
{
  return &g_array_index (ranges->ranges, TcpRange, index);
}

/* The first range that ends at POSITION or later. New ones nearly always come last. */
static guint
find_touching (const TcpRanges *ranges, guint64 position)
{
  guint index = ranges->ranges->len;

  while (index > 0 && range_at (ranges, index - 1)->end >= position)
    index--;
  return index;
}

void
tcp_ranges_add (TcpRanges *ranges, guint64 begin, guint64 end)
{
  TcpRange range = { begin, end };
  guint first, last;

  if (ranges->ranges == NULL)
    ranges->ranges = g_array_new (FALSE, FALSE, sizeof (TcpRange));
  first = last = find_touching (ranges, begin);
  for (; last < ranges->ranges->len && range_at (ranges, last)->begin <= end; last++)
    {
      range.begin = MIN (range.begin, range_at (ranges, last)->begin);
      range.end = MAX (range.end, range_at (ranges, last)->end);
    }
  g_array_remove_range (ranges->ranges, first, last - first);
  g_array_insert_val (ranges->ranges, first, range);
}

guint64
tcp_ranges_take (TcpRanges *ranges, guint64 position)
{
  guint passed = 0;

  if (tcp_ranges_is_empty (ranges))
    return position;
  for (; passed < ranges->ranges->len && range_at (ranges, passed)->begin <= position; passed++)
    position = MAX (position, range_at (ranges, passed)->end);
  g_array_remove_range (ranges->ranges, 0, passed);
  return position;
}
