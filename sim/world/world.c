/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world.h"

#include "sim/node/access-server.h"
#include "sim/node/name-server.h"
#include "sim/node/resolver.h"
#include "sim/node/transfer-agent.h"
#include "sim/node/user-agent.h"
#include "sim/world/fault-plan.h"
#include "sim/world/message-source.h"
#include "sim/world/world-addresses.h"
#include "sim/world/world-zone.h"

#include <string.h>

/* The programs of one mail server. */
typedef struct
{
  HostId host;
  MailStore *store; /* NULL: no mailboxes */
  TransferAgent *transfer;
  AccessServer *access;
} MailServer;

struct World
{
  const Scenario *scenario; /* borrowed */
  guint64 seed;
  Internet internet;
  GHashTable *name_servers;   /* domain → HostId; never walked */
  GPtrArray *servers;         /* MailServer * */
  GPtrArray *dns;             /* NameServer * */
  GPtrArray *resolvers;       /* Resolver * */
  GPtrArray *agents;          /* UserAgent *: one for each device */
  GHashTable *senders;        /* address → UserAgent *, borrowed; never walked */
  GHashTable *readers;        /* MailAccount * → GPtrArray of UserAgent *, borrowed; never walked */
  GPtrArray *sources;         /* GBytes *: messages from files */
  FaultPlan *faults;
};

static void
free_server (gpointer data)
{
  MailServer *server = data;

  g_clear_pointer (&server->access, access_server_free);
  g_clear_pointer (&server->transfer, transfer_agent_free);
  g_clear_pointer (&server->store, mail_store_free);
  g_free (server);
}

static void
free_name_server (gpointer server)
{
  name_server_free (server);
}

static void
free_resolver (gpointer resolver)
{
  resolver_free (resolver);
}

static void
free_agent (gpointer agent)
{
  user_agent_free (agent);
}

static void
free_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static void
free_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

void
world_free (World *world)
{
  g_ptr_array_unref (world->agents);
  g_ptr_array_unref (world->servers);
  g_ptr_array_unref (world->dns);
  g_ptr_array_unref (world->resolvers);
  g_hash_table_unref (world->senders);
  g_hash_table_unref (world->readers);
  g_hash_table_unref (world->name_servers);
  tcp_free (world->internet.tcp);
  network_free (world->internet.network);
  ledger_free (world->internet.ledger);
  g_ptr_array_unref (world->sources);
  fault_plan_free (world->faults);
  g_free (world);
}

static NetworkLink
link_of (const ScenarioLink *link)
{
  return (NetworkLink){ link->latency, link->jitter, link->bandwidth };
}

static World *
new_world (const Scenario *scenario, guint64 seed, Engine *engine, Trace *trace)
{
  World *world = g_new0 (World, 1);
  NetworkLink link = link_of (&scenario->network);

  world->scenario = scenario;
  world->seed = seed;
  world->internet = (Internet){ .engine = engine, .trace = trace, .start_unix_ns = scenario->start_unix_ns, .seed = seed };
  world->internet.network = network_new (engine, trace, seed, &link);
  world->internet.tcp = tcp_new (world->internet.network);
  world->internet.ledger = ledger_new (trace);
  world->name_servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->servers = g_ptr_array_new_with_free_func (free_server);
  world->dns = g_ptr_array_new_with_free_func (free_name_server);
  world->resolvers = g_ptr_array_new_with_free_func (free_resolver);
  world->agents = g_ptr_array_new_with_free_func (free_agent);
  world->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->readers = g_hash_table_new_full (NULL, NULL, NULL, free_list);
  world->sources = g_ptr_array_new_with_free_func (free_bytes);
  return world;
}

static HostId
host_named (const World *world, const char *name)
{
  return network_find_host (world->internet.network, name);
}

static HostId
host_named_in (const World *world, const char *role, const char *domain)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", role, domain);

  return host_named (world, name);
}

