/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-parser: reads a trace from its text form, a line at a time: the way back of trace-json.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct TraceParser TraceParser;

/* TRACE (borrowed) is empty and belongs to no engine. */
TraceParser *trace_parser_new (Trace *trace);
void trace_parser_free (TraceParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceParser, trace_parser_free)

/* Appends the record in LINE, without its line feed. FALSE and an error where it is none, or doesn't follow the
 * records before it. */
gboolean trace_parser_take (TraceParser *parser, const char *line, gsize length, GError **error);

GQuark trace_parser_error_quark (void);
#define TRACE_PARSER_ERROR trace_parser_error_quark ()
