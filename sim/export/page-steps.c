/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/page-steps.h"

#include "gui/draw/ladder.h"
#include "sim/trace/history.h"
#include "sim/trace/json-members.h"
#include "sim/trace/stops.h"
#include "sim/trace/story.h"

enum
{
  LONGEST_LINE = 3000,     /* bytes of what is said at once */
  LONGEST_CONTENT = 12000, /* of a message */
  REPORTS = 64,            /* steps between two words on progress */
};

typedef struct
{
  const Trace *trace;
  PageScene *scene;
  JsonBuilder *json;
  History *history;
  guint *looks;         /* picture + 1 of each host, as shown last */
  GArray *open;         /* guint: pictures of connections, as shown last, rising */
  GHashTable *contents; /* BlobId → place + 1 */
  GArray *blobs;        /* BlobId, by place */
  gboolean with_day;
} Steps;

static void
add_text (Steps *steps, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_members_set_string (steps->json, name, text);
}

static void
add_number (Steps *steps, const char *name, gint64 number)
{
  json_members_set_number (steps->json, name, number);
}

/* The beginning of BLOB as text, and how much is left out. */
static char *
dup_beginning (const Trace *trace, BlobId blob, gsize longest)
{
  gsize length;
  const char *bytes = trace_blob (trace, blob, &length);
  g_autofree char *text = g_utf8_make_valid (bytes, (gssize) MIN (length, longest));

  if (length <= longest)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s\n… %" G_GSIZE_FORMAT " bytes more", text, length - longest);
}

static void
add_words (Steps *steps, const LadderRow *row)
{
  g_autoptr (StoryLine) line = story_tell (steps->trace, row->record);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (steps->trace), row->t, steps->with_day);
  static const char *const tones[] = { "", "", "good", "wait", "bad" };

  add_text (steps, "at", clock);
  add_text (steps, "who", line->who);
  add_text (steps, "what", row->kind == LADDER_NOTE ? row->label : line->what);
  add_text (steps, "why", line->why);
  add_text (steps, "rfc", line->rfc);
  add_text (steps, "tone", tones[row->tone]);
  if (story_is_told (steps->trace, row->record, FALSE))
    add_number (steps, "hop", 1);
}

/* What flies, and where. */
static void
add_flight (Steps *steps, const LadderRow *row)
{
  const TraceRecord *record = trace_get (steps->trace, row->record);
  TraceId packet = row->kind == LADDER_ARROW ? stops_find_packet (steps->trace, row->record) : 0;
  int way = row->kind == LADDER_ARROW ? page_scene_way (steps->scene, record->host, record->peer) : -1;
  int parcel = packet == 0 || way < 0 ? -1 : page_scene_parcel (steps->scene, packet);

  if (parcel >= 0)
    {
      add_number (steps, "way", way);
      add_number (steps, "parcel", parcel);
      if (row->lost)
        add_number (steps, "lost", 1);
      return;
    }
  parcel = page_scene_sign (steps->scene, row->record);
  if (parcel >= 0)
    add_number (steps, "sign", parcel);
}

static void
add_dialogue (Steps *steps, const LadderRow *row)
{
  const TraceRecord *record = trace_get (steps->trace, row->record);
  g_autofree char *said = NULL;

  if (record->kind != TRACE_CONNECT && !trace_kind_is_dialogue (record->kind))
    return;
  add_number (steps, "conn", record->conn);
  if (record->kind == TRACE_CONNECT)
    return;
  said = dup_beginning (steps->trace, record->text, LONGEST_LINE);
  add_text (steps, "said", said);
  if (trace_kind_is_answer (record->kind))
    add_number (steps, "answer", 1);
}

static guint
find_content (Steps *steps, BlobId blob)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (steps->contents, GUINT_TO_POINTER (blob)));

  if (place > 0)
    return place - 1;
  g_array_append_val (steps->blobs, blob);
  g_hash_table_insert (steps->contents, GUINT_TO_POINTER (blob), GUINT_TO_POINTER (steps->blobs->len));
  return steps->blobs->len - 1;
}

static void
add_message (Steps *steps, const TraceRecord *record)
{
  BlobId content = trace_record_get_content (record);

  if (record->message == 0)
    return;
  add_text (steps, "message", trace_message_label (steps->trace, record->message));
  if (content != 0)
    add_number (steps, "content", find_content (steps, content));
}

