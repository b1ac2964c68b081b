/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"
#include "sim/export/log-walk.h"

static gboolean
check_host (const ExportRequest *request, GError **error)
{
  if (request->host == 0 || trace_host_record (request->trace, request->host)->code == HOST_MAIL_SERVER)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is no mail server and keeps no such log", trace_host_name (request->trace, request->host));
  return FALSE;
}

gboolean
export_log (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (ServerLog) log = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!check_host (request, error))
    return FALSE;
  log = log_walk_run (request->trace);
  server_log_write (log, request->at, request->host == 0 ? NULL : trace_host_name (request->trace, request->host), text);
  return output_set_add (outputs, path, text->str, text->len, error);
}
