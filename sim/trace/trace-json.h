/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-json: the text form of a trace, JSON Lines: one record a line, in order. It is what
 * `--trace` writes, what the digest covers and the golden files hold.
 */
#pragma once

#include "sim/trace/trace.h"

/* Appends record ID as one line, with its line feed. */
void trace_json_write (const Trace *trace, TraceId id, GString *out);

/* The SHA-256 of all lines, 64 hex digits; caller frees. */
char *trace_json_digest (const Trace *trace);

/* Appends TEXT as a JSON string with its quotes; LENGTH bytes of valid UTF-8. */
void trace_json_write_string (const char *text, gsize length, GString *out);
