/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-zone.h"

#include <ldns/ldns.h>
#include <stdio.h>
#include <string.h>

enum
{
  DEFAULT_TTL = 3600,
};

/* What ldns keeps between two lines of a master file. */
typedef struct
{
  guint32 ttl;
  ldns_rdf *origin;
  ldns_rdf *owner;
  int line; /* from 1 */
} State;

/* Reads one line, or the lines of one record; a fault leaves STATE->line at its first line. */
static gboolean
read_record (State *state, FILE *stream, ldns_status *status)
{
  ldns_rr *rr = NULL;
  int line = state->line;

  *status = ldns_rr_new_frm_fp_l (&rr, stream, &state->ttl, &state->origin, &state->owner, &line);
  g_clear_pointer (&rr, ldns_rr_free);
  if (*status != LDNS_STATUS_OK && *status != LDNS_STATUS_SYNTAX_EMPTY
      && *status != LDNS_STATUS_SYNTAX_TTL && *status != LDNS_STATUS_SYNTAX_ORIGIN)
    return FALSE;
  *status = LDNS_STATUS_OK;
  state->line = line;
  return TRUE;
}

/* LINE of TEXT, or the first one after it that is neither blank nor a comment. */
static int
skip_comments (const char *text, int line)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int count = (int) g_strv_length (lines);

  while (line < count
         && strchr (";\r", *(lines[line - 1] + strspn (lines[line - 1], " \t"))) != NULL)
    line++;
  return MIN (line, count);
}

/* *LINE, from 1, is the first one of what is wrong. */
static ldns_status
parse (const char *text, const char *domain, int *line)
{
  g_autofree char *buffer = g_strdup (text);
  FILE *stream = fmemopen (buffer, strlen (buffer), "r");
  State state = { DEFAULT_TTL, ldns_dname_new_frm_str (domain), NULL, 1 };
  ldns_status status = LDNS_STATUS_OK;

  g_assert (stream != NULL && state.origin != NULL);
  while (!feof (stream) && read_record (&state, stream, &status))
    ;
  *line = status == LDNS_STATUS_OK ? 1 : skip_comments (text, state.line);
  ldns_rdf_deep_free (state.origin);
  g_clear_pointer (&state.owner, ldns_rdf_deep_free);
  fclose (stream);
  return status;
}

ScenarioPlace
scenario_zone_place (const ScenarioReading *reading, const YamlNode *node)
{
  ScenarioPlace place = scenario_reading_place (reading, node);

  if (node->text_line != 0)
    {
      place.line = node->text_line;
      place.column = node->text_column;
    }
  return place;
}

void
scenario_zone_check (ScenarioReading *reading, const YamlNode *node, const char *domain)
{
  ScenarioPlace place = scenario_zone_place (reading, node);
  ldns_status status;
  int line;

  if (strspn (node->text, " \t\r\n") == strlen (node->text))
    {
      scenario_reading_add_problem (
        reading, node, "an empty zone; expected records such as '@ IN MX 10 mail.%s.'", domain);
      return;
    }
  status = parse (node->text, domain, &line);
  if (status == LDNS_STATUS_OK)
    return;
  if (node->text_line != 0)
    place.line += (guint) MAX (line, 1) - 1;
  scenario_reading_add_problem_at (
    reading, place.line, place.column,
    "no zone record: %s; expected a line such as '@ IN MX 10 mail.%s.'",
    ldns_get_errorstr_by_id (status), domain);
}
