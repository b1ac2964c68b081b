/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/world.h"

#include "sim/node/user-agent.h"
#include "sim/world/dns-tree.h"
#include "sim/world/fault-plan.h"
#include "sim/world/message-source.h"
#include "sim/world/world-addresses.h"

#include <string.h>

struct World
{
  const Scenario *scenario; /* borrowed */
  guint64 seed;
  Internet internet;
  WorldDns *dns;
  WorldMail *mail;
  GPtrArray *agents;          /* UserAgent *: one for each device */
  GHashTable *senders;        /* address → UserAgent *, borrowed; never walked */
  GHashTable *readers;        /* MailAccount * → GPtrArray of UserAgent *, borrowed; never walked */
  GPtrArray *sources;         /* GBytes *: messages from files */
  GPtrArray *attached;        /* GPtrArray * of MailFile *: what each has attached */
  FaultPlan *faults;
};

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
  world_mail_free (world->mail);
  world_dns_free (world->dns);
  g_hash_table_unref (world->senders);
  g_hash_table_unref (world->readers);
  ipv6_addresses_free (world->internet.ipv6);
  tcp_free (world->internet.tcp);
  network_free (world->internet.network);
  ledger_free (world->internet.ledger);
  g_ptr_array_unref (world->sources);
  g_ptr_array_unref (world->attached);
  fault_plan_free (world->faults);
  g_free (world);
}

static NetworkLink
link_of (const ScenarioLink *link)
{
  return (NetworkLink){ link->latency, link->jitter, link->bandwidth, link->loss_ppm };
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
  world->internet.ipv6 = ipv6_addresses_new (trace);
  world->internet.ledger = ledger_new (trace);
  world->agents = g_ptr_array_new_with_free_func (free_agent);
  world->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->readers = g_hash_table_new_full (NULL, NULL, NULL, free_list);
  world->sources = g_ptr_array_new_with_free_func (free_bytes);
  world->attached = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return world;
}

static HostId
host_named (const World *world, const char *name)
{
  return network_find_host (world->internet.network, name);
}

