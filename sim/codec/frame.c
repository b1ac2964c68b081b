/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/frame.h"

#include "sim/codec/internet-checksum.h"

#include <arpa/inet.h>
#include <string.h>

enum
{
  ETHERTYPE_IPV4 = 0x0800,
  ETHERTYPE_IPV6 = 0x86dd,
  PROTOCOL_TCP = 6,
  PROTOCOL_UDP = 17,
  HOP_LIMIT = 64,
  DONT_FRAGMENT = 0x4000,
  OPTION_MSS = 2,
  MSS_SIZE = 4,
  TCP_CHECKSUM = 16, /* offsets of the checksum in the header */
  UDP_CHECKSUM = 6,
  IPV4_CHECKSUM = 10,
};

gboolean
frame_end_set_address (FrameEnd *end, const char *text)
{
  memset (end->address, 0, sizeof end->address);
  end->is_ipv6 = inet_pton (AF_INET6, text, end->address) == 1;
  return end->is_ipv6 || inet_pton (AF_INET, text, end->address) == 1;
}

static void
append_16 (GByteArray *out, guint16 value)
{
  const guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *out, guint32 value)
{
  append_16 (out, (guint16) (value >> 16));
  append_16 (out, (guint16) value);
}

static void
append_8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, 1);
}

static void
set_16 (GByteArray *out, gsize offset, guint16 value)
{
  out->data[offset] = (guint8) (value >> 8);
  out->data[offset + 1] = (guint8) value;
}

/* Of what stands in OUT from OFFSET, with the pseudo-header (RFC 9293 3.1, RFC 8200 8.1). */
static guint16
sum_transport (const GByteArray *out, gsize offset, const FrameEnd *from, const FrameEnd *to, guint8 protocol)
{
  gsize size = from->is_ipv6 ? 16 : 4;
  guint64 sum = protocol + (out->len - offset);

  sum = internet_checksum_add (sum, from->address, size);
  sum = internet_checksum_add (sum, to->address, size);
  return internet_checksum_end (internet_checksum_add (sum, out->data + offset, out->len - offset));
}

static void
write_ethernet (GByteArray *out, const FrameEnd *from, const FrameEnd *to)
{
  g_byte_array_append (out, to->mac, sizeof to->mac);
  g_byte_array_append (out, from->mac, sizeof from->mac);
  append_16 (out, from->is_ipv6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4);
}

/* RFC 791 3.1. Nothing is fragmented, so the identification says nothing (RFC 6864 4.1). */
static void
write_ipv4 (GByteArray *out, const FrameEnd *from, const FrameEnd *to, guint16 id, guint8 protocol, gsize length)
{
  gsize start = out->len;

  append_16 (out, 0x4500);
  append_16 (out, (guint16) (FRAME_IPV4_SIZE + length));
  append_16 (out, id);
  append_16 (out, DONT_FRAGMENT);
  append_8 (out, HOP_LIMIT);
  append_8 (out, protocol);
  append_16 (out, 0);
  g_byte_array_append (out, from->address, 4);
  g_byte_array_append (out, to->address, 4);
  set_16 (out, start + IPV4_CHECKSUM, internet_checksum_end (internet_checksum_add (0, out->data + start, FRAME_IPV4_SIZE)));
}

/* RFC 8200 3. */
static void
write_ipv6 (GByteArray *out, const FrameEnd *from, const FrameEnd *to, guint8 protocol, gsize length)
{
  append_32 (out, 0x60000000);
  append_16 (out, (guint16) length);
  append_8 (out, protocol);
  append_8 (out, HOP_LIMIT);
  g_byte_array_append (out, from->address, 16);
  g_byte_array_append (out, to->address, 16);
}

/* All before the transport's header; LENGTH bytes will follow. */
static GByteArray *
begin (const FrameEnd *from, const FrameEnd *to, guint16 id, guint8 protocol, gsize length)
{
  GByteArray *out = g_byte_array_sized_new ((guint) (FRAME_ETHERNET_SIZE + FRAME_IPV6_SIZE + length));

  g_assert (from->is_ipv6 == to->is_ipv6);
  g_assert (length <= G_MAXUINT16 - FRAME_IPV4_SIZE);
  write_ethernet (out, from, to);
  if (from->is_ipv6)
    write_ipv6 (out, from, to, protocol, length);
  else
    write_ipv4 (out, from, to, id, protocol, length);
  return out;
}

GByteArray *
frame_write_tcp (const FrameEnd *from, const FrameEnd *to, guint16 id, const FrameTcp *tcp, const void *payload, gsize length)
{
  gsize header = FRAME_TCP_SIZE + (tcp->mss == 0 ? 0 : MSS_SIZE);
  GByteArray *out = begin (from, to, id, PROTOCOL_TCP, header + length);
  gsize start = out->len;

  append_16 (out, from->port);
  append_16 (out, to->port);
  append_32 (out, tcp->seq);
  append_32 (out, tcp->ack);
  append_16 (out, (guint16) (header / 4 << 12 | tcp->flags));
  append_16 (out, tcp->window);
  append_32 (out, 0); /* checksum, urgent pointer */
  if (tcp->mss != 0)
    append_32 (out, (guint32) OPTION_MSS << 24 | MSS_SIZE << 16 | tcp->mss);
  g_byte_array_append (out, payload, (guint) length);
  set_16 (out, start + TCP_CHECKSUM, sum_transport (out, start, from, to, PROTOCOL_TCP));
  return out;
}

GByteArray *
frame_write_udp (const FrameEnd *from, const FrameEnd *to, guint16 id, const void *payload, gsize length)
{
  GByteArray *out = begin (from, to, id, PROTOCOL_UDP, FRAME_UDP_SIZE + length);
  gsize start = out->len;
  guint16 sum;

  append_16 (out, from->port);
  append_16 (out, to->port);
  append_16 (out, (guint16) (FRAME_UDP_SIZE + length));
  append_16 (out, 0);
  g_byte_array_append (out, payload, (guint) length);
  sum = sum_transport (out, start, from, to, PROTOCOL_UDP);
  set_16 (out, start + UDP_CHECKSUM, sum == 0 ? 0xffff : sum); /* 0 would mean: none (RFC 768) */
  return out;
}
