/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON Schema of a trace's line in docs/ is what the table of kinds says, to the byte. UPDATE_GOLDEN=1 writes it
 * anew.
 */
#include "sim/trace/trace-kind.h"

#include <string.h>

static const char head[] = "{\n"
                           "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                           "  \"title\": \"A line of a mailflow trace\",\n"
                           "  \"description\": \"One record, as trace-format.md tells. What it can't say here: ids are the numbers of the lines, causes are smaller than ids, times never fall.\",\n"
                           "  \"type\": \"object\",\n"
                           "  \"required\": [\"id\", \"cause\", \"t\", \"kind\"],\n";

static const char types[] = "    \"id\": {\"description\": \"number of a record\", \"type\": \"integer\", \"minimum\": 1, \"maximum\": 4294967295},\n"
                            "    \"cause\": {\"description\": \"number of the record that led to this one; 0: a beginning\", \"type\": \"integer\", \"minimum\": 0, \"maximum\": 4294967294},\n"
                            "    \"time\": {\"description\": \"nanoseconds since the start of the run\", \"type\": \"integer\", \"minimum\": 0},\n"
                            "    \"number\": {\"type\": \"integer\", \"minimum\": 0},\n"
                            "    \"digits\": {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 18446744073709551615},\n"
                            "    \"text\": {\"type\": \"string\"},\n"
                            "    \"base64\": {\"type\": \"string\", \"contentEncoding\": \"base64\", \"pattern\": \"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$\"},\n"
                            "    \"host\": {\"description\": \"name of a host that a record of kind host has introduced\", \"type\": \"string\", \"minLength\": 1},\n"
                            "    \"message\": {\"description\": \"label of a message that a record of kind message has introduced\", \"type\": \"string\", \"minLength\": 1},\n"
                            "    \"date\": {\"type\": \"string\", \"format\": \"date-time\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$\"},\n"
                            "    \"ipv4\": {\"type\": \"string\", \"format\": \"ipv4\", \"pattern\": \"^[0-9]{1,3}([.][0-9]{1,3}){3}$\"},\n"
                            "    \"lost\": {\"description\": \"the packet never came; when it would have is its arrival\", \"const\": true},\n";

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

static void
write_names (const char *type, const char *(*name_of) (int), int count, GString *out)
{
  g_string_append_printf (out, "    \"%s\": {\"enum\": [", type);
  for (int i = 0; i < count; i++)
    g_string_append_printf (out, "%s\"%s\"", i == 0 ? "" : ", ", name_of (i));
  g_string_append (out, "]},\n");
}

/* Any of FLAGS, parted by SEPARATOR; also none. A backslash stands twice for the pattern, and each of them for JSON. */
static void
write_flags (const char *type, const TraceFlag *flags, const char *separator, GString *out)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < N_TRACE_FLAGS && flags[i].name != NULL; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : "|", flags[i].name);
  g_string_replace (names, "\\", "\\\\\\\\", 0);
  g_string_append_printf (out, "    \"%s\": {\"type\": \"string\", \"pattern\": \"^((%s)(%s(%s))*)?$\"},\n", type, names->str, separator, names->str);
}

static const char *
type_name (TraceFieldType type)
{
  switch (type)
    {
    case FIELD_NUMBER:
      return "number";
    case FIELD_TEXT:
      return "text";
    case FIELD_BYTES:
      return "base64";
    case FIELD_DIGITS:
      return "digits";
    case FIELD_HOST:
      return "host";
    case FIELD_TIME:
    case FIELD_ARRIVAL:
      return "time";
    case FIELD_DATE:
      return "date";
    case FIELD_ADDRESS:
      return "ipv4";
    case FIELD_ROLE:
      return "role";
    case FIELD_CLASS:
      return "class";
    case FIELD_STATE:
      return "state";
    case FIELD_FLAGS:
      return "tcp-flags";
    case FIELD_MARKS:
      return "marks";
    case FIELD_MESSAGE:
      return "message";
    case FIELD_NONE:
      break;
    }
  g_assert_not_reached ();
}

/* What may have nothing to say, and is left out then. */
static gboolean
is_optional (TraceFieldType type)
{
  return type == FIELD_TEXT || type == FIELD_BYTES || type == FIELD_HOST || type == FIELD_MESSAGE || type == FIELD_TIME;
}

