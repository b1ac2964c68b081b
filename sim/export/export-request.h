/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * export-request: what is to be taken out of a run, for all forms; and what a form is: a function that makes one
 * file, or the files of one folder, of a request.
 */
#pragma once

#include "sim/export/output-set.h"
#include "sim/trace/trace.h"

typedef struct
{
  const Trace *trace; /* borrowed; not empty */
  SimTime at;         /* forms that show a state show that of this instant */
  guint position;     /* the number of records up to AT */
  gboolean has_at;    /* it was asked for; else the end */
  HostId host;        /* only what concerns this one; 0: all */
  MessageId message;  /* only what concerns this one; 0: all */
  gboolean map;       /* pictures show the map, not the ladder */
  double pace;        /* of films; 1: as the window plays; 0: that, or faster, so that it is not too long */
} ExportRequest;

/* Stages PATH in OUTPUTS. FALSE and an error that needs PATH before it to be understood. */
typedef gboolean (*ExportFunc) (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);

typedef struct
{
  const char *name; /* "pcap": of the option, and of the form */
  gboolean folder;  /* its place is a folder of files */
  ExportFunc run;
  const char *summary;
} ExportForm;

/* All forms. */
extern const ExportForm export_forms[];
extern const guint n_export_forms;

/* One function for each, in the file of its name. */
gboolean export_gif (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_html (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_pdf (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_png (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_svg (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_webm (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_worksheet (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_trace (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_capture (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_mbox (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_eml (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_zones (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
gboolean export_log (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error);
