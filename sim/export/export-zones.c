/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/export-request.h"
#include "sim/export/file-names.h"

#include <string.h>

/* A zone as some servers have it. */
typedef struct
{
  BlobId origin, text;
  gboolean is_root;
  GArray *hosts; /* HostId: who has it so */
} ServedZone;

static void
clear_zone (gpointer data)
{
  g_array_unref (((ServedZone *) data)->hosts);
}

/* The latest TRACE_ZONE record of each server and origin, in the order of the first ones. */
static GArray *
list_latest (const ExportRequest *request)
{
  GArray *latest = g_array_new (FALSE, FALSE, sizeof (TraceId));

  for (TraceId id = 1; id <= request->position; id++)
    {
      const TraceRecord *record = trace_get (request->trace, id);
      guint i = 0;

      if (record->kind != TRACE_ZONE)
        continue;
      for (; i < latest->len; i++)
        {
          const TraceRecord *before = trace_get (request->trace, g_array_index (latest, TraceId, i));

          if (before->host == record->host && before->text == record->text)
            break;
        }
      if (i == latest->len)
        g_array_append_val (latest, id);
      g_array_index (latest, TraceId, i) = id;
    }
  return latest;
}

static gboolean
is_root (const ExportRequest *request, BlobId origin)
{
  return strcmp (trace_blob (request->trace, origin, NULL), ".") == 0;
}

static void
add_zone (const ExportRequest *request, const TraceRecord *record, GArray *zones)
{
  ServedZone zone = { record->text, record->note, is_root (request, record->text), NULL };

  for (guint i = 0; i < zones->len; i++)
    {
      const ServedZone *known = &g_array_index (zones, ServedZone, i);

      if (known->origin == zone.origin && known->text == zone.text)
        {
          g_array_append_val (known->hosts, record->host);
          return;
        }
    }
  zone.hosts = g_array_new (FALSE, FALSE, sizeof (HostId));
  g_array_append_val (zone.hosts, record->host);
  g_array_append_val (zones, zone);
}

/* The root has its name before a domain "root" has. */
static int
compare_zones (gconstpointer a, gconstpointer b)
{
  const ServedZone *first = a, *second = b;

  return second->is_root - first->is_root;
}

/* ServedZone: servers that agree about a zone share one. */
static GArray *
list_zones (const ExportRequest *request)
{
  g_autoptr (GArray) latest = list_latest (request);
  GArray *zones = g_array_new (FALSE, FALSE, sizeof (ServedZone));

  g_array_set_clear_func (zones, clear_zone);
  for (guint i = 0; i < latest->len; i++)
    add_zone (request, trace_get (request->trace, g_array_index (latest, TraceId, i)), zones);
  g_array_sort (zones, compare_zones);
  return zones;
}

static const char *
host_name (const ExportRequest *request, const ServedZone *zone, guint index)
{
  return trace_host_name (request->trace, g_array_index (zone->hosts, HostId, index));
}

/* Whether other servers, before ZONES[INDEX], have another zone of this name. */
static gboolean
is_disputed (const GArray *zones, guint index)
{
  for (guint i = 0; i < index; i++)
    if (g_array_index (zones, ServedZone, i).origin == g_array_index (zones, ServedZone, index).origin)
      return TRUE;
  return FALSE;
}

/* "example.org", "root"; of a version that others don't share, "example.org_ns2.example.net". */
static char *
dup_title (const ExportRequest *request, const GArray *zones, guint index)
{
  const ServedZone *zone = &g_array_index (zones, ServedZone, index);
  const char *name = zone->is_root ? "root" : trace_blob (request->trace, zone->origin, NULL);

  return is_disputed (zones, index) ? g_strdup_printf ("%s_%s", name, host_name (request, zone, 0)) : g_strdup (name);
}

/* "; example.org, of ns.example.org and ns.example.net, as it is at 2026-01-05T09:00:00Z". */
static void
write_heading (const ExportRequest *request, const ServedZone *zone, GString *out)
{
  const char *name = zone->is_root ? "the root" : trace_blob (request->trace, zone->origin, NULL);
  g_autofree char *date = sim_time_format_iso (trace_start_unix_ns (request->trace), request->at);

  g_string_append_printf (out, "; %s, of ", name);
  for (guint i = 0; i < zone->hosts->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : i + 1 < zone->hosts->len ? ", "
                                                                                : " and ",
                            host_name (request, zone, i));
  g_string_append_printf (out, ", as it is at %s\n", date);
}

static gboolean
write_zone (const ExportRequest *request, const ServedZone *zone, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  write_heading (request, zone, text);
  g_string_append (text, trace_blob (request->trace, zone->text, NULL));
  return output_set_add (outputs, path, text->str, text->len, error);
}

static gboolean
write_zones (const ExportRequest *request, const GArray *zones, const char *folder, OutputSet *outputs, GError **error)
{
  g_autoptr (FileNames) names = file_names_new ();

  for (guint i = 0; i < zones->len; i++)
    {
      g_autofree char *title = dup_title (request, zones, i);
      g_autofree char *name = file_names_take (names, title, ".zone");
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!write_zone (request, &g_array_index (zones, ServedZone, i), path, outputs, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
export_zones (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GArray) zones = list_zones (request);

  if (zones->len > 0)
    return output_set_add_folder (outputs, path, error) && write_zones (request, zones, path, outputs, error);
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "no zone is in this trace");
  return FALSE;
}
