/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-parser.h"

#include <json-glib/json-glib.h>
#include <string.h>

enum
{
  AHEAD = 65536, /* how far numbers of things may be ahead of those of records */
  MOST_OPENED = 4, /* brackets and braces of a JSON text; a record has one */
};

struct TraceParser
{
  Trace *trace; /* borrowed */
  JsonParser *json;
  GHashTable *hosts;    /* name → HostId; never walked */
  GHashTable *messages; /* label → MessageId; never walked */
  JsonObject *object;   /* of the present line, borrowed */
};

G_DEFINE_QUARK (mailflow-trace-parser-error, trace_parser_error)

TraceParser *
trace_parser_new (Trace *trace)
{
  TraceParser *parser = g_new0 (TraceParser, 1);

  parser->trace = trace;
  parser->json = json_parser_new_immutable ();
  parser->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parser->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return parser;
}

void
trace_parser_free (TraceParser *parser)
{
  g_object_unref (parser->json);
  g_hash_table_unref (parser->hosts);
  g_hash_table_unref (parser->messages);
  g_free (parser);
}

static gboolean
fail (GError **error, const char *member, const char *expected)
{
  g_set_error (error, TRACE_PARSER_ERROR, 0, "\"%s\" is not %s", member, expected);
  return FALSE;
}

/* The value of MEMBER, or NULL where it is not there or of another type. */
static JsonNode *
find (const TraceParser *parser, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (parser->object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static const char *
find_string (const TraceParser *parser, const char *member)
{
  JsonNode *node = find (parser, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

static gboolean
take_number (const TraceParser *parser, const char *member, gint64 *number, GError **error)
{
  JsonNode *node = find (parser, member, G_TYPE_INT64);

  if (node == NULL)
    return fail (error, member, "a number");
  *number = json_node_get_int (node);
  return TRUE;
}

/* The index of NAME among the first COUNT that NAME_OF gives, or -1. */
static int
find_name (const char *(*name_of) (int), int count, const char *name)
{
  for (int i = 0; i < count; i++)
    if (name != NULL && strcmp (name_of (i), name) == 0)
      return i;
  return -1;
}

static const char *
role_at (int i)
{
  return host_role_name ((HostRole) i);
}

static const char *
class_at (int i)
{
  return message_class_name ((MessageClass) i);
}

static const char *
state_at (int i)
{
  return host_state_name ((HostState) i);
}

static gboolean
take_name (const TraceParser *parser, const char *member, const char *(*name_of) (int), int count, gint64 *value, GError **error)
{
  *value = find_name (name_of, count, find_string (parser, member));
  return *value >= 0 ? TRUE : fail (error, member, "one of the names it can have");
}

/* Words parted by SEPARATOR, each a bit. */
static gboolean
take_flags (const TraceParser *parser, const char *member, const TraceFlag *flags, const char *separator, gint64 *value, GError **error)
{
  const char *text = find_string (parser, member);
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, separator, -1) : NULL;

  *value = 0;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    for (guint j = 0; j < N_TRACE_FLAGS; j++)
      if (flags[j].bit != 0 && strcmp (words[i], flags[j].name) == 0)
        *value |= flags[j].bit;
  return text != NULL ? TRUE : fail (error, member, "a list of flags");
}

static gboolean
take_blob (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  g_autofree char *coded_name = g_strconcat (member, "_base64", NULL);
  const char *text = find_string (parser, member), *coded = find_string (parser, coded_name);
  g_autofree guchar *bytes = NULL;
  gsize length;

  *value = 0;
  if (text != NULL)
    *value = trace_text (parser->trace, text);
  else if (coded != NULL)
    {
      bytes = g_base64_decode (coded, &length);
      *value = trace_bytes (parser->trace, bytes, length);
    }
  else if (json_object_has_member (parser->object, member) || json_object_has_member (parser->object, coded_name))
    return fail (error, member, "a text");
  return TRUE;
}

static gboolean
take_digits (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  gint64 number;
  g_autofree char *digits = NULL;

  if (!take_number (parser, member, &number, error))
    return FALSE;
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  *value = trace_text (parser->trace, digits);
  return TRUE;
}

/* A name that an earlier record, or this one, has introduced; 0 where there is none. */
static gboolean
take_reference (const TraceParser *parser, GHashTable *names, const char *member, gint64 *value, GError **error)
{
  const char *name = find_string (parser, member);

  *value = name != NULL ? (gint64) GPOINTER_TO_UINT (g_hash_table_lookup (names, name)) : 0;
  if (*value != 0 || !json_object_has_member (parser->object, member))
    return TRUE;
  return fail (error, member, "a name that is known by now");
}

static gboolean
take_arrival (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  if (!take_number (parser, member, value, error))
    return FALSE;
  if (*value < 0)
    return fail (error, member, "a time");
  if (json_object_get_boolean_member_with_default (parser->object, "lost", FALSE))
    *value = -*value;
  return TRUE;
}

static gboolean
take_date (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  const char *text = find_string (parser, member);

  return text != NULL && sim_time_parse_iso (text, value) ? TRUE : fail (error, member, "a date and time");
}

static gboolean
take_address (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  const char *text = find_string (parser, member);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ".", -1) : NULL;

  *value = 0;
  if (parts == NULL || g_strv_length (parts) != 4)
    return fail (error, member, "an IPv4 address");
  for (guint i = 0; i < 4; i++)
    {
      guint64 part;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, 255, &part, NULL))
        return fail (error, member, "an IPv4 address");
      *value = *value << 8 | (gint64) part;
    }
  return TRUE;
}

