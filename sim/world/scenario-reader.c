/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reader.h"

#include "sim/world/scenario-check.h"
#include "sim/world/scenario-checks.h"
#include "sim/world/scenario-defaults.h"
#include "sim/world/scenario-domains.h"
#include "sim/world/scenario-expectations.h"
#include "sim/world/scenario-faults.h"
#include "sim/world/scenario-lesson.h"
#include "sim/world/scenario-messages.h"
#include "sim/world/scenario-network.h"
#include "sim/world/scenario-type.h"
#include "sim/world/yaml-document.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum
{
  LARGEST_FILE = 4 * 1000 * 1000,
  MOST_LINES = 20, /* of a message about what is wrong */
};

G_DEFINE_QUARK (scenario_error, scenario_error)

static const ScenarioChoice levels[] = {
  { "basic", SCENARIO_BASIC },
  { "intermediate", SCENARIO_INTERMEDIATE },
  { "advanced", SCENARIO_ADVANCED },
  { NULL },
};

static const ScenarioChoice dns[] = {
  { "direct", SCENARIO_DNS_DIRECT },
  { "full", SCENARIO_DNS_FULL },
  { NULL },
};

static SCENARIO_FIELD (read_version);

#define MEMBER(name) G_STRUCT_OFFSET (Scenario, name)

static const ScenarioField scenario_fields[] = {
  { "mailflow", read_version, 0, .need = FIELD_REQUIRED },
  { "title", scenario_type_line, MEMBER (title), .need = FIELD_REQUIRED },
  { "summary", scenario_type_text, MEMBER (summary) },
  { "teacher", scenario_type_text, MEMBER (teacher) },
  { "level", scenario_type_choice, MEMBER (level), .choices = levels },
  { "topics", scenario_type_words, MEMBER (topics) },
  { "start", scenario_type_instant, MEMBER (start_unix_ns) },
  { "seed", scenario_type_seed, MEMBER (seed) },
  { "until", scenario_type_period, MEMBER (until) },
  { "network", scenario_network_read, MEMBER (network) },
  { "links", scenario_network_read_links, MEMBER (links) },
  { "dns", scenario_type_choice, MEMBER (dns), .choices = dns },
  { "domains", scenario_domains_read, MEMBER (domains), .need = FIELD_REQUIRED },
  { "messages", scenario_messages_read, MEMBER (messages), .need = FIELD_REQUIRED },
  { "checks", scenario_checks_read, MEMBER (checks) },
  { "faults", scenario_faults_read, MEMBER (faults) },
  { "expect", scenario_expectations_read, MEMBER (expectations) },
  { "lesson", scenario_lesson_read, MEMBER (lesson) },
  { NULL },
};

static const ScenarioTable scenario_table = { "scenario", scenario_fields };

static SCENARIO_FIELD (read_version)
{
  if (value->kind != YAML_NODE_TEXT || !g_str_equal (value->text, "1"))
    scenario_fields_refuse (reading, field, value,
                            "1, the version of the format that this program reads");
}

static char *
make_name (const char *file)
{
  char *name = g_path_get_basename (file);

  if (g_str_has_suffix (name, ".yaml") && name[5] != '\0')
    name[strlen (name) - 5] = '\0';
  return name;
}

/* FALSE and an error where problems were found. */
static gboolean
finish (ScenarioReading *reading, ScenarioError code, GError **error)
{
  g_autoptr (GPtrArray) lines = scenario_reading_write_problems (reading);
  g_autofree char *text = NULL;

  if (lines->len == 0)
    return TRUE;
  if (lines->len > MOST_LINES)
    g_ptr_array_set_size (lines, MOST_LINES);
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  g_set_error_literal (error, SCENARIO_ERROR, code, text);
  return FALSE;
}

static void
read_document (ScenarioReading *reading, const YamlDocument *document)
{
  Scenario *scenario = reading->scenario;

  scenario_fields_read (reading, &scenario_table, document->root, scenario);
  if (yaml_node_find (document->root, "domains") == NULL)
    reading->names_unsure = TRUE;
  scenario_defaults_fill (scenario);
  scenario_check (reading);
  g_ptr_array_unref (scenario->warnings);
  scenario->warnings = scenario_reading_write_warnings (reading);
}

static gboolean
read_bytes (ScenarioReading *reading, const char *bytes, gsize length, GError **error)
{
  YamlDocumentError syntax = { 0 };
  g_autoptr (YamlDocument) document = yaml_document_parse (bytes, length, &syntax);

  if (document == NULL)
    {
      scenario_reading_add_problem_at (reading, syntax.line, syntax.column, "%s", syntax.reason);
      g_free (syntax.reason);
      return finish (reading, SCENARIO_ERROR_SYNTAX, error);
    }
  read_document (reading, document);
  return finish (reading, SCENARIO_ERROR_INVALID, error);
}

Scenario *
scenario_read_bytes (const char *file, const char *bytes, gsize length, GError **error)
{
  g_autoptr (Scenario) scenario = scenario_new ();
  ScenarioReading reading;
  gboolean fine;

  scenario->file = g_strdup (file);
  scenario->name = make_name (file);
  scenario_reading_init (&reading, file, scenario);
  fine = read_bytes (&reading, bytes, length, error);
  scenario_reading_clear (&reading);
  return fine ? g_steal_pointer (&scenario) : NULL;
}

/* All that comes from FD, cut off beyond what is allowed; NULL and errno where reading fails. */
static GByteArray *
read_all (int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];

  while (bytes->len <= LARGEST_FILE)
    {
      gssize count = read (fd, buffer, sizeof buffer);

      if (count == 0)
        break;
      if (count > 0)
        g_byte_array_append (bytes, buffer, (guint) count);
      else if (errno != EINTR)
        return NULL;
    }
  return g_steal_pointer (&bytes);
}

static GByteArray *
load (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr (GByteArray) bytes = fd < 0 ? NULL : read_all (fd);

  if (bytes == NULL)
    g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_UNREADABLE,
                 "%s: %s; expected a scenario file", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (bytes == NULL || bytes->len <= LARGEST_FILE)
    return g_steal_pointer (&bytes);
  g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_UNREADABLE,
               "%s: larger than 4 MB; expected a scenario file", path);
  return NULL;
}

char *
scenario_read_text (const char *path, gsize *length, GError **error)
{
  GByteArray *bytes = load (path, error);

  if (bytes == NULL)
    return NULL;
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}

Scenario *
scenario_read_file (const char *path, GError **error)
{
  gsize length;
  g_autofree char *text = scenario_read_text (path, &length, error);

  return text == NULL ? NULL : scenario_read_bytes (path, text, length, error);
}