/* The pictures of the hosts that look different from now on. */
static void
add_looks (Steps *steps, const MapMoment *moment)
{
  json_builder_set_member_name (steps->json, "looks");
  json_builder_begin_array (steps->json);
  for (guint i = 0; i < page_scene_count_hosts (steps->scene); i++)
    {
      guint look = page_scene_host (steps->scene, i, moment);

      if (steps->looks[i] == look + 1)
        continue;
      steps->looks[i] = look + 1;
      json_builder_add_int_value (steps->json, i);
      json_builder_add_int_value (steps->json, look);
    }
  json_builder_end_array (steps->json);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* The pictures of all connections that there are, each once, rising. */
static GArray *
list_open (Steps *steps, const Snapshot *snapshot)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (guint));
  guint kept = 0;

  for (guint i = 0; i < snapshot_count_connections (snapshot); i++)
    {
      guint picture = page_scene_connection (steps->scene, snapshot_connection_at (snapshot, i));

      g_array_append_val (open, picture);
    }
  g_array_sort (open, compare_numbers);
  for (guint i = 0; i < open->len; i++)
    if (i == 0 || g_array_index (open, guint, i) != g_array_index (open, guint, kept - 1))
      g_array_index (open, guint, kept++) = g_array_index (open, guint, i);
  g_array_set_size (open, kept);
  return open;
}

/* Those of LIST that are not in OTHER. */
static void
add_missing (Steps *steps, const char *name, const GArray *list, const GArray *other)
{
  json_builder_set_member_name (steps->json, name);
  json_builder_begin_array (steps->json);
  for (guint i = 0; i < list->len; i++)
    if (!g_array_binary_search ((GArray *) other, &g_array_index (list, guint, i), compare_numbers, NULL))
      json_builder_add_int_value (steps->json, g_array_index (list, guint, i));
  json_builder_end_array (steps->json);
}

static void
add_connections (Steps *steps, const Snapshot *snapshot)
{
  GArray *open = list_open (steps, snapshot);

  add_missing (steps, "opened", open, steps->open);
  add_missing (steps, "closed", steps->open, open);
  g_array_unref (steps->open);
  steps->open = open;
}

static void
add_map (Steps *steps, const LadderRow *row)
{
  const TraceRecord *record = trace_get (steps->trace, row->record);
  const MapMoment moment = { steps->trace, history_seek (steps->history, row->record), row->record, 0, 0, 0 };
  int acting = page_scene_find_host (steps->scene, record->host);

  add_looks (steps, &moment);
  add_connections (steps, moment.snapshot);
  add_number (steps, "trouble", page_scene_trouble (steps->scene, &moment));
  if (acting >= 0)
    add_number (steps, "acting", acting);
}

static void
add_step (Steps *steps, const LadderRow *row)
{
  json_builder_begin_object (steps->json);
  add_number (steps, "id", row->record);
  add_words (steps, row);
  add_flight (steps, row);
  add_dialogue (steps, row);
  add_message (steps, trace_get (steps->trace, row->record));
  add_map (steps, row);
  json_builder_end_object (steps->json);
}

static void
write_contents (Steps *steps)
{
  json_builder_set_member_name (steps->json, "contents");
  json_builder_begin_array (steps->json);
  for (guint i = 0; i < steps->blobs->len; i++)
    {
      g_autofree char *text = dup_beginning (steps->trace, g_array_index (steps->blobs, BlobId, i), LONGEST_CONTENT);

      json_builder_add_string_value (steps->json, text);
    }
  json_builder_end_array (steps->json);
}

void
page_steps_write (const ExportRequest *request, PageScene *scene, JsonBuilder *json, OutputSet *outputs, const char *path)
{
  const Trace *trace = request->trace;
  g_autoptr (Ladder) ladder = ladder_new (trace, request->position, request->message);
  g_autoptr (History) history = history_new (trace);
  g_autoptr (GHashTable) contents = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (BlobId));
  g_autofree guint *looks = g_new0 (guint, page_scene_count_hosts (scene) + 1);
  Steps steps = { trace, scene, json, history, looks, g_array_new (FALSE, FALSE, sizeof (guint)), contents, blobs, trace_end_time (trace) >= SIM_DAY };

  json_builder_set_member_name (json, "steps");
  json_builder_begin_array (json);
  for (guint i = 0; i < ladder->rows->len; i++)
    {
      const LadderRow *row = &g_array_index (ladder->rows, LadderRow, i);

      if (row->kind != LADDER_BREAK)
        add_step (&steps, row);
      if (i % REPORTS == 0)
        output_set_tell_progress (outputs, path, (double) i / ladder->rows->len);
    }
  json_builder_end_array (json);
  write_contents (&steps);
  g_array_unref (steps.open);
}