/* A host that is there already (a server named like a name server, say) stays as it is. */
static void
add_host (World *world, WorldAddresses *addresses, const char *name, HostRole role, const char *domain)
{
  if (host_named (world, name) == 0)
    network_add_host (world->internet.network, name, role, domain, world_addresses_take (addresses));
  engine_set_cause (world->internet.engine, 0);
}

static void
add_hosts_of (World *world, const ScenarioDomain *domain, guint index)
{
  WorldAddresses addresses;
  g_autofree char *name_server = scenario_domain_make_name_server (domain);
  g_autofree char *resolver = g_strdup_printf ("resolver.%s", domain->name);

  world_addresses_init (&addresses, index);
  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);

      for (guint j = 0; j < user->devices->len; j++)
        add_host (world, &addresses, g_ptr_array_index (user->devices, j), HOST_DEVICE, domain->name);
    }
  for (guint i = 0; i < domain->servers->len; i++)
    add_host (world, &addresses, ((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name, HOST_MAIL_SERVER, domain->name);
  add_host (world, &addresses, resolver, HOST_RESOLVER, domain->name);
  add_host (world, &addresses, name_server, HOST_NAME_SERVER, domain->name);
  g_hash_table_insert (world->name_servers, g_strdup (domain->name), GUINT_TO_POINTER (host_named (world, name_server)));
}

static char *
format_address_of (gpointer user, const char *host_name)
{
  const World *world = user;
  HostId host = host_named (world, host_name);

  return host == 0 ? NULL : network_format_address (world->internet.network, host);
}

/* A question for a name under no domain of the scenario ends here: the root knows no such name. */
static Zone *
root_zone (void)
{
  return zone_parse (".", ". 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. 2026010500 1800 900 604800 86400\n", NULL);
}

/* Zones for servers of DOMAIN that are named elsewhere; its name server answers for them too. */
static void
add_outside_zones (World *world, const ScenarioDomain *domain, NameServer *server, HostId host)
{
  for (guint i = 0; i < domain->servers->len; i++)
    {
      const char *name = ((const ScenarioServer *) g_ptr_array_index (domain->servers, i))->name;
      g_autofree char *origin = world_zone_outside_origin (world->scenario, name);
      g_autofree char *text = NULL;

      if (origin == NULL || g_hash_table_contains (world->name_servers, origin))
        continue;
      text = world_zone_outside_text (world->scenario, origin, network_get_host_name (world->internet.network, host), format_address_of, world);
      name_server_take_zone (server, zone_parse (origin, text, NULL));
      g_hash_table_insert (world->name_servers, g_steal_pointer (&origin), GUINT_TO_POINTER (host));
    }
}

static void
add_dns_of (World *world, const ScenarioDomain *domain)
{
  HostId host = host_named_in (world, "ns", domain->name);
  NameServer *server = name_server_new (&world->internet, host);
  g_autofree char *text = world_zone_text (world->scenario, domain, domain->zone, format_address_of, world);
  Zone *zone = zone_parse (domain->name, text, NULL);

  g_assert (zone != NULL); /* the scenario's text was read before */
  name_server_take_zone (server, zone);
  name_server_take_zone (server, root_zone ());
  add_outside_zones (world, domain, server, host);
  g_ptr_array_add (world->dns, server);
  g_ptr_array_add (world->resolvers, resolver_new (&world->internet, host_named_in (world, "resolver", domain->name), world->name_servers, host));
}

static void
on_stored (gpointer user, const MailAccount *account)
{
  const World *world = user;
  const GPtrArray *readers = g_hash_table_lookup (world->readers, account);

  for (guint i = 0; readers != NULL && i < readers->len; i++)
    user_agent_notice_mail (g_ptr_array_index (readers, i));
}

static RetrySchedule
retry_of (const ScenarioRetry *retry)
{
  return strcmp (retry->name, "own") == 0 ? retry_schedule_growing (retry->first, retry->factor, retry->longest) : retry_schedule_postfix ();
}

static void
add_account (const World *world, const ScenarioDomain *domain, MailStore *store, const char *name, const char *password)
{
  g_autofree char *address = g_strdup_printf ("%s@%s", name, domain->name);
  guint32 uid_validity = MAX ((guint32) (world->internet.start_unix_ns / SIM_SECOND), 1); /* RFC 3501 9: nz-number */

  mail_store_add_account (store, address, name, password, uid_validity);
}

/* Every domain has a postmaster, asked for or not (RFC 5321 4.5.1). */
static void
fill_store (World *world, const ScenarioDomain *domain, MailStore *store)
{
  gboolean has_postmaster = FALSE;

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);

      add_account (world, domain, store, user->name, user->password);
      has_postmaster = has_postmaster || g_ascii_strcasecmp (user->name, "postmaster") == 0;
    }
  if (!has_postmaster)
    add_account (world, domain, store, "postmaster", "postmaster");
}

