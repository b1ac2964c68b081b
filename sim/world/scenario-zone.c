/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-zone.h"

#include <ldns/ldns.h>
#include <stdio.h>
#include <string.h>

enum
{
  DEFAULT_TTL = 3600,
};

/* *LINE, from 1, is where reading stopped. */
static ldns_status
parse (const char *text, const char *domain, int *line)
{
  g_autofree char *buffer = g_strdup (text);
  FILE *stream = fmemopen (buffer, strlen (buffer), "r");
  ldns_rdf *origin = ldns_dname_new_frm_str (domain);
  ldns_zone *zone = NULL;
  ldns_status status;

  g_assert (stream != NULL && origin != NULL);
  *line = 1;
  status = ldns_zone_new_frm_fp_l (&zone, stream, origin, DEFAULT_TTL, LDNS_RR_CLASS_IN, line);
  ldns_zone_deep_free (zone);
  ldns_rdf_deep_free (origin);
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
      scenario_reading_add_problem (reading, node, "an empty zone; expected records such as '@ IN MX 10 mail.%s.'", domain);
      return;
    }
  status = parse (node->text, domain, &line);
  if (status == LDNS_STATUS_OK)
    return;
  if (node->text_line != 0)
    place.line += (guint) MAX (line, 1) - 1;
  scenario_reading_add_problem_at (reading, place.line, place.column, "no zone record: %s; expected a line such as '@ IN MX 10 mail.%s.'",
                                   ldns_get_errorstr_by_id (status), domain);
}
