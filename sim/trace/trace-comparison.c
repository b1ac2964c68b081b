/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-comparison.h"

#include "sim/trace/story.h"
#include "sim/trace/trace-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
free_member (gpointer data)
{
  MemberDifference *member = data;

  g_free (member->name);
  g_free (member->a);
  g_free (member->b);
  g_free (member);
}

static void
free_record (gpointer data)
{
  RecordDifference *difference = data;

  g_ptr_array_unref (difference->members);
  g_free (difference);
}

void
trace_comparison_free (TraceComparison *comparison)
{
  g_ptr_array_unref (comparison->worlds);
  g_clear_pointer (&comparison->parting, free_record);
  g_clear_pointer (&comparison->story, free_record);
  g_free (comparison);
}

static RecordDifference *
new_record (TraceId a, TraceId b)
{
  RecordDifference *difference = g_new (RecordDifference, 1);

  difference->a = a;
  difference->b = b;
  difference->members = g_ptr_array_new_with_free_func (free_member);
  return difference;
}

static char *
dup_line (const Trace *trace, TraceId id)
{
  GString *line = g_string_new (NULL);

  trace_json_write (trace, id, line);
  return g_string_free (line, FALSE);
}

static JsonNode *
parse_line (const char *line)
{
  JsonNode *node = json_from_string (line, NULL);

  g_assert (node != NULL && JSON_NODE_HOLDS_OBJECT (node)); /* we wrote it */
  return node;
}

/* Numbers that each trace gives in its own order. */
static gboolean
is_own (const char *member)
{
  return strcmp (member, "id") == 0 || strcmp (member, "cause") == 0 || strcmp (member, "fault") == 0;
}

static char *
dup_value (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return NULL;
  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : json_to_string (node, FALSE);
}

/* Takes A and B. */
static void
compare_values (RecordDifference *difference, const char *name, char *a, char *b)
{
  const MemberDifference member = { g_strdup (name), a, b };

  if (!is_own (name) && g_strcmp0 (a, b) != 0)
    g_ptr_array_add (difference->members, g_memdup2 (&member, sizeof member));
  else
    free_member (g_memdup2 (&member, sizeof member));
}

/* The members of A in their order, then those that only B has. */
static void
compare_members (RecordDifference *difference, JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) of_a = json_object_get_members (a), of_b = json_object_get_members (b);

  for (const GList *item = of_a; item != NULL; item = item->next)
    compare_values (difference, item->data, dup_value (a, item->data), dup_value (b, item->data));
  for (const GList *item = of_b; item != NULL; item = item->next)
    if (!json_object_has_member (a, item->data))
      compare_values (difference, item->data, NULL, dup_value (b, item->data));
}

/* What stands behind the numbers of a record and its cause is equal in nearly all pairs; to look closer is dear. */
static gboolean
lines_equal (const char *a, const char *b)
{
  return strcmp (strstr (a, ", \"t\": "), strstr (b, ", \"t\": ")) == 0;
}

/* NULL where they say the same. */
static RecordDifference *
compare_records (const Trace *trace_a, TraceId a, const Trace *trace_b, TraceId b)
{
  g_autofree char *line_a = dup_line (trace_a, a), *line_b = dup_line (trace_b, b);
  g_autoptr (JsonNode) node_a = NULL, node_b = NULL;
  RecordDifference *difference;

  if (lines_equal (line_a, line_b))
    return NULL;
  node_a = parse_line (line_a);
  node_b = parse_line (line_b);
  difference = new_record (a, b);
  compare_members (difference, json_node_get_object (node_a), json_node_get_object (node_b));
  if (difference->members->len == 0)
    g_clear_pointer (&difference, free_record);
  return difference;
}

static gboolean
is_fault (const TraceRecord *record)
{
  return record->kind == TRACE_FAULT_START || record->kind == TRACE_FAULT_END;
}

/* What is given in the world, and not what comes of it. A zone that a fault changes has a cause. */
static gboolean
is_given (const TraceRecord *record)
{
  return is_fault (record) || record->kind == TRACE_HOST || record->kind == TRACE_HOST_ADDRESS || record->kind == TRACE_MAILBOX || (record->kind == TRACE_ZONE && record->cause == 0);
}

static gboolean
has_kind (const Trace *trace, TraceKind kind)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == kind)
      return TRUE;
  return FALSE;
}

/* The most that there is in TRACE. */
static TraceLevel
find_level (const Trace *trace)
{
  TraceLevel level = TRACE_NONE;

  for (TraceId id = 1; id <= trace_count (trace) && level < TRACE_PACKETS; id++)
    level = MAX (level, trace_kind_info (trace_get (trace, id)->kind)->level);
  return level;
}

/* The records of the world, or those of what comes of it, up to LEVEL. */
static GArray *
list_records (const Trace *trace, gboolean world, TraceLevel level)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (TraceId));

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind != TRACE_RUN_START && is_given (record) == world && trace_kind_info (record->kind)->level <= level)
        g_array_append_val (ids, id);
    }
  return ids;
}

