/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-parts.h"

#include <arpa/inet.h>

#include "sim/codec/internet-checksum.h"

static void
add_address (PacketCursor *cursor, gsize offset, int family, const char *name, const char *meaning)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (family, cursor->bytes + cursor->at + offset, text, sizeof text);
  packet_add (cursor, offset, family == AF_INET ? 4 : 16, name, g_strdup (text), "%s", meaning);
}

static const char *
describe_protocol (guint8 protocol)
{
  switch (protocol)
    {
    case 6:
      return "TCP: a connection, in order and without loss";
    case 17:
      return "UDP: a single datagram, without any promise";
    default:
      return "a protocol that is not known here";
    }
}

static void
add_protocol (PacketCursor *cursor, gsize offset, const char *name, PacketDatagram *datagram)
{
  datagram->protocol = (guint8) packet_peek (cursor, offset, 1);
  packet_add (cursor, offset, 1, name, g_strdup_printf ("%u", datagram->protocol), "what follows: %s", describe_protocol (datagram->protocol));
}

static void
add_fragment (PacketCursor *cursor)
{
  guint32 bits = packet_peek (cursor, 6, 2);

  packet_add (cursor, 6, 2, "Flags and fragment", g_strdup_printf ("0x%04x", bits), "%s; this is %s",
              bits & 0x4000 ? "don't fragment: a router that can't pass it whole drops it and says so" : "may be cut in pieces on the way",
              bits & 0x3fff ? "a piece" : "the whole datagram");
}

/* The pseudo-header (RFC 9293 3.1, RFC 8200 8.1) of what stands behind HEADER bytes. */
static void
sum_up (PacketCursor *cursor, gsize addresses, gsize size, gsize header, PacketDatagram *datagram)
{
  datagram->sum = internet_checksum_add (datagram->protocol, cursor->bytes + cursor->at + addresses, size);
  datagram->sum += cursor->end - cursor->at - header;
}

/* What the link added behind the datagram is none of it. */
static gboolean
cut_to (PacketCursor *cursor, gsize length, gsize header)
{
  if (length < header || length > cursor->end - cursor->at)
    return FALSE;
  cursor->end = cursor->at + length;
  return TRUE;
}

static void
add_ipv4_fields (PacketCursor *cursor, gsize header, PacketDatagram *datagram)
{
  guint16 rest = internet_checksum_end (internet_checksum_add (0, cursor->bytes + cursor->at, header));

  packet_add (cursor, 0, 1, "Version", g_strdup ("4"), "IPv4");
  packet_add (cursor, 0, 1, "Header length", g_strdup_printf ("%u", (guint) header / 4), "in words of 4 bytes: %u bytes", (guint) header);
  packet_add_number (cursor, 1, 1, "Differentiated services", "0: no better and no worse than others");
  packet_add_number (cursor, 2, 2, "Total length", "bytes, from here to the end");
  packet_add_number (cursor, 4, 2, "Identification", "would hold pieces of one datagram together; counts up with each packet of this sender");
  add_fragment (cursor);
  packet_add_number (cursor, 8, 1, "Time to live", "how many routers it may still pass");
  add_protocol (cursor, 9, "Protocol", datagram);
  packet_add (cursor, 10, 2, "Header checksum", g_strdup_printf ("0x%04x", packet_peek (cursor, 10, 2)), "%s", rest == 0 ? "right: the header came through unharmed" : "WRONG: the header was damaged");
  add_address (cursor, 12, AF_INET, "Source address", "the host that sent it");
  add_address (cursor, 16, AF_INET, "Destination address", "the host that it is for");
  if (header > 20)
    packet_add (cursor, 20, header - 20, "Options", g_strdup_printf ("%u bytes", (guint) header - 20), "rarely used");
}

/* RFC 791 3.1 */
static gboolean
take_ipv4 (PacketCursor *cursor, PacketDatagram *datagram)
{
  gsize header = packet_has (cursor, 20) ? (packet_peek (cursor, 0, 1) & 0xf) * 4 : 0;

  cursor->anatomy->layers[PACKET_INTERNET] = "IPv4 (RFC 791)";
  if (header < 20 || !packet_has (cursor, header) || packet_peek (cursor, 0, 1) >> 4 != 4 || !cut_to (cursor, packet_peek (cursor, 2, 2), header))
    {
      packet_add_rest (cursor, "Not readable", "no whole IPv4 header");
      return FALSE;
    }
  add_ipv4_fields (cursor, header, datagram);
  sum_up (cursor, 12, 8, header, datagram);
  cursor->at += header;
  return TRUE;
}

/* RFC 8200 3 */
static gboolean
take_ipv6 (PacketCursor *cursor, PacketDatagram *datagram)
{
  const gsize header = 40;

  cursor->anatomy->layers[PACKET_INTERNET] = "IPv6 (RFC 8200)";
  if (!packet_has (cursor, header) || packet_peek (cursor, 0, 1) >> 4 != 6 || !cut_to (cursor, header + packet_peek (cursor, 4, 2), header))
    {
      packet_add_rest (cursor, "Not readable", "no whole IPv6 header");
      return FALSE;
    }
  packet_add (cursor, 0, 1, "Version", g_strdup ("6"), "IPv6");
  packet_add (cursor, 0, 2, "Traffic class", g_strdup_printf ("%u", packet_peek (cursor, 0, 2) >> 4 & 0xff), "0: no better and no worse than others");
  packet_add (cursor, 1, 3, "Flow label", g_strdup_printf ("0x%05x", packet_peek (cursor, 1, 3) & 0xfffff), "0: its sender marks no flows");
  packet_add_number (cursor, 4, 2, "Payload length", "bytes behind this header");
  add_protocol (cursor, 6, "Next header", datagram);
  packet_add_number (cursor, 7, 1, "Hop limit", "how many routers it may still pass");
  add_address (cursor, 8, AF_INET6, "Source address", "the host that sent it");
  add_address (cursor, 24, AF_INET6, "Destination address", "the host that it is for");
  sum_up (cursor, 8, 32, header, datagram);
  cursor->at += header;
  return TRUE;
}

gboolean
packet_take_internet (PacketCursor *cursor, guint16 type, PacketDatagram *datagram)
{
  if (type == 0x0800)
    return take_ipv4 (cursor, datagram);
  if (type == 0x86dd)
    return take_ipv6 (cursor, datagram);
  cursor->anatomy->layers[PACKET_INTERNET] = "Payload";
  packet_add_rest (cursor, "Data", "of a protocol that is not known here");
  return FALSE;
}
