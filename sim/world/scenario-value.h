/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scenario-value: the text forms of the numbers in a scenario. It knows no YAML and no places.
 * Every function returns FALSE, and leaves *OUT untouched, where TEXT has another form.
 */
#pragma once

#include <glib.h>

/* Bytes: "800", "64kB", "1.5MB", "2GB"; a kB is 1000 bytes. At most 1 PB. */
gboolean scenario_value_parse_size (const char *text, guint64 *out);

/* Bits per second: "9600", "64kbit", "100Mbit", "10Gbit"; never 0. */
gboolean scenario_value_parse_bandwidth (const char *text, guint64 *out);

/* "2.5%" or "2.5", 0 … 100 with four decimals at most, in parts per million. */
gboolean scenario_value_parse_percent (const char *text, guint32 *out);

/* A factor of 1 to 100: "2", "1.5". */
gboolean scenario_value_parse_factor (const char *text, double *out);

/* "yes", "no", "true", "false", "on", "off", in any case. */
gboolean scenario_value_parse_boolean (const char *text, gboolean *out);

/* An enhanced status code (RFC 3463 2): "4.7.1". */
gboolean scenario_value_is_status (const char *text);
