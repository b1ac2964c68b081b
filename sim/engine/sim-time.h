/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sim-time: simulated time in nanoseconds since the start of a run, and its text forms.
 * It knows no clock; the calendar time of t = 0 is an argument.
 */
#pragma once

#include <glib.h>

/* Nanoseconds since the start of the run; never negative inside a trace. */
typedef gint64 SimTime;

#define SIM_NANOSECOND ((SimTime) 1)
#define SIM_MICROSECOND (1000 * SIM_NANOSECOND)
#define SIM_MILLISECOND (1000 * SIM_MICROSECOND)
#define SIM_SECOND (1000 * SIM_MILLISECOND)
#define SIM_MINUTE (60 * SIM_SECOND)
#define SIM_HOUR (60 * SIM_MINUTE)
#define SIM_DAY (24 * SIM_HOUR)
#define SIM_NEVER G_MAXINT64

/* "250ms", "30s", "1h30m", "5d": one or more of number+unit (ns us ms s m h d), units falling.
 * A number may have a decimal fraction ("1.5s"); a bare "0" is zero. FALSE for anything else and
 * for more than 100 years; *out is then untouched. */
gboolean sim_time_parse_duration (const char *text, SimTime *out);

/* The shortest exact form that sim_time_parse_duration reads back: "1h30m", "20ms", "0s". */
char *sim_time_format_duration (SimTime duration);

/* For people: at most two units, rounded: "2 h 5 min", "20 ms", "1.24 s". */
char *sim_time_format_friendly (SimTime duration);

/* Calendar time, UTC: "2026-01-05T09:00:00.000000Z". START is t = 0 in nanoseconds since 1970. */
char *sim_time_format_iso (gint64 start_unix_ns, SimTime t);

/* Calendar time of day: "09:00:00.053"; with the day ("Mon 5 Jan 09:00:00") where WITH_DAY. */
char *sim_time_format_clock (gint64 start_unix_ns, SimTime t, gboolean with_day);

/* "2026-01-05T09:00:00Z" (RFC 3339; the zone may be an offset) → nanoseconds since 1970. */
gboolean sim_time_parse_iso (const char *text, gint64 *unix_ns);
