/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-messages.h"

#include "sim/codec/mail-file.h"
#include "sim/codec/smtp-envelope.h"
#include "sim/world/scenario-type.h"

#include <glib/gstdio.h>

enum
{
  LARGEST_FILE = 100 * 1000000, /* bytes: it is read whole, and kept in the trace */
};

static const ScenarioChoice notices[] = {
  { "success", SMTP_NOTIFY_SUCCESS },
  { "failure", SMTP_NOTIFY_FAILURE },
  { "delay", SMTP_NOTIFY_DELAY },
  { "never", SMTP_NOTIFY_NEVER },
  { NULL },
};

static SCENARIO_FIELD (read_attach);
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
  { "attach", read_attach, MEMBER (attach) },
  { "file", scenario_type_file, MEMBER (file) },
  { "notify", read_notify, MEMBER (notify), .choices = notices },
  { NULL },
};

static const ScenarioTable table = { "message", fields };

/* Each names a part of the message. */
static SCENARIO_FIELD (read_attach)
{
  GPtrArray **attach = member;

  scenario_type_files (reading, field, value, member);
  for (guint i = 0; i < (*attach)->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (*attach, i));
      GStatBuf status;

      if (g_stat (g_ptr_array_index (*attach, i), &status) == 0 && status.st_size > LARGEST_FILE)
        scenario_reading_add_problem (reading, value, "'attach' has a file of more than %d MB; expected a smaller one, or 'attachment' with a size", LARGEST_FILE / 1000000);
      if (!mail_file_is_name (name))
        scenario_reading_add_problem (reading, value, "'attach' has a file whose name is no plain text; expected one without control characters");
    }
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
  if (message->attach->len > 0 && message->file != NULL)
    scenario_reading_add_problem (reading, yaml_node_find (item, "file"), "'file' beside 'attach'; expected one of them");
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
