/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * frame: a packet as it stands on an Ethernet: Ethernet II, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293) or
 * UDP (RFC 768), with lengths and checksums. It knows nothing of what the payload says.
 */
#pragma once

#include <glib.h>

/* An end of a packet. MAC and ADDRESS in network order; ADDRESS is the first 4 bytes of it, or all 16. */
typedef struct
{
  guint8 mac[6];
  guint8 address[16];
  gboolean is_ipv6;
  guint16 port;
} FrameEnd;

typedef struct
{
  guint32 seq, ack; /* ACK is 0 without that flag */
  guint8 flags;     /* as on the wire: FIN 1, SYN 2, RST 4, PSH 8, ACK 16 */
  guint16 window;
  guint16 mss; /* the option of a SYN; 0: none */
} FrameTcp;

enum
{
  FRAME_ETHERNET_SIZE = 14,
  FRAME_IPV4_SIZE = 20,
  FRAME_IPV6_SIZE = 40,
  FRAME_TCP_SIZE = 20, /* without options */
  FRAME_UDP_SIZE = 8,
  FRAME_MOST_PAYLOAD = 65535 - 20 - 24, /* that goes into any of them */
};

/* "192.0.2.10", "2001:db8::10" into END->address; FALSE where TEXT is neither. */
gboolean frame_end_set_address (FrameEnd *end, const char *text);

/* Both ends are of the same version of IP. ID is the identification of IPv4. LENGTH is at most
 * FRAME_MOST_PAYLOAD. A new array of bytes; caller unrefs. */
GByteArray *frame_write_tcp (const FrameEnd *from, const FrameEnd *to, guint16 id, const FrameTcp *tcp,
                             const void *payload, gsize length);
GByteArray *frame_write_udp (const FrameEnd *from, const FrameEnd *to, guint16 id, const void *payload, gsize length);
