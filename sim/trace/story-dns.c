/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/story-words.h"

#include <string.h>

enum
{
  TYPE_A = 1,
  TYPE_MX = 15,
  TYPE_AAAA = 28,
};

static void
tell_query (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *name = story_text (trace, record->text);

  g_string_append_printf (what, "asks %s: ", story_host (trace, record->peer));
  if (record->code == TYPE_MX)
    {
      g_string_append_printf (what, "which servers take mail for %s? (MX)", name);
      *rfc = "RFC 5321 5.1";
    }
  else if (record->code == TYPE_A)
    {
      g_string_append_printf (what, "what is the address of %s? (A)", name);
      *rfc = "RFC 1035 3.4.1";
    }
  else if (record->code == TYPE_AAAA)
    {
      g_string_append_printf (what, "what is the IPv6 address of %s? (AAAA)", name);
      *rfc = "RFC 3596 2.1";
    }
  else
    g_string_append_printf (what, "%s %s?", name, story_text (trace, record->note));
}

static void
tell_answer (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *answer = story_text (trace, record->note), *type = story_text (trace, record->item);

  g_string_append_printf (what, "answers %s: %s", story_host (trace, record->peer), answer);
  *rfc = "RFC 1035 4.1.1";
  if (g_str_has_prefix (answer, "referral to "))
    {
      g_string_append (why, "it does not know itself, but it knows whose servers are nearer to the name");
      *rfc = "RFC 1034 4.3.1";
    }
  else if (strcmp (answer, "REFUSED") == 0)
    g_string_append (why, "it does not answer for this name");
  else if (strcmp (answer, "NXDOMAIN") == 0)
    g_string_append_printf (why, "there is no name %s in the DNS", story_text (trace, record->text));
  else if (strcmp (answer, "SERVFAIL") == 0)
    g_string_append (why, "it could not find out; that may pass");
  else if (strcmp (answer, "no such record") == 0)
    g_string_append_printf (why, "the name is there, but it has no %s record", type);
  else if (strcmp (type, "MX") == 0 && g_str_has_suffix (answer, " ."))
    {
      g_string_append (why, "an empty name (a null MX): the domain says that it takes no mail");
      *rfc = "RFC 7505 3";
    }
  else if (strcmp (type, "MX") == 0)
    g_string_append (why, "a name for each server, and before it its preference: the lowest comes first");
  else if (strcmp (type, "A") == 0)
    g_string_append (why, "a name alone can't be called, an address can");
}

static void
append_life (const TraceRecord *record, GString *out)
{
  g_autofree char *life = sim_time_format_friendly (record->value - record->t);

  g_string_append (out, life);
}

static void
tell_failure (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *name = story_text (trace, record->text), *type = story_text (trace, record->item), *reason = story_text (trace, record->note);

  *rfc = "RFC 1035 7.2";
  if (strcmp (reason, "no answer") == 0)
    {
      g_string_append_printf (what, "gets no answer from %s about %s %s", story_host (trace, record->peer), name, type);
      *rfc = "RFC 1035 4.2.1";
    }
  else if (record->peer == 0)
    g_string_append_printf (what, "can't ask one of the name servers about %s %s: %s", name, type, reason);
  else
    {
      g_string_append_printf (what, "gets no help from %s about %s %s: %s", story_host (trace, record->peer), name, type, reason);
      g_string_append (why, "another name server of the zone may do better");
    }
}

void
story_dns (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *name = story_text (trace, record->text), *type = story_text (trace, record->item);

  if (record->kind == TRACE_DNS_QUERY)
    tell_query (trace, record, what, why, rfc);
  else if (record->kind == TRACE_DNS_ANSWER)
    tell_answer (trace, record, what, why, rfc);
  else if (record->kind == TRACE_DNS_CACHED)
    {
      g_string_append_printf (what, "remembers %s %s for ", name, type);
      append_life (record, what);
      g_string_append (why, "the answer's time to live says how long it may");
      *rfc = "RFC 1034 5.3.3, RFC 2308 5";
    }
  else if (record->kind == TRACE_DNS_CACHE_HIT)
    {
      g_string_append_printf (what, "still knows %s %s, for another ", name, type);
      append_life (record, what);
      *rfc = "RFC 1034 5.3.3";
    }
  else
    tell_failure (trace, record, what, why, rfc);
}

/* A master file has a record a line here; lines of "$" are for its reader. */
static guint
count_records (const char *master_file)
{
  guint lines = 0;

  for (const char *line = master_file; *line != '\0'; line += strcspn (line, "\n"), line += *line == '\n')
    if (*line != '$' && *line != '\n')
      lines++;
  return lines;
}

void
story_zone (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *origin = story_text (trace, record->text);
  guint records = count_records (story_text (trace, record->note));

  g_string_append_printf (what, "answers for the zone %s, which has %u record%s", strcmp (origin, ".") == 0 ? "of the root" : origin, records, records == 1 ? "" : "s");
  g_string_append (why, "it is an authority on these names: others ask it, and keep its answers for a time");
  *rfc = "RFC 1034 4.2";
}

static void
tell_route (const char *domain, const char *candidates, GString *what, GString *why)
{
  if (g_str_has_prefix (candidates, "none yet"))
    {
      g_string_append_printf (what, "can't find out where mail for %s goes: %s", domain, candidates + strlen ("none yet: "));
      g_string_append (why, "that may pass");
    }
  else if (g_str_has_prefix (candidates, "none"))
    g_string_append_printf (what, "finds no server for %s: %s", domain, candidates + strlen ("none: "));
  else
    {
      g_string_append_printf (what, "knows where mail for %s goes: %s", domain, candidates);
      g_string_append (why, strstr (candidates, "implicit") != NULL ? "without MX records the domain itself is its server"
                            : strstr (candidates, "passed over") != NULL ? "a server in the list drops itself and all that are no better, or mail would go round in circles"
                                                                         : "the lowest preference number is tried first");
    }
}

void
story_route (const Trace *trace, const TraceRecord *record, GString *what, GString *why, const char **rfc)
{
  const char *name = story_text (trace, record->text), *candidates = story_text (trace, record->note);

  *rfc = "RFC 5321 5.1";
  if (record->kind == TRACE_ROUTE)
    {
      tell_route (name, candidates, what, why);
      return;
    }
  g_string_append_printf (what, "looks where %s is: %s", name, candidates);
  if (strstr (candidates, "is an alias") != NULL)
    {
      g_string_append (why, "an MX record must not name an alias; most senders follow it nevertheless");
      *rfc = "RFC 2181 10.3, RFC 5321 5.1";
    }
  else
    g_string_append (why, g_str_has_prefix (candidates, "none") ? "the next server in the list has its turn" : "each address is tried, in this order");
}
