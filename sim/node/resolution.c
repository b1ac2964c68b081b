/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/resolution.h"

#include "sim/node/dns-summary.h"
#include "sim/node/zone-servers.h"

#include <string.h>

enum
{
  TRIES = 3,          /* of each server */
  LONGEST_CHAIN = 16, /* aliases followed for one question */
  DEEPEST = 4,        /* questions for the address of a name server, one because of the other */
  MOST_QUESTIONS = 64,
};

static const SimTime first_wait = 600 * SIM_MILLISECOND; /* twice as long at each try */
static const SimTime patience = 7500 * SIM_MILLISECOND;  /* with an exchange over TCP, less than a stub resolver's */

/* What one client's question may cost, with all that it leads to. */
typedef struct
{
  SimTime deadline;
  guint questions;
} Allowance;

struct Resolution
{
  const ResolutionGround *ground; /* borrowed */
  guint depth;
  Allowance own, *allowance;      /* the first one's */
  DnsMessage *found;              /* has the question */
  char *name;                     /* asked for now: where the aliases have led to */
  guint links;
  ZoneServers servers;            /* of the zone that is asked now */
  guint asking;                   /* index in them */
  Resolution *child;              /* asks for the address of that server, or NULL */
  ResolutionFunc func;
  gpointer user;
};

Resolution *
resolution_new (const ResolutionGround *ground, const char *name, guint16 type, ResolutionFunc func, gpointer user)
{
  Resolution *resolution = g_new0 (Resolution, 1);

  resolution->ground = ground;
  resolution->own = (Allowance){ engine_now (ground->internet->engine) + patience, MOST_QUESTIONS };
  resolution->allowance = &resolution->own;
  resolution->found = dns_message_new_query (0, name, type, FALSE);
  resolution->name = g_strdup (resolution->found->name);
  zone_servers_init (&resolution->servers);
  resolution->func = func;
  resolution->user = user;
  return resolution;
}

void
resolution_free (Resolution *resolution)
{
  g_clear_pointer (&resolution->child, resolution_free);
  zone_servers_clear (&resolution->servers);
  g_clear_pointer (&resolution->found, dns_message_free);
  g_free (resolution->name);
  g_free (resolution);
}

static SimTime
now_of (const Resolution *resolution)
{
  return engine_now (resolution->ground->internet->engine);
}

static void
finish (Resolution *resolution)
{
  ResolutionFunc func = resolution->func;
  gpointer user = resolution->user;
  g_autoptr (DnsMessage) found = g_steal_pointer (&resolution->found);

  resolution_free (resolution);
  func (user, found);
}

static void
fail (Resolution *resolution)
{
  g_ptr_array_set_size (resolution->found->answers, 0);
  resolution->found->code = DNS_SERVFAIL;
  finish (resolution);
}

static void
record_failure (const Resolution *resolution, const ZoneServer *server, const char *reason)
{
  Trace *trace = resolution->ground->internet->trace;
  guint16 type = resolution->found->type;

  if (trace_wants (trace, TRACE_DNS_FAILED))
    trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_FAILED, .host = resolution->ground->host, .peer = server->host, .code = type, .conn = server->exchange == NULL ? 0 : dns_exchange_get_number (server->exchange), .text = trace_text (trace, resolution->name), .item = trace_text (trace, dns_type_name (type)), .note = trace_text (trace, reason) });
}

static void
record_kept (gpointer user, const DnsKept *kept, guint16 type)
{
  const Resolution *resolution = user;
  Trace *trace = resolution->ground->internet->trace;
  g_autofree char *words = NULL;

  if (!trace_wants (trace, TRACE_DNS_CACHED))
    return;
  words = dns_summary_of_kept (kept);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_DNS_CACHED, .host = resolution->ground->host, .code = type, .text = trace_text (trace, kept->name), .item = trace_text (trace, dns_type_name (type)), .note = trace_text (trace, words), .value = kept->expires });
}

static void ask_next (Resolution *resolution);

static void
on_address (gpointer user, const DnsMessage *found)
{
  Resolution *resolution = user;
  ZoneServer *server = &g_array_index (resolution->servers.servers, ZoneServer, resolution->asking);

  resolution->child = NULL;
  zone_server_take_address (server, found, resolution->ground->internet->network);
  if (server->useless)
    record_failure (resolution, server, "its address is not to be found");
  ask_next (resolution);
}

static void
ask_for_address (Resolution *resolution, const ZoneServer *server)
{
  Resolution *child = resolution_new (resolution->ground, server->name, DNS_A, on_address, resolution);

  child->depth = resolution->depth + 1;
  child->allowance = resolution->allowance;
  resolution->child = child;
  resolution_run (child);
}

static void on_answer (gpointer user, DnsExchange *exchange, DnsMessage *answer);

static void
pass_over_others (const Resolution *resolution, const ZoneServer *chosen)
{
  for (guint i = 0; i < resolution->servers.servers->len; i++)
    {
      const ZoneServer *other = &g_array_index (resolution->servers.servers, ZoneServer, i);

      if (other != chosen && other->host != 0)
        server_choice_note_passed_over (resolution->ground->choice, other->host);
    }
}