static MailServer *
find_mail_server (const World *world, HostId host)
{
  for (guint i = 0; i < world->servers->len; i++)
    if (((const MailServer *) g_ptr_array_index (world->servers, i))->host == host)
      return g_ptr_array_index (world->servers, i);
  return NULL;
}

static void
add_mail_server (World *world, const ScenarioDomain *domain, const ScenarioServer *server, gboolean is_home)
{
  MailServer *mail = g_new0 (MailServer, 1);

  mail->host = host_named (world, server->name);
  if (is_home)
    {
      mail->store = mail_store_new ();
      fill_store (world, domain, mail->store);
      mail->access = access_server_new (&world->internet, mail->host, mail->store);
    }
  g_ptr_array_add (world->servers, mail);
}

static void
start_transfer (World *world, const ScenarioDomain *domain, const ScenarioServer *server, const MailServer *home)
{
  MailServer *mail = find_mail_server (world, host_named (world, server->name));
  const TransferAgentConfig config = {
    .host = mail->host,
    .resolver = host_named_in (world, "resolver", domain->name),
    .domain = domain->name,
    .mailbox_host = scenario_domain_find_mailbox_server (domain)->name,
    .store = mail->store,
    .users = home->store,
    .retry = retry_of (&server->retry),
    .lifetime = server->lifetime,
    .size_limit = server->message_limit,
  };

  if (mail->transfer == NULL)
    mail->transfer = transfer_agent_new (&world->internet, &config, on_stored, world);
}

static void
add_servers_of (World *world, const ScenarioDomain *domain)
{
  const ScenarioServer *home = scenario_domain_find_mailbox_server (domain);

  for (guint i = 0; i < domain->servers->len; i++)
    {
      const ScenarioServer *server = g_ptr_array_index (domain->servers, i);

      add_mail_server (world, domain, server, server == home);
    }
  for (guint i = 0; i < domain->servers->len; i++)
    start_transfer (world, domain, g_ptr_array_index (domain->servers, i), find_mail_server (world, host_named (world, home->name)));
}

static UserAgentReads
reads_of (const ScenarioUser *user, guint device)
{
  switch (user->reads)
    {
    case SCENARIO_READS_NONE:
      return USER_AGENT_READS_NOTHING;
    case SCENARIO_READS_POP3: /* a second device would find nothing, unless mail is left there */
      return device == 0 || user->leave_on_server ? USER_AGENT_READS_POP3 : USER_AGENT_READS_NOTHING;
    case SCENARIO_READS_IMAP:
      return USER_AGENT_READS_IMAP;
    }
  g_assert_not_reached ();
}

static void
record_mailbox (World *world, HostId server, HostId device, const MailAccount *account, UserAgentReads reads)
{
  static const char *names[] = { "none", "pop3", "imap" };
  Trace *trace = world->internet.trace;

  trace_add (trace, &(TraceRecord){ .kind = TRACE_MAILBOX, .host = server, .peer = device, .text = trace_text (trace, account->address), .note = trace_text (trace, names[reads]) });
  engine_set_cause (world->internet.engine, 0);
}

