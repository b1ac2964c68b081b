/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log-delays: how long a mail was under way, in four parts, as Postfix's logs tell it ("delay" and "delays" in its
 * RELEASE_NOTES of 2.3, delay_logging_resolution_limit in postconf(5)).
 */
#pragma once

#include "sim/trace/trace-record.h"

typedef struct
{
  SimTime before; /* until it entered the active queue, with its transmission to us */
  SimTime queue;  /* in the active queue */
  SimTime setup;  /* DNS, connection, EHLO */
  SimTime transmission;
} LogDelays;

/* Appends "delay=1.2, delays=0.4/0/0.13/0.67". */
void log_delays_write (const LogDelays *delays, GString *out);

/* Appends TIME in seconds: two digits that count, no more than two behind the point, no zeros at the end; "0.08",
 * "1.2", "31". */
void log_delays_write_time (SimTime time, GString *out);