static void
ask (Resolution *resolution, ZoneServer *server)
{
  SimTime left = resolution->allowance->deadline - now_of (resolution);

  pass_over_others (resolution, server);
  resolution->allowance->questions--;
  if (server->exchange == NULL)
    server->exchange = dns_exchange_new (resolution->ground->exchanges, server->host, resolution->name, resolution->found->type, on_answer, resolution);
  dns_exchange_send (server->exchange, MIN (first_wait << server->tries, left));
  server->tries++;
}

/* The next server of the zone; without one, or without time, it is over. */
static void
ask_next (Resolution *resolution)
{
  ZoneServer *server = zone_servers_choose (&resolution->servers, resolution->ground->choice, TRIES);

  if (server == NULL || resolution->allowance->questions == 0 || now_of (resolution) >= resolution->allowance->deadline)
    {
      fail (resolution);
      return;
    }
  resolution->asking = (guint) (server - (const ZoneServer *) (gpointer) resolution->servers.servers->data);
  if (server->host != 0)
    ask (resolution, server);
  else if (resolution->depth < DEEPEST)
    ask_for_address (resolution, server);
  else
    fail (resolution);
}

/* To the nearest zone at or above the name whose servers are known (RFC 1034 5.3.3 step 2). */
static void
enter_nearest (Resolution *resolution)
{
  const ResolutionGround *ground = resolution->ground;
  const char *zone = resolution->name;

  for (; zone != NULL; zone = strchr (zone, '.'))
    {
      HostId known;

      if (*zone == '.')
        zone++;
      known = (HostId) GPOINTER_TO_UINT (g_hash_table_lookup (ground->servers, zone));
      if (zone_servers_enter_kept (&resolution->servers, zone, ground->cache, ground->internet->network, now_of (resolution)))
        return;
      if (known != 0)
        {
          zone_servers_enter_known (&resolution->servers, zone, known);
          return;
        }
    }
  zone_servers_enter_known (&resolution->servers, "", ground->last_server);
}

/* Goes on with the name that an alias stands for. */
static void
follow (Resolution *resolution, const char *alias)
{
  char *name = g_strdup (alias);

  g_free (resolution->name);
  resolution->name = name;
  resolution->links++;
}

/* From what is kept, as far as that leads; then to the servers. */
static void
resume (Resolution *resolution)
{
  const ResolutionGround *ground = resolution->ground;
  SimTime now = now_of (resolution);
  guint16 type = resolution->found->type;
  const DnsKept *kept, *alias;

  while ((kept = dns_cache_find (ground->cache, resolution->name, type, DNS_RANK_ANSWER, now)) == NULL && resolution->links < LONGEST_CHAIN)
    {
      alias = dns_cache_find (ground->cache, resolution->name, DNS_CNAME, DNS_RANK_ANSWER, now);
      if (alias == NULL || alias->records->len == 0)
        break;
      dns_kept_copy (alias, resolution->found, now);
      follow (resolution, ((const DnsRecord *) g_ptr_array_index (alias->records, 0))->value);
    }
  if (resolution->links >= LONGEST_CHAIN)
    fail (resolution);
  else if (kept != NULL)
    {
      dns_kept_copy (kept, resolution->found, now);
      finish (resolution);
    }
  else
    {
      enter_nearest (resolution);
      ask_next (resolution);
    }
}

static void
drop_outside (GPtrArray *section, const char *zone)
{
  for (guint i = section->len; i > 0; i--)
    if (!dns_name_lies_in (((const DnsRecord *) g_ptr_array_index (section, i - 1))->name, zone))
      g_ptr_array_remove_index (section, i - 1);
}

/* A server is believed what it says of its own zone only. */
static void
drop_hearsay (const Resolution *resolution, DnsMessage *answer)
{
  drop_outside (answer->answers, resolution->servers.zone);
  drop_outside (answer->authority, resolution->servers.zone);
  drop_outside (answer->additional, resolution->servers.zone);
}

static const DnsRecord *
find_record (const GPtrArray *section, const char *name, guint16 type)
{
  for (guint i = 0; i < section->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (section, i);

      if (record->type == type && (name == NULL || strcmp (record->name, name) == 0))
        return record;
    }
  return NULL;
}

/* The name that the aliases in ANSWER lead to; *LINKS: how many. */
static const char *
find_end (const Resolution *resolution, const DnsMessage *answer, guint *links)
{
  const char *end = resolution->name;
  const DnsRecord *alias;

  for (*links = 0; answer->type != DNS_CNAME && *links < LONGEST_CHAIN; (*links)++)
    {
      alias = find_record (answer->answers, end, DNS_CNAME);
      if (alias == NULL)
        break;
      end = alias->value;
    }
  return end;
}

typedef enum
{
  ANSWER_IS_IT,       /* the records, or that there are none */
  ANSWER_IS_ALIAS,    /* of a name to be asked for elsewhere */
  ANSWER_IS_REFERRAL,
  ANSWER_IS_NONE,     /* SERVFAIL, REFUSED, or from a server that does not know the zone: a lame one */
} AnswerSense;

