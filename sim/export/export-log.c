/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"
#include "sim/export/log-walk.h"

gboolean
export_log (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (ServerLog) log = log_walk_run (request->trace);
  g_autoptr (GString) text = g_string_new (NULL);

  server_log_write (log, request->at, request->host == 0 ? NULL : trace_host_name (request->trace, request->host), text);
  return output_set_add (outputs, path, text->str, text->len, error);
}
