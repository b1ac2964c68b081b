/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-parts.h"

#include "sim/codec/internet-checksum.h"

enum
{
  FIN = 1,
  SYN = 2,
  RST = 4,
  PSH = 8,
  ACK = 16,
};

static const struct
{
  guint8 bit;
  const char *name, *meaning;
} flags[] = {
  { SYN, "SYN", "let us open a connection" },
  { FIN, "FIN", "I have nothing more to say" },
  { RST, "RST", "this connection is at an end at once" },
  { PSH, "PSH", "give it to the program now" },
  { ACK, "ACK", "the acknowledgment number counts" },
};

static const char *
describe_port (guint16 port)
{
  switch (port)
    {
    case 25:
      return "SMTP: mail from server to server";
    case 53:
      return "DNS";
    case 110:
      return "POP3: mail is fetched";
    case 143:
      return "IMAP: mail is read on the server";
    case 587:
      return "SMTP submission: mail from people's programs";
    default:
      return port >= 1024 ? "picked for this conversation only" : "a service that is not known here";
    }
}

static void
add_ports (PacketCursor *cursor, guint16 ports[2])
{
  ports[0] = (guint16) packet_add_number (cursor, 0, 2, "Source port", describe_port ((guint16) packet_peek (cursor, 0, 2)));
  ports[1] = (guint16) packet_add_number (cursor, 2, 2, "Destination port", describe_port ((guint16) packet_peek (cursor, 2, 2)));
}

/* With the pseudo-header and the checksum itself, the sum of a packet that came through is 0 (RFC 1071 1). */
static const char *
judge_checksum (const PacketCursor *cursor, const PacketDatagram *datagram)
{
  guint64 sum = internet_checksum_add (datagram->sum, cursor->bytes + cursor->at, cursor->end - cursor->at);

  return internet_checksum_end (sum) == 0 ? "right: header, addresses and data came through unharmed" : "WRONG: it was damaged on the way";
}

static void
add_flags (PacketCursor *cursor)
{
  guint32 bits = packet_peek (cursor, 13, 1);
  GString *names = g_string_new (NULL), *meanings = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (bits & flags[i].bit)
      {
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", flags[i].name);
        g_string_append_printf (meanings, "%s%s: %s", meanings->len > 0 ? "; " : "", flags[i].name, flags[i].meaning);
      }
  packet_add (cursor, 13, 1, "Flags", g_string_free (names, FALSE), "%s", meanings->str);
  g_string_free (meanings, TRUE);
}

/* RFC 9293 3.1: kind, length, data; kinds 0 and 1 are one byte each. */
static void
add_options (PacketCursor *cursor, gsize header)
{
  gsize at = 20;

  while (at < header)
    {
      guint8 kind = (guint8) packet_peek (cursor, at, 1);
      gsize size = kind <= 1 ? 1 : at + 1 < header ? packet_peek (cursor, at + 1, 1)
                                                   : 0;

      if (size == 0 || size > header - at || (kind > 1 && size < 2))
        break;
      if (kind == 2 && size == 4)
        packet_add (cursor, at, size, "Maximum segment size", g_strdup_printf ("%u", packet_peek (cursor, at + 2, 2)), "the most bytes that I take in one packet");
      else
        packet_add (cursor, at, size, "Option", g_strdup_printf ("kind %u", kind), kind == 0 ? "the end of the options" : kind == 1 ? "fills up"
                                                                                                                                    : "not told about here");
      at += size;
    }
  if (at < header)
    packet_add (cursor, at, header - at, "Options", g_strdup_printf ("%u bytes", (guint) (header - at)), "not readable");
}

static gboolean
take_tcp (PacketCursor *cursor, const PacketDatagram *datagram, guint16 ports[2])
{
  gsize header = packet_has (cursor, 20) ? (packet_peek (cursor, 12, 1) >> 4) * 4 : 0;
  gboolean syn, ack;

  cursor->anatomy->layers[PACKET_TRANSPORT] = "TCP (RFC 9293)";
  if (header < 20 || !packet_has (cursor, header))
    {
      packet_add_rest (cursor, "Not readable", "no whole TCP header");
      return FALSE;
    }
  syn = (packet_peek (cursor, 13, 1) & SYN) != 0;
  ack = (packet_peek (cursor, 13, 1) & ACK) != 0;
  add_ports (cursor, ports);
  packet_add_number (cursor, 4, 4, "Sequence number", syn ? "where this side begins to count its bytes" : "the number of the first byte of data in here");
  packet_add_number (cursor, 8, 4, "Acknowledgment number", ack ? "all of your bytes before this one have come; this one is next" : "does not count: there is no ACK");
  packet_add (cursor, 12, 1, "Data offset", g_strdup_printf ("%u", (guint) header / 4), "the header, in words of 4 bytes: %u bytes", (guint) header);
  add_flags (cursor);
  packet_add_number (cursor, 14, 2, "Window", "bytes that I take before I acknowledge again");
  packet_add (cursor, 16, 2, "Checksum", g_strdup_printf ("0x%04x", packet_peek (cursor, 16, 2)), "%s", judge_checksum (cursor, datagram));
  packet_add_number (cursor, 18, 2, "Urgent pointer", "not used");
  add_options (cursor, header);
  cursor->at += header;
  return TRUE;
}

static gboolean
take_udp (PacketCursor *cursor, const PacketDatagram *datagram, guint16 ports[2])
{
  cursor->anatomy->layers[PACKET_TRANSPORT] = "UDP (RFC 768)";
  if (!packet_has (cursor, 8))
    {
      packet_add_rest (cursor, "Not readable", "no whole UDP header");
      return FALSE;
    }
  add_ports (cursor, ports);
  packet_add_number (cursor, 4, 2, "Length", "bytes, this header and what follows");
  packet_add (cursor, 6, 2, "Checksum", g_strdup_printf ("0x%04x", packet_peek (cursor, 6, 2)), "%s", judge_checksum (cursor, datagram));
  cursor->at += 8;
  return TRUE;
}

gboolean
packet_take_transport (PacketCursor *cursor, const PacketDatagram *datagram, guint16 ports[2])
{
  if (datagram->protocol == 6)
    return take_tcp (cursor, datagram, ports);
  if (datagram->protocol == 17)
    return take_udp (cursor, datagram, ports);
  cursor->anatomy->layers[PACKET_TRANSPORT] = "Payload";
  packet_add_rest (cursor, "Data", "of a protocol that is not known here");
  return FALSE;
}