static AnswerSense
judge (const Resolution *resolution, const DnsMessage *answer, const char *end)
{
  const char *zone = resolution->servers.zone;
  const DnsRecord *cut = find_record (answer->authority, NULL, DNS_NS);
  gboolean aliased = end != resolution->name;

  if (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN)
    return ANSWER_IS_NONE;
  if (find_record (answer->answers, end, answer->type) != NULL)
    return ANSWER_IS_IT;
  if (aliased && (cut != NULL || !dns_name_lies_in (end, zone)))
    return ANSWER_IS_ALIAS;
  if (answer->authoritative)
    return ANSWER_IS_IT;
  if (cut != NULL && strlen (cut->name) > strlen (zone) && dns_name_lies_in (end, cut->name))
    return ANSWER_IS_REFERRAL;
  return ANSWER_IS_NONE;
}

/* The answers add up; the rest is the last one's. */
static void
take_records (Resolution *resolution, DnsMessage *answer)
{
  DnsMessage *found = resolution->found;

  g_ptr_array_extend_and_steal (found->answers, g_steal_pointer (&answer->answers));
  answer->answers = g_ptr_array_new ();
  g_clear_pointer (&found->authority, g_ptr_array_unref);
  found->authority = g_ptr_array_ref (answer->authority);
  g_clear_pointer (&found->additional, g_ptr_array_unref);
  found->additional = g_ptr_array_ref (answer->additional);
  found->code = answer->code;
}

static void
keep (Resolution *resolution, const DnsMessage *answer)
{
  dns_cache_put (resolution->ground->cache, answer, now_of (resolution), record_kept, resolution);
}

static void
take_alias (Resolution *resolution, DnsMessage *answer, const char *end, guint links)
{
  g_autofree char *name = g_strdup (end);

  answer->code = DNS_NOERROR; /* what is said of the other name is hearsay */
  g_ptr_array_set_size (answer->authority, 0);
  keep (resolution, answer);
  take_records (resolution, answer);
  resolution->links += links - 1;
  follow (resolution, name);
  resume (resolution);
}

static void
take_referral (Resolution *resolution, const DnsMessage *answer)
{
  const ResolutionGround *ground = resolution->ground;
  g_autofree char *cut = g_strdup (find_record (answer->authority, NULL, DNS_NS)->name);

  keep (resolution, answer);
  if (zone_servers_enter_kept (&resolution->servers, cut, ground->cache, ground->internet->network, now_of (resolution)))
    ask_next (resolution);
  else
    fail (resolution);
}

static ZoneServer *
server_of (const Resolution *resolution, const DnsExchange *exchange)
{
  for (guint i = 0; i < resolution->servers.servers->len; i++)
    if (g_array_index (resolution->servers.servers, ZoneServer, i).exchange == exchange)
      return &g_array_index (resolution->servers.servers, ZoneServer, i);
  g_assert_not_reached ();
}

static gboolean
is_asked (const Resolution *resolution, const ZoneServer *server)
{
  return resolution->child == NULL && server == &g_array_index (resolution->servers.servers, ZoneServer, resolution->asking);
}

static void
on_silence (Resolution *resolution, ZoneServer *server)
{
  ServerChoice *choice = resolution->ground->choice;

  server_choice_note_silence (choice, server->host, dns_exchange_get_age (server->exchange));
  if (!is_asked (resolution, server))
    return;
  if (zone_servers_choose (&resolution->servers, choice, TRIES) != server)
    record_failure (resolution, server, "no answer");
  ask_next (resolution);
}

static void
on_no_help (Resolution *resolution, ZoneServer *server, const DnsMessage *answer)
{
  gboolean asked = is_asked (resolution, server);

  server->useless = TRUE;
  record_failure (resolution, server, answer->code == DNS_NOERROR || answer->code == DNS_NXDOMAIN ? "lame: it does not know the zone" : dns_code_name (answer->code));
  if (asked)
    ask_next (resolution);
}

static void
on_answer (gpointer user, DnsExchange *exchange, DnsMessage *answer)
{
  Resolution *resolution = user;
  ZoneServer *server = server_of (resolution, exchange);
  const char *end;
  guint links;

  if (server->useless)
    return;
  if (answer == NULL)
    {
      on_silence (resolution, server);
      return;
    }
  server_choice_note_answer (resolution->ground->choice, server->host, dns_exchange_get_age (exchange));
  drop_hearsay (resolution, answer);
  end = find_end (resolution, answer, &links);
  switch (judge (resolution, answer, end))
    {
    case ANSWER_IS_IT:
      keep (resolution, answer);
      take_records (resolution, answer);
      finish (resolution);
      return;
    case ANSWER_IS_ALIAS:
      g_clear_pointer (&resolution->child, resolution_free);
      take_alias (resolution, answer, end, links);
      return;
    case ANSWER_IS_REFERRAL:
      g_clear_pointer (&resolution->child, resolution_free);
      take_referral (resolution, answer);
      return;
    case ANSWER_IS_NONE:
      on_no_help (resolution, server, answer);
      return;
    }
}

void
resolution_run (Resolution *resolution)
{
  resume (resolution);
}