static void
add_device (World *world, const ScenarioUser *user, guint device, MailServer *home, const MailAccount *account, GPtrArray *readers)
{
  const UserAgentConfig config = {
    .device = host_named (world, g_ptr_array_index (user->devices, device)),
    .server = home->host,
    .address = account->address,
    .login = user->name,
    .password = user->password,
    .reads = reads_of (user, device),
    .leave_on_server = user->leave_on_server,
    .checks_every = user->checks_every,
    .looks_after = (5 + 3 * (SimTime) device) * SIM_SECOND,
    .store = home->store,
  };
  UserAgent *agent = user_agent_new (&world->internet, &config);

  record_mailbox (world, home->host, config.device, account, config.reads);
  g_ptr_array_add (world->agents, agent);
  g_ptr_array_add (readers, agent);
  if (device == 0)
    g_hash_table_insert (world->senders, g_ascii_strdown (account->address, -1), agent);
}

static void
add_users_of (World *world, const ScenarioDomain *domain)
{
  MailServer *home = find_mail_server (world, host_named (world, scenario_domain_find_mailbox_server (domain)->name));

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);
      g_autofree char *address = g_strdup_printf ("%s@%s", user->name, domain->name);
      MailAccount *account = mail_store_find (home->store, address);
      GPtrArray *readers = g_ptr_array_new ();

      g_hash_table_insert (world->readers, account, readers);
      for (guint j = 0; j < user->devices->len; j++)
        add_device (world, user, j, home, account, readers);
    }
}

static void
add_links (World *world)
{
  const GPtrArray *links = world->scenario->links;

  for (guint i = 0; i < links->len; i++)
    {
      const ScenarioLinkPair *pair = g_ptr_array_index (links, i);
      NetworkLink link = link_of (&pair->link);

      network_link (world->internet.network, host_named (world, pair->a), host_named (world, pair->b), &link);
    }
}

static gboolean
schedule_messages (World *world, GError **error)
{
  const GPtrArray *messages = world->scenario->messages;

  for (guint i = 0; i < messages->len; i++)
    {
      const ScenarioMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *from = g_ascii_strdown (message->from, -1);
      UserAgent *agent = g_hash_table_lookup (world->senders, from);
      UserAgentMail mail = { message->id, message->to, message->cc, message->bcc, message->subject, message->text, NULL, message->notify };

      g_assert (agent != NULL); /* the scenario was checked */
      if (message->file != NULL)
        {
          mail.source = message_source_read (message, error);
          if (mail.source == NULL)
            return FALSE;
          g_ptr_array_add (world->sources, mail.source);
        }
      user_agent_send_at (agent, message->at, &mail);
    }
  return TRUE;
}

static void
record_start (World *world)
{
  const Scenario *scenario = world->scenario;
  Trace *trace = world->internet.trace;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, world->seed);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_RUN_START, .text = trace_text (trace, scenario->name), .note = trace_text (trace, scenario->title), .item = trace_text (trace, seed), .value = scenario->start_unix_ns });
}

typedef void (*DomainFunc) (World *world, const ScenarioDomain *domain);

static void
for_each_domain (World *world, DomainFunc func)
{
  for (guint i = 0; i < world->scenario->domains->len; i++)
    func (world, g_ptr_array_index (world->scenario->domains, i));
}

World *
world_new (const Scenario *scenario, guint64 seed, Engine *engine, Trace *trace, GError **error)
{
  World *world = new_world (scenario, seed, engine, trace);

  record_start (world);
  engine_set_cause (engine, 0);
  for (guint i = 0; i < scenario->domains->len; i++)
    add_hosts_of (world, g_ptr_array_index (scenario->domains, i), i);
  add_links (world);
  for_each_domain (world, add_dns_of);
  for_each_domain (world, add_servers_of);
  for_each_domain (world, add_users_of);
  engine_set_cause (engine, 0);
  world->faults = fault_plan_new (scenario, world->internet.network);
  if (schedule_messages (world, error))
    return world;
  world_free (world);
  return NULL;
}

gboolean
world_is_at_rest (const World *world)
{
  for (guint i = 0; i < world->agents->len; i++)
    if (user_agent_has_mail_waiting (g_ptr_array_index (world->agents, i)))
      return FALSE;
  return TRUE;
}

Internet *
world_get_internet (World *world)
{
  return &world->internet;
}
