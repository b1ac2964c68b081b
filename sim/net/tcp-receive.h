/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-receive: what an end makes of a segment (RFC 9293 3.10.7): the handshake, bytes in order, acknowledgements,
 * the other side's end. Only for tcp-*.c.
 */
#pragma once

#include "sim/net/tcp-connection.h"

/* An RST has come that ends the connection. */
void tcp_receive_reset (TcpEnd *end);
/* SEGMENT has arrived at END's host, which is up. */
void tcp_receive_segment (TcpEnd *end, const TcpSegment *segment);
