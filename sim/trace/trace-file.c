/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-file.h"

#include "sim/trace/trace-json.h"
#include "sim/trace/trace-parser.h"

#include <stdio.h>
#include <string.h>

gboolean
trace_file_write (const Trace *trace, const char *path, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    trace_json_write (trace, id, lines);
  return g_file_set_contents_full (path, lines->str, (gssize) lines->len, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

gboolean
trace_file_is_trace (const char *path)
{
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? fopen (path, "r") : NULL;
  gboolean found = file != NULL && fgetc (file) == '{';

  if (file != NULL)
    fclose (file);
  return found;
}

static gboolean
read_lines (TraceParser *parser, const char *bytes, gsize length, GError **error)
{
  guint number = 1;

  for (const char *at = bytes, *end = bytes + length; at < end; number++)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      gsize line = (gsize) ((newline != NULL ? newline : end) - at);

      if (!trace_parser_take (parser, at, line, error))
        {
          g_prefix_error (error, "line %u: ", number);
          return FALSE;
        }
      at += line + 1;
    }
  return TRUE;
}

Trace *
trace_file_read (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (Trace) trace = trace_new (NULL, TRACE_PACKETS);
  g_autoptr (TraceParser) parser = trace_parser_new (trace);
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  if (!read_lines (parser, bytes, length, error))
    {
      g_prefix_error (error, "%s: not a trace: ", path);
      return NULL;
    }
  if (trace_count (trace) > 0)
    return g_steal_pointer (&trace);
  g_set_error (error, TRACE_PARSER_ERROR, 0, "%s: not a trace: it is empty", path);
  return NULL;
}
