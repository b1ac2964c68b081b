/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/page-steps.h"

#include "sim/trace/json-members.h"

#include "page-resources.h"

#include <string.h>

static const double map_width = 960, map_height = 540;

static JsonNode *
describe_run (const ExportRequest *request, OutputSet *outputs, const char *path)
{
  const TraceRecord *start = trace_get (request->trace, 1);
  g_autoptr (PageScene) scene = page_scene_new (request->trace, map_width, map_height);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_members_set_string (json, "title", trace_blob (request->trace, start->note, NULL));
  json_members_set_string (json, "scenario", trace_blob (request->trace, start->text, NULL));
  json_members_set_string (json, "seed", trace_blob (request->trace, start->item, NULL));
  page_steps_write (request, scene, json, outputs, path);
  page_scene_write (scene, json);
  json_builder_end_object (json);
  return json_builder_get_root (json);
}

/* As the content of a script element, which no "<" may end. */
static void
append_json (GString *out, JsonNode *run)
{
  g_autofree char *text = json_to_string (run, FALSE);
  g_auto (GStrv) pieces = g_strsplit (text, "<", -1);
  g_autofree char *safe = g_strjoinv ("\\u003c", pieces);

  g_string_append (out, safe);
}

static char *
read_part (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/mailflow/page/", name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (page_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *text;

  g_assert (bytes != NULL);
  text = g_bytes_get_data (bytes, &length);
  return g_strndup (text, length);
}

/* The frame, with each "@NAME@" in it replaced. */
static void
fill_frame (const ExportRequest *request, JsonNode *run, GString *page)
{
  g_autofree char *frame = read_part ("page.html"), *style = read_part ("page.css"), *script = read_part ("page.js");
  g_autofree char *title = g_markup_escape_text (trace_blob (request->trace, trace_get (request->trace, 1)->note, NULL), -1);
  g_auto (GStrv) pieces = g_strsplit (frame, "@", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (strcmp (pieces[i], "STYLE") == 0)
      g_string_append (page, style);
    else if (strcmp (pieces[i], "SCRIPT") == 0)
      g_string_append (page, script);
    else if (strcmp (pieces[i], "TITLE") == 0)
      g_string_append (page, title);
    else if (strcmp (pieces[i], "RUN") == 0)
      append_json (page, run);
    else
      g_string_append (page, pieces[i]);
}

gboolean
export_html (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (JsonNode) run = describe_run (request, outputs, path);
  g_autoptr (GString) page = g_string_new (NULL);

  fill_frame (request, run, page);
  return output_set_add (outputs, path, page->str, page->len, error);
}
