/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-messages.h"

#include "sim/codec/smtp-envelope.h"
#include "sim/world/scenario-type.h"

static const ScenarioChoice notices[] = {
  { "success", SMTP_NOTIFY_SUCCESS },
  { "failure", SMTP_NOTIFY_FAILURE },
  { "delay", SMTP_NOTIFY_DELAY },
  { "never", SMTP_NOTIFY_NEVER },
  { NULL },
};

static SCENARIO_FIELD (read_file);
static SCENARIO_FIELD (read_notify);

#define MEMBER(name) G_STRUCT_OFFSET (ScenarioMessage, name)

static const ScenarioField fields[] = {
  { "id", scenario_type_word, MEMBER (id) },
  { "at", scenario_type_duration, MEMBER (at) },
  { "from", scenario_type_user, MEMBER (from), .need = FIELD_REQUIRED },
  { "return-path", scenario_type_address, MEMBER (return_path) },
  { "to", scenario_type_addresses, MEMBER (to) },
  { "cc", scenario_type_addresses, MEMBER (cc) },
  { "bcc", scenario_type_addresses, MEMBER (bcc) },
  { "subject", scenario_type_subject, MEMBER (subject) },
  { "text", scenario_type_text, MEMBER (text) },
  { "attachment", scenario_type_size, MEMBER (attachment) },
  { "file", read_file, MEMBER (file) },
  { "notify", read_notify, MEMBER (notify), .choices = notices },
  { NULL },
};

static const ScenarioTable table = { "message", fields };

static SCENARIO_FIELD (read_file)
{
  char **file = member;
  g_autofree char *folder = g_path_get_dirname (reading->file);
  g_autofree char *found = yaml_node_describe (value);
  char *path;

  if (!scenario_type_check_text (reading, field, value, "the path of a file"))
    return;
  if (g_path_is_absolute (value->text) || g_str_equal (folder, "."))
    path = g_strdup (value->text);
  else
    path = g_build_filename (folder, value->text, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    scenario_reading_add_problem (
      reading, value, "'file' is %s; expected a file that exists, from the scenario's folder",
      found);
  *file = path;
}

static SCENARIO_FIELD (read_notify)
{
  guint32 *notify = member;

  scenario_type_flags (reading, field, value, notify);
  if ((*notify & SMTP_NOTIFY_NEVER) != 0 && *notify != SMTP_NOTIFY_NEVER)
    scenario_reading_add_problem (
      reading, value, "'notify' has 'never' and others; expected 'never' alone (RFC 3461 4.1)");
}

static gboolean
is_missing (const YamlNode *item, const char *key)
{
  const YamlNode *value = yaml_node_find (item, key);

  return value == NULL || (value->kind == YAML_NODE_LIST && value->items->len == 0);
}

static void
read_message (ScenarioReading *reading, const YamlNode *item, gpointer owner)
{
  ScenarioMessage *message = scenario_message_new ();

  g_ptr_array_add (owner, message);
  message->place = scenario_reading_place (reading, item);
  scenario_fields_read (reading, &table, item, message);
  if (item->kind != YAML_NODE_MAP)
    return;
  if (is_missing (item, "to") && is_missing (item, "cc") && is_missing (item, "bcc"))
    scenario_reading_add_problem (reading, item,
                                  "message has no recipient; expected 'to', 'cc' or 'bcc'");
  if (message->attachment > 0 && message->file != NULL)
    scenario_reading_add_problem (reading, yaml_node_find (item, "file"), "'file' beside 'attachment'; expected one of them");
  if (message->text != NULL && message->file != NULL)
    scenario_reading_add_problem (reading, yaml_node_find (item, "file"),
                                  "'file' beside 'text'; expected one of them");
}

static void
name_messages (const GPtrArray *messages)
{
  for (guint i = 0; i < messages->len; i++)
    {
      ScenarioMessage *message = g_ptr_array_index (messages, i);

      if (message->id == NULL)
        message->id = g_strdup_printf ("m%u", i + 1);
    }
}

SCENARIO_FIELD (scenario_messages_read)
{
  GPtrArray *messages = *(GPtrArray **) member;

  scenario_fields_read_items (reading, field, value, read_message, messages);
  name_messages (messages);
}
