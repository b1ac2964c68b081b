/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-pace: how much an end may have under way without having heard of it: slow start, congestion
 * avoidance, fast recovery (RFC 5681, RFC 6582). Only numbers: it sends nothing. Only for tcp-*.c.
 */
#pragma once

#include <glib.h>

enum
{
  TCP_SEGMENT_SIZE = 1460, /* MSS over Ethernet and IPv4 without options (RFC 6691) */
  TCP_SEGMENT_SIZE_IPV6 = 1440,
  TCP_SMALLEST_SEGMENT = 536, /* a full segment is not taken for smaller (RFC 9293 3.7.1) */
  TCP_WINDOW = 65535,      /* what a receiver takes beyond what it has acknowledged */
};

typedef struct
{
  guint64 window;      /* cwnd, bytes */
  guint64 threshold;   /* ssthresh: below it the window doubles each round trip, above it grows by a segment */
  guint64 recover;     /* what was sent when the last loss was noticed */
  guint duplicates;    /* acknowledgements that told nothing new, in a row */
  gboolean recovering; /* in fast recovery */
} TcpPace;

/* RFC 6928 2: ten segments, as today's systems begin. */
void tcp_pace_init (TcpPace *pace);
/* Nothing was sent for longer than the retransmission wait (RFC 5681 4.1). */
void tcp_pace_on_idle (TcpPace *pace);
/* BYTES more are acknowledged, all before POSITION; UNDER_WAY are left. TRUE: the next segment is lost as well
 * and is to be sent again now (a partial acknowledgement, RFC 6582 3.2). */
gboolean tcp_pace_on_acknowledged (TcpPace *pace, guint64 bytes, guint64 position, guint64 under_way);
/* An acknowledgement of POSITION came again; everything before SENT has been sent. TRUE: it is the third, and
 * the segment at POSITION is to be sent again now (fast retransmit, RFC 5681 3.2). */
gboolean tcp_pace_on_duplicate (TcpPace *pace, guint64 position, guint64 sent);
/* The retransmission timer has run out (RFC 5681 3.1). */
void tcp_pace_on_timeout (TcpPace *pace, guint64 under_way, guint64 sent);
