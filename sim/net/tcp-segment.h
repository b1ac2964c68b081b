/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-segment: one TCP packet on its way. It names the bytes that it carries and leaves them in the sender's
 * buffer, where they stay until they are acknowledged. Only for tcp-*.c.
 */
#pragma once

#include "sim/net/tcp.h"

typedef struct TcpSegment
{
  struct TcpSegment *next; /* of the pool */
  TcpEnd *to;
  guint64 seq;
  guint64 ack;    /* where TCP_ACK is set */
  guint32 length; /* of the bytes */
  guint16 flags;
} TcpSegment;

/* Segments are taken from blocks and given back; none is ever freed alone. */
typedef struct
{
  GPtrArray *blocks;
  TcpSegment *spare;
} TcpSegmentPool;

void tcp_segment_pool_init (TcpSegmentPool *pool);
void tcp_segment_pool_clear (TcpSegmentPool *pool);

/* Sends and records a packet from FROM, with the bytes of its buffer from SEQ on; it says ACK where TCP_ACK is
 * set. What is recorded follows from CAUSE; what comes afterwards from what was in force before. */
void tcp_segment_send (TcpEnd *from, guint16 flags, guint64 seq, guint32 length, guint32 cause);
/* An answer to SEGMENT from an end that knows no connection (RFC 9293 3.10.7.1); not to another RST. */
void tcp_segment_refuse (TcpEnd *from, const TcpSegment *segment);