/* Adds a host; its IPv6 address, of 2001:db8::/32 (RFC 3849), has the digits of the other one. */
static void
add_new_host (World *world, const char *name, HostRole role, const char *domain, guint32 address)
{
  const Internet *internet = &world->internet;
  HostId host = network_add_host (internet->network, name, role, domain, address);
  g_autofree char *ipv6 = g_strdup_printf ("2001:db8::%u:%u:%u:%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);

  engine_set_cause (internet->engine, 0);
  if (!world->scenario->has_ipv6)
    return;
  ipv6_addresses_add (internet->ipv6, host, ipv6);
  engine_set_cause (internet->engine, 0);
}

/* A host that is there already (a server named like a name server, say) stays as it is. */
static void
add_host (World *world, WorldAddresses *addresses, const char *name, HostRole role, const char *domain)
{
  if (host_named (world, name) == 0)
    add_new_host (world, name, role, domain, world_addresses_take (addresses));
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
}

/* The name servers above the domains. */
static void
add_tree_hosts (World *world)
{
  g_autoptr (GPtrArray) tree = dns_tree_new (world->scenario);

  for (guint i = 0; i < tree->len; i++)
    {
      const DnsTreeZone *zone = g_ptr_array_index (tree, i);

      if (host_named (world, zone->server) == 0)
        add_new_host (world, zone->server, HOST_NAME_SERVER, zone->origin[0] == '\0' ? "." : zone->origin, world_addresses_upper (i));
    }
}

static void
on_stored (gpointer user, const MailAccount *account)
{
  const World *world = user;
  const GPtrArray *readers = g_hash_table_lookup (world->readers, account);

  for (guint i = 0; readers != NULL && i < readers->len; i++)
    user_agent_notice_mail (g_ptr_array_index (readers, i));
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
add_device (World *world, const ScenarioUser *user, guint device, HostId home, const MailAccount *account, GPtrArray *readers)
{
  const UserAgentConfig config = {
    .device = host_named (world, g_ptr_array_index (user->devices, device)),
    .server = home,
    .address = account->address,
    .login = user->name,
    .password = user->password,
    .reads = reads_of (user, device),
    .leave_on_server = user->leave_on_server,
    .checks_every = user->checks_every,
    .looks_after = (5 + 3 * (SimTime) device) * SIM_SECOND,
    .store = world_mail_find_store (world->mail, home),
  };
  UserAgent *agent = user_agent_new (&world->internet, &config);

  record_mailbox (world, home, config.device, account, config.reads);
  g_ptr_array_add (world->agents, agent);
  g_ptr_array_add (readers, agent);
  if (device == 0)
    g_hash_table_insert (world->senders, g_ascii_strdown (account->address, -1), agent);
}

static void
add_users_of (World *world, const ScenarioDomain *domain)
{
  HostId home = host_named (world, scenario_domain_find_mailbox_server (domain)->name);

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);
      g_autofree char *address = g_strdup_printf ("%s@%s", user->name, domain->name);
      MailAccount *account = mail_store_find (world_mail_find_store (world->mail, home), address);
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

/* What stands in files lives as long as WORLD does. */
static gboolean
read_files (World *world, const ScenarioMessage *message, UserAgentMail *mail, GError **error)
{
  GPtrArray *attached = message_source_read_attached (message, error);

  if (attached == NULL)
    return FALSE;
  g_ptr_array_add (world->attached, attached);
  mail->files = attached;
  if (message->file == NULL)
    return TRUE;
  mail->source = message_source_read (message, error);
  if (mail->source != NULL)
    g_ptr_array_add (world->sources, mail->source);
  return mail->source != NULL;
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
      UserAgentMail mail = { message->id, message->return_path, message->to, message->cc, message->bcc, message->subject, message->text, NULL, message->attachment, NULL, message->notify };

      g_assert (agent != NULL); /* the scenario was checked */
      if (!read_files (world, message, &mail, error))
        return FALSE;
      user_agent_send_at (agent, message->at, &mail);
    }
  return TRUE;
}

static gboolean
is_meant (const World *world, const ScenarioLook *look, const UserAgent *agent)
{
  return g_ascii_strcasecmp (look->user, user_agent_get_address (agent)) == 0 && (look->device == NULL || host_named (world, look->device) == user_agent_get_device (agent));
}

static void
schedule_checks (World *world)
{
  const GPtrArray *checks = world->scenario->checks;

  for (guint i = 0; i < checks->len; i++)
    for (guint j = 0; j < world->agents->len; j++)
      {
        const ScenarioLook *look = g_ptr_array_index (checks, i);
        UserAgent *agent = g_ptr_array_index (world->agents, j);

        if (is_meant (world, look, agent))
          user_agent_look_at (agent, look->at);
      }
}

static void
record_start (World *world)
{
  const Scenario *scenario = world->scenario;
  Trace *trace = world->internet.trace;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, world->seed);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_RUN_START, .text = trace_text (trace, scenario->name), .note = trace_text (trace, scenario->title), .item = trace_text (trace, seed), .value = scenario->start_unix_ns });
}

World *
world_new (const Scenario *scenario, guint64 seed, Engine *engine, Trace *trace, GError **error)
{
  World *world = new_world (scenario, seed, engine, trace);

  record_start (world);
  engine_set_cause (engine, 0);
  for (guint i = 0; i < scenario->domains->len; i++)
    add_hosts_of (world, g_ptr_array_index (scenario->domains, i), i);
  add_tree_hosts (world);
  add_links (world);
  world->dns = world_dns_new (scenario, &world->internet);
  world->mail = world_mail_new (scenario, &world->internet, on_stored, world);
  engine_set_cause (engine, 0);
  world->faults = fault_plan_new (&(FaultTargets){ scenario, &world->internet, world->dns, world->mail }); /* strikes before what anybody does at the same instant */
  for (guint i = 0; i < scenario->domains->len; i++)
    add_users_of (world, g_ptr_array_index (scenario->domains, i));
  engine_set_cause (engine, 0);
  schedule_checks (world);
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
  return world_mail_is_at_rest (world->mail);
}

Internet *
world_get_internet (World *world)
{
  return &world->internet;
}
