/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tcp-clock: how long an end waits for an acknowledgement (RFC 6298): from the times that it took so far,
 * doubled with each wait in vain. Only numbers: it knows no segments and sets no timers. Only for tcp-*.c.
 */
#pragma once

#include "sim/engine/sim-time.h"

typedef struct
{
  gboolean measured;
  SimTime smoothed;    /* SRTT */
  SimTime variation;   /* RTTVAR */
  SimTime wait;        /* RTO: 1 s at least (2.4), 60 s at most (2.5) */
  guint64 timed;       /* the position whose acknowledgement is being timed; 0: none */
  SimTime timed_since;
} TcpClock;

void tcp_clock_init (TcpClock *clock);
/* What ends at POSITION was sent for the first time. One segment at a time is timed. */
void tcp_clock_on_sent (TcpClock *clock, guint64 position, SimTime now);
/* Something was sent again: what is under way tells nothing any more (Karn's rule, 3). */
void tcp_clock_on_repeated (TcpClock *clock);
void tcp_clock_on_acknowledged (TcpClock *clock, guint64 position, SimTime now);
/* The wait was in vain (5.5). */
void tcp_clock_back_off (TcpClock *clock);
/* The handshake is done; REPEATED: with a second SYN, after which 3 s are right until there is a measurement (5.7). */
void tcp_clock_on_opened (TcpClock *clock, gboolean repeated);
