/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"
#include "sim/trace/trace-json.h"

enum
{
  REPORTS = 4096, /* records between two words on progress */
};

gboolean
export_trace (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  guint count = trace_count (request->trace);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (TraceId id = 1; id <= count; id++)
    {
      trace_json_write (request->trace, id, lines);
      if (id % REPORTS == 0)
        output_set_tell_progress (outputs, path, (double) id / count);
    }
  return output_set_add (outputs, path, lines->str, lines->len, error);
}
