/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trace-file: a trace in a file, as JSON Lines (docs/trace-format.md).
 */
#pragma once

#include "sim/trace/trace.h"

/* Writes all records to PATH, whole or not at all. */
gboolean trace_file_write (const Trace *trace, const char *path, GError **error);

/* Whether PATH is a file that begins as a trace does, and no scenario: with a brace. */
gboolean trace_file_is_trace (const char *path);
/* Reads all records of PATH. NULL and an error with the line where it is no trace. */
Trace *trace_file_read (const char *path, GError **error);
