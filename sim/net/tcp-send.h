/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-send: what an end says: its SYN, what was written, its FIN; and again what is not acknowledged in time
 * (RFC 9293 3.8.1, RFC 6298, RFC 5681). Only for tcp-*.c.
 */
#pragma once

#include "sim/net/tcp-connection.h"

/* A client's SYN, a server's SYN-ACK; the timer runs from now on. */
void tcp_send_syn (TcpEnd *end);
/* As much as the windows allow of what is written, and FIN behind it. */
void tcp_send_data (TcpEnd *end);
void tcp_send_ack (TcpEnd *end);
/* What SEGMENT, which has an ACK, acknowledges. */
void tcp_send_take_ack (TcpEnd *end, const TcpSegment *segment);
/* The handshake of END is done. */
void tcp_send_on_opened (TcpEnd *end);
/* A closed end with nothing left to say but that the other side's FIN is missing waits for it, but not for ever. */
void tcp_send_await_fin (TcpEnd *end);
/* RST; END itself is left as it is. */
void tcp_send_reset (TcpEnd *end);
