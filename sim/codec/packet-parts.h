/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * packet-parts: the layers of packet-anatomy, each in a file of its own; only those include it. Each takes its header
 * off a cursor that never passes the end of the packet.
 */
#pragma once

#include "sim/codec/packet-anatomy.h"

/* Where in the packet the next field begins. */
typedef struct
{
  PacketAnatomy *anatomy;
  const guint8 *bytes;
  gsize at, end;
  PacketLayer layer;
  PacketSpeech speech;
} PacketCursor;

/* What IP tells the transport. */
typedef struct
{
  guint8 protocol;
  guint64 sum; /* of the pseudo-header */
} PacketDatagram;

gboolean packet_has (const PacketCursor *cursor, gsize count);
/* The number in the COUNT bytes (1 to 4) at OFFSET behind the cursor, which are there. */
guint32 packet_peek (const PacketCursor *cursor, gsize offset, gsize count);

/* Adds a field of COUNT bytes that begins OFFSET behind the cursor; VALUE is taken. The cursor stays. */
void packet_add (PacketCursor *cursor, gsize offset, gsize count, const char *name, char *value, const char *meaning, ...) G_GNUC_PRINTF (6, 7);
/* The same for the whole number there. */
guint32 packet_add_number (PacketCursor *cursor, gsize offset, gsize count, const char *name, const char *meaning);
/* All that is left is one field. */
void packet_add_rest (PacketCursor *cursor, const char *name, const char *meaning);

/* packet-internet.c. FALSE where what follows is not told about any further. */
gboolean packet_take_internet (PacketCursor *cursor, guint16 type, PacketDatagram *datagram);
/* packet-transport.c. *PORTS: from, to. */
gboolean packet_take_transport (PacketCursor *cursor, const PacketDatagram *datagram, guint16 ports[2]);
/* packet-lines.c: SMTP, POP3 or IMAP, by its port. */
void packet_take_lines (PacketCursor *cursor, guint16 port, gboolean to_server);
/* packet-dns.c. IN_STREAM: over TCP, each message with its length before it (RFC 1035 4.2.2); the packet begins with one. */
void packet_take_dns (PacketCursor *cursor, gboolean in_stream);