/* A time that may not be there: never. */
static gboolean
take_time (const TraceParser *parser, const char *member, gint64 *value, GError **error)
{
  *value = SIM_NEVER;
  return !json_object_has_member (parser->object, member) || take_number (parser, member, value, error);
}

static gboolean
take_field (const TraceParser *parser, const TraceField *field, gint64 *value, GError **error)
{
  switch (field->type)
    {
    case FIELD_NONE:
      *value = 0;
      return TRUE;
    case FIELD_NUMBER:
      return take_number (parser, field->name, value, error);
    case FIELD_TIME:
      return take_time (parser, field->name, value, error);
    case FIELD_TEXT:
    case FIELD_BYTES:
      return take_blob (parser, field->name, value, error);
    case FIELD_DIGITS:
      return take_digits (parser, field->name, value, error);
    case FIELD_HOST:
      return take_reference (parser, parser->hosts, field->name, value, error);
    case FIELD_MESSAGE:
      return take_reference (parser, parser->messages, field->name, value, error);
    case FIELD_ARRIVAL:
      return take_arrival (parser, field->name, value, error);
    case FIELD_DATE:
      return take_date (parser, field->name, value, error);
    case FIELD_ADDRESS:
      return take_address (parser, field->name, value, error);
    case FIELD_ROLE:
      return take_name (parser, field->name, role_at, HOST_RESOLVER + 1, value, error);
    case FIELD_CLASS:
      return take_name (parser, field->name, class_at, MESSAGE_SUCCESS_REPORT + 1, value, error);
    case FIELD_STATE:
      return take_name (parser, field->name, state_at, HOST_HANGING + 1, value, error);
    case FIELD_FLAGS:
      return take_flags (parser, field->name, trace_tcp_flags, ",", value, error);
    case FIELD_MARKS:
      return take_flags (parser, field->name, trace_marks, " ", value, error);
    }
  g_assert_not_reached ();
}

/* Records of hosts and messages introduce a name. */
static gboolean
introduce (TraceParser *parser, TraceKind kind, GError **error)
{
  gboolean is_host = kind == TRACE_HOST;
  GHashTable *names = is_host ? parser->hosts : parser->messages;
  const char *member = is_host ? "host" : "message";
  const char *name = find_string (parser, member);
  guint number = g_hash_table_size (names) + 1;

  if (kind != TRACE_HOST && kind != TRACE_MESSAGE)
    return TRUE;
  if (name == NULL || g_hash_table_contains (names, name) || (is_host && number > G_MAXUINT16))
    return fail (error, member, "a new name");
  g_hash_table_insert (names, g_strdup (name), GUINT_TO_POINTER (number));
  if (is_host)
    trace_name_host (parser->trace, (HostId) number, name);
  else
    trace_name_message (parser->trace, number, name);
  return TRUE;
}

