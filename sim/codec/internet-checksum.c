/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/internet-checksum.h"

/* In one's complement only once folded (RFC 1071 4.1). */
guint64
internet_checksum_add (guint64 sum, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i + 1 < length; i += 2)
    sum += (guint64) bytes[i] << 8 | bytes[i + 1];
  return length % 2 == 0 ? sum : sum + ((guint64) bytes[length - 1] << 8);
}

guint16
internet_checksum_end (guint64 sum)
{
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return (guint16) ~sum;
}
