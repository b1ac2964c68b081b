/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"
#include "sim/trace/trace-file.h"

gboolean
export_trace (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  const char *stage = output_set_stage (outputs, path, error);

  return stage != NULL && trace_file_write (request->trace, stage, error);
}