/* What every line begins with. */
static gboolean
take_beginning (const TraceParser *parser, TraceRecord *record, GError **error)
{
  const char *kind = find_string (parser, "kind");
  gint64 id, cause, t;

  record->kind = kind != NULL ? (guint16) trace_kind_find (kind) : TRACE_KIND_NONE;
  if (record->kind == TRACE_KIND_NONE)
    return fail (error, "kind", "a kind of record that this version knows");
  if (!take_number (parser, "id", &id, error) || !take_number (parser, "cause", &cause, error) || !take_number (parser, "t", &t, error))
    return FALSE;
  if (id != (gint64) trace_count (parser->trace) + 1)
    return fail (error, "id", "the number that comes next");
  if (cause < 0 || cause >= id)
    return fail (error, "cause", "the number of an earlier record");
  if (t < trace_end_time (parser->trace) || t < 0)
    return fail (error, "t", "a time after the record before");
  record->cause = (TraceId) cause;
  record->t = t;
  return TRUE;
}

static gboolean
take_fields (const TraceParser *parser, TraceRecord *record, GError **error)
{
  const TraceKindInfo *info = trace_kind_info (record->kind);
  gint64 values[N_SLOTS], host;

  if (!take_reference (parser, parser->hosts, "host", &host, error))
    return FALSE;
  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (!take_field (parser, &info->fields[slot], &values[slot], error))
      return FALSE;
  record->host = (HostId) host;
  record->peer = (HostId) values[SLOT_PEER];
  record->code = (guint16) values[SLOT_CODE];
  record->conn = (guint32) values[SLOT_CONN];
  record->message = (MessageId) values[SLOT_MESSAGE];
  record->item = (guint32) values[SLOT_ITEM];
  record->text = (BlobId) values[SLOT_TEXT];
  record->note = (BlobId) values[SLOT_NOTE];
  record->value = values[SLOT_VALUE];
  return TRUE;
}

/* Connections, queue entries and mail in mailboxes are numbered as they come; whoever reads a trace keeps
 * tables of them. */
static gboolean
are_numbers_near (const TraceParser *parser, const TraceRecord *record, GError **error)
{
  const TraceField *fields = trace_kind_info (record->kind)->fields;
  guint most = trace_count (parser->trace) + AHEAD;

  if (record->conn > most && fields[SLOT_CONN].type == FIELD_NUMBER)
    return fail (error, fields[SLOT_CONN].name, "a number that can be given by now");
  if (record->item > most && fields[SLOT_ITEM].type == FIELD_NUMBER && (strcmp (fields[SLOT_ITEM].name, "entry") == 0 || strcmp (fields[SLOT_ITEM].name, "item") == 0))
    return fail (error, fields[SLOT_ITEM].name, "a number that can be given by now");
  return TRUE;
}

/* The first record says what run it is. */
static gboolean
is_in_place (const TraceParser *parser, const TraceRecord *record, GError **error)
{
  if ((trace_count (parser->trace) == 0) == (record->kind == TRACE_RUN_START))
    return TRUE;
  return fail (error, "kind", trace_count (parser->trace) == 0 ? "\"run-start\", as of the first line of a trace" : "allowed after the first line");
}

/* The parser of JSON takes comments too, and some of the stack for each level of the text. */
static gboolean
is_shallow (const char *line, gsize length)
{
  gboolean quoted = FALSE;
  guint opened = 0;

  for (const char *at = line, *end = line + length; at < end; at++)
    if (quoted && *at == '\\')
      at++;
    else if (*at == '"')
      quoted = !quoted;
    else if (!quoted && (*at == '/' || *at == '#' || *at == '\''))
      return FALSE;
    else if (!quoted && (*at == '[' || *at == '{') && ++opened > MOST_OPENED)
      return FALSE;
  return TRUE;
}

gboolean
trace_parser_take (TraceParser *parser, const char *line, gsize length, GError **error)
{
  TraceRecord record = { 0 };
  JsonNode *root;

  if (!is_shallow (line, length))
    {
      g_set_error (error, TRACE_PARSER_ERROR, 0, "not a JSON object of texts and numbers");
      return FALSE;
    }
  if (!json_parser_load_from_data (parser->json, line, (gssize) length, error))
    return FALSE;
  root = json_parser_get_root (parser->json);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TRACE_PARSER_ERROR, 0, "not a JSON object");
      return FALSE;
    }
  parser->object = json_node_get_object (root);
  if (!take_beginning (parser, &record, error) || !is_in_place (parser, &record, error)
      || !introduce (parser, record.kind, error) || !take_fields (parser, &record, error)
      || !are_numbers_near (parser, &record, error))
    return FALSE;
  trace_append (parser->trace, &record);
  return TRUE;
}