static void
write_member (const char *name, const char *suffix, const char *type, GString *out)
{
  g_string_append_printf (out, ",\n        \"%s%s\": {\"$ref\": \"#/$defs/%s\"}", name, suffix, type);
}

static void
write_field (const TraceField *field, GString *out)
{
  if (field->type == FIELD_NONE)
    return;
  if (field->type != FIELD_BYTES)
    write_member (field->name, "", type_name (field->type), out);
  if (field->type == FIELD_TEXT || field->type == FIELD_BYTES)
    write_member (field->name, "_base64", "base64", out);
  if (field->type == FIELD_ARRIVAL)
    write_member ("lost", "", "lost", out);
}

static void
write_required (const TraceKindInfo *info, GString *out)
{
  g_string_append (out, "      \"required\": [\"id\", \"cause\", \"t\", \"kind\"");
  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (info->fields[slot].type != FIELD_NONE && !is_optional (info->fields[slot].type))
      g_string_append_printf (out, ", \"%s\"", info->fields[slot].name);
  g_string_append (out, "],\n");
}

/* A text stands there in one of its two forms. */
static void
write_exclusions (const TraceKindInfo *info, GString *out)
{
  const char *before = "      \"allOf\": [";

  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (info->fields[slot].type == FIELD_TEXT)
      {
        g_string_append_printf (out, "%s{\"not\": {\"required\": [\"%s\", \"%s_base64\"]}}", before, info->fields[slot].name, info->fields[slot].name);
        before = ", ";
      }
  if (strcmp (before, ", ") == 0)
    g_string_append (out, "],\n");
}

static void
write_kind (const TraceKindInfo *info, GString *out)
{
  g_string_append_printf (out, "    \"record-%s\": {\n      \"type\": \"object\",\n", info->name);
  write_required (info, out);
  write_exclusions (info, out);
  g_string_append_printf (out, "      \"properties\": {\n        \"kind\": {\"const\": \"%s\"}", info->name);
  write_member ("id", "", "id", out);
  write_member ("cause", "", "cause", out);
  write_member ("t", "", "time", out);
  write_member ("host", "", "host", out);
  for (guint slot = 0; slot < N_SLOTS; slot++)
    write_field (&info->fields[slot], out);
  g_string_append (out, "\n      },\n      \"additionalProperties\": false\n    }");
}

static void
write_choice (GString *out)
{
  g_string_append (out, "  \"properties\": {\n    \"kind\": {\n      \"enum\": [");
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    g_string_append_printf (out, "%s\n        \"%s\"", kind == TRACE_RUN_START ? "" : ",", trace_kind_info (kind)->name);
  g_string_append (out, "\n      ]\n    }\n  },\n  \"allOf\": [");
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    g_string_append_printf (out, "%s\n    {\"if\": {\"properties\": {\"kind\": {\"const\": \"%s\"}}}, \"then\": {\"$ref\": \"#/$defs/record-%s\"}}",
                            kind == TRACE_RUN_START ? "" : ",", trace_kind_info (kind)->name, trace_kind_info (kind)->name);
  g_string_append (out, "\n  ],\n");
}

static char *
write_schema (void)
{
  GString *out = g_string_new (head);

  write_choice (out);
  g_string_append (out, "  \"$defs\": {\n");
  g_string_append (out, types);
  write_names ("role", role_at, HOST_RESOLVER + 1, out);
  write_names ("class", class_at, MESSAGE_SUCCESS_REPORT + 1, out);
  write_names ("state", state_at, HOST_HANGING + 1, out);
  write_flags ("tcp-flags", trace_tcp_flags, ",", out);
  write_flags ("marks", trace_marks, " ", out);
  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      write_kind (trace_kind_info (kind), out);
      g_string_append (out, kind + 1 < N_TRACE_KINDS ? ",\n" : "\n");
    }
  g_string_append (out, "  }\n}\n");
  return g_string_free (out, FALSE);
}

static void
test_schema (void)
{
  const char *path = g_getenv ("TRACE_SCHEMA");
  g_autofree char *schema = write_schema ();
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (path);
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_file_set_contents (path, schema, -1, &error);
  else if (g_file_get_contents (path, &found, NULL, &error))
    g_assert_cmpstr (found, ==, schema);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-schema/is-what-the-table-says", test_schema);
  return g_test_run ();
}