/* Faults have no names: all that is said of them tells them apart. */
static char *
dup_fault (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  const char *rule = record->kind == TRACE_FAULT_START ? trace_blob (trace, record->conn, NULL) : "";

  return g_strdup_printf ("%s\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT, trace_kind_info (record->kind)->name, trace_blob (trace, record->text, NULL), trace_blob (trace, record->note, NULL), rule, record->t, record->value);
}

/* What the record of a world is about: two of one name in two traces should say the same. */
static char *
dup_subject (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);
  gboolean named = record->kind == TRACE_MAILBOX || record->kind == TRACE_ZONE;

  if (is_fault (record))
    return dup_fault (trace, id);
  return g_strdup_printf ("%s\n%s\n%s\n%s", trace_kind_info (record->kind)->name, trace_host_name (trace, record->host), trace_host_name (trace, record->peer), named ? trace_blob (trace, record->text, NULL) : "");
}

static GHashTable *
index_by_subject (const Trace *trace, const GArray *ids)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_insert (index, dup_subject (trace, g_array_index (ids, TraceId, i)), GUINT_TO_POINTER (g_array_index (ids, TraceId, i)));
  return index;
}

static TraceId
find_subject (GHashTable *index, const Trace *trace, TraceId id)
{
  g_autofree char *subject = dup_subject (trace, id);

  return GPOINTER_TO_UINT (g_hash_table_lookup (index, subject));
}

/* Traces of older versions have no zones. */
static gboolean
is_comparable (const Trace *trace, TraceId id, const Trace *other)
{
  return trace_get (trace, id)->kind != TRACE_ZONE || has_kind (other, TRACE_ZONE);
}

static void
compare_worlds (TraceComparison *comparison, const Trace *a, const Trace *b)
{
  g_autoptr (GArray) of_a = list_records (a, TRUE, TRACE_PACKETS), of_b = list_records (b, TRUE, TRACE_PACKETS);
  g_autoptr (GHashTable) in_a = index_by_subject (a, of_a), in_b = index_by_subject (b, of_b);

  for (guint i = 0; i < of_a->len; i++)
    {
      TraceId id = g_array_index (of_a, TraceId, i), same = find_subject (in_b, a, id);
      RecordDifference *difference = same != 0 ? compare_records (a, id, b, same) : is_comparable (a, id, b) ? new_record (id, 0)
                                                                                                             : NULL;

      if (difference != NULL)
        g_ptr_array_add (comparison->worlds, difference);
    }
  for (guint i = 0; i < of_b->len; i++)
    {
      TraceId id = g_array_index (of_b, TraceId, i);

      if (find_subject (in_a, b, id) == 0 && is_comparable (b, id, a))
        g_ptr_array_add (comparison->worlds, new_record (0, id));
    }
}

/* The first that only one of two lists of records has, where they are the same up to there. */
static RecordDifference *
find_surplus (const GArray *of_a, const GArray *of_b)
{
  guint both = MIN (of_a->len, of_b->len);

  if (of_a->len == of_b->len)
    return NULL;
  return new_record (of_a->len > both ? g_array_index (of_a, TraceId, both) : 0, of_b->len > both ? g_array_index (of_b, TraceId, both) : 0);
}

static RecordDifference *
find_parting (const Trace *a, const Trace *b)
{
  TraceLevel level = MIN (find_level (a), find_level (b));
  g_autoptr (GArray) of_a = list_records (a, FALSE, level), of_b = list_records (b, FALSE, level);
  RecordDifference *difference = NULL;

  for (guint i = 0; i < MIN (of_a->len, of_b->len) && difference == NULL; i++)
    difference = compare_records (a, g_array_index (of_a, TraceId, i), b, g_array_index (of_b, TraceId, i));
  return difference != NULL ? difference : find_surplus (of_a, of_b);
}

static GArray *
list_told (const Trace *trace)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (TraceId));

  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (story_is_told (trace, id, FALSE) && !is_given (trace_get (trace, id)))
      g_array_append_val (ids, id);
  return ids;
}

static gboolean
sentences_equal (const Trace *trace_a, TraceId a, const Trace *trace_b, TraceId b)
{
  g_autofree char *sentence_a = story_sentence (trace_a, a), *sentence_b = story_sentence (trace_b, b);

  return strcmp (sentence_a, sentence_b) == 0;
}

static RecordDifference *
find_story (const Trace *a, const Trace *b)
{
  g_autoptr (GArray) of_a = list_told (a), of_b = list_told (b);

  for (guint i = 0; i < MIN (of_a->len, of_b->len); i++)
    {
      TraceId in_a = g_array_index (of_a, TraceId, i), in_b = g_array_index (of_b, TraceId, i);

      if (!sentences_equal (a, in_a, b, in_b))
        return new_record (in_a, in_b);
    }
  return find_surplus (of_a, of_b);
}

TraceComparison *
trace_comparison_new (const Trace *a, const Trace *b)
{
  TraceComparison *comparison = g_new0 (TraceComparison, 1);

  comparison->worlds = g_ptr_array_new_with_free_func (free_record);
  compare_worlds (comparison, a, b);
  comparison->parting = find_parting (a, b);
  comparison->story = find_story (a, b);
  return comparison;
}
