/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/tcp-clock.h"

static const SimTime first_wait = SIM_SECOND;
static const SimTime least_wait = SIM_SECOND;
static const SimTime most_wait = 60 * SIM_SECOND;
static const SimTime wait_after_lost_syn = 3 * SIM_SECOND;

void
tcp_clock_init (TcpClock *clock)
{
  *clock = (TcpClock){ .wait = first_wait };
}

void
tcp_clock_on_sent (TcpClock *clock, guint64 position, SimTime now)
{
  if (clock->timed != 0)
    return;
  clock->timed = position;
  clock->timed_since = now;
}

void
tcp_clock_on_repeated (TcpClock *clock)
{
  clock->timed = 0;
}

/* RFC 6298 2.2, 2.3: alpha 1/8, beta 1/4, K 4. */
static void
measure (TcpClock *clock, SimTime took)
{
  if (clock->measured)
    {
      clock->variation += (ABS (clock->smoothed - took) - clock->variation) / 4;
      clock->smoothed += (took - clock->smoothed) / 8;
    }
  else
    {
      clock->smoothed = took;
      clock->variation = took / 2;
    }
  clock->measured = TRUE;
  clock->wait = CLAMP (clock->smoothed + 4 * clock->variation, least_wait, most_wait);
}

void
tcp_clock_on_acknowledged (TcpClock *clock, guint64 position, SimTime now)
{
  if (clock->timed == 0 || position < clock->timed)
    return;
  clock->timed = 0;
  measure (clock, now - clock->timed_since);
}

void
tcp_clock_back_off (TcpClock *clock)
{
  clock->wait = MIN (clock->wait * 2, most_wait);
}

void
tcp_clock_on_opened (TcpClock *clock, gboolean repeated)
{
  if (!clock->measured)
    clock->wait = repeated ? wait_after_lost_syn : first_wait;
}
