/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Programs by themselves, where no scenario leads: odd names, postmaster, and mail from a client that
 * is not ours.
 */
#include "sim/node/dns-client.h"
#include "sim/node/name-server.h"
#include "sim/node/recipient-policy.h"
#include "sim/node/resolver.h"
#include "sim/node/transfer-agent.h"

#include <string.h>

typedef struct
{
  Internet internet;
  HostId mail, resolver, name_server;
  GHashTable *servers;
  NameServer *dns;
  Resolver *recursive;
  MailStore *store;
  MailDirectory *directory;
  TransferAgent *agent;
  GString *log; /* codes of answers */
} Bench;

static void
on_stored (gpointer user, const MailAccount *account)
{
  Bench *bench = user;

  g_string_append_printf (bench->log, "%s ", account->address);
}

static void
set_up_internet (Bench *bench)
{
  const NetworkLink link = { SIM_MILLISECOND, 0, 100000000 };
  Internet *internet = &bench->internet;

  internet->engine = engine_new ();
  internet->trace = trace_new (internet->engine, TRACE_PACKETS);
  internet->network = network_new (internet->engine, internet->trace, 1, &link);
  internet->tcp = tcp_new (internet->network);
  internet->ledger = ledger_new (internet->trace);
  bench->mail = network_add_host (internet->network, "mail.example.com", HOST_MAIL_SERVER, "example.com", 1);
  bench->resolver = network_add_host (internet->network, "resolver.example.com", HOST_RESOLVER, "example.com", 2);
  bench->name_server = network_add_host (internet->network, "ns.example.com", HOST_NAME_SERVER, "example.com", 3);
}

static void
set_up (Bench *bench, gconstpointer data)
{
  TransferAgentConfig config = { 0 };

  set_up_internet (bench);
  bench->log = g_string_new (NULL);
  bench->servers = g_hash_table_new (g_str_hash, g_str_equal);
  bench->dns = name_server_new (&bench->internet, bench->name_server);
  name_server_take_zone (bench->dns, zone_parse (".", ". IN SOA a. b. 1 2 3 4 60\n", NULL));
  bench->recursive = resolver_new (&bench->internet, bench->resolver, bench->servers, bench->name_server);
  bench->store = mail_store_new ();
  mail_store_add_account (bench->store, "postmaster@example.com", "postmaster", "secret", 1);
  bench->directory = mail_directory_new ("example.com", bench->store, TRUE);
  config = (TransferAgentConfig){ .host = bench->mail, .resolver = bench->resolver, .domain = "example.com", .mailbox_host = "mail.example.com", .store = bench->store, .directory = bench->directory, .retry = retry_schedule_named ("postfix"), .lifetime = SIM_DAY, .size_limit = 1000000, .parallel = 20, .hop_limit = 100 };
  bench->agent = transfer_agent_new (&bench->internet, &config, on_stored, bench);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  transfer_agent_free (bench->agent);
  mail_directory_free (bench->directory);
  mail_store_free (bench->store);
  resolver_free (bench->recursive);
  name_server_free (bench->dns);
  tcp_free (bench->internet.tcp);
  network_free (bench->internet.network);
  ledger_free (bench->internet.ledger);
  trace_free (bench->internet.trace);
  engine_free (bench->internet.engine);
  g_hash_table_unref (bench->servers);
  g_string_free (bench->log, TRUE);
}

static void
run (Bench *bench)
{
  while (engine_step (bench->internet.engine, SIM_NEVER))
    continue;
}

static void
accept_mail (Bench *bench, const char *to)
{
  SmtpEnvelope *envelope = smtp_envelope_new ("");
  g_autoptr (GBytes) content = g_bytes_new_static ("Subject: x\r\n\r\nx\r\n", 17);
  const Reception reception = { .from = bench->mail, .helo = "client" };

  smtp_envelope_add_recipient (envelope, to);
  transfer_agent_accept (bench->agent, envelope, content, &reception);
  smtp_envelope_free (envelope);
}

static const TraceRecord *
find_last (Bench *bench, TraceKind kind)
{
  const Trace *trace = bench->internet.trace;

  for (TraceId id = trace_count (trace); id > 0; id--)
    if (trace_get (trace, id)->kind == kind)
      return trace_get (trace, id);
  return NULL;
}

static void
on_answer (gpointer user, const DnsMessage *answer)
{
  Bench *bench = user;

  g_string_append_printf (bench->log, "%s ", answer == NULL ? "nothing" : dns_code_name (answer->code));
}

static const char *const odd_names[] = {
  "a..b.test",
  "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaa.test",
  ".test",
};

/* What no DNS message can hold is nobody's name (RFC 1035 2.3.4): told later, once, without a packet. */
static void
test_unwritable_names (Bench *bench, gconstpointer data)
{
  DnsClient *client = transfer_agent_get_dns (bench->agent);

  for (guint i = 0; i < G_N_ELEMENTS (odd_names); i++)
    {
      g_string_truncate (bench->log, 0);
      dns_client_ask (client, odd_names[i], DNS_MX, 0, on_answer, bench);
      g_assert_cmpstr (bench->log->str, ==, "");
      run (bench);
      g_assert_cmpstr (bench->log->str, ==, "NXDOMAIN ");
    }
  g_assert_null (find_last (bench, TRACE_UDP));
}

static void
test_cancel (Bench *bench, gconstpointer data)
{
  DnsClient *client = transfer_agent_get_dns (bench->agent);
  DnsQuestionId odd = dns_client_ask (client, odd_names[0], DNS_MX, 0, on_answer, bench);
  DnsQuestionId plain = dns_client_ask (client, "example.net", DNS_MX, 0, on_answer, bench);

  dns_client_cancel (client, &odd);
  dns_client_cancel (client, &plain);
  dns_client_cancel (client, &plain);
  g_assert_cmpuint (odd + plain, ==, 0);
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "");
}

/* And mail to it has no domain to go to: 5.1.2, as for any name that isn't there. */
static void
test_mail_to_odd_names (Bench *bench, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd_names); i++)
    {
      g_autofree char *to = g_strdup_printf ("x@%s", odd_names[i]);
      const TraceRecord *fate;

      accept_mail (bench, to);
      run (bench);
      fate = find_last (bench, TRACE_DISCARDED);
      g_assert_cmpuint (fate->message, ==, i + 1);
      g_assert_cmpstr (trace_blob (bench->internet.trace, fate->note, NULL), ==, "5.1.2");
    }
}

static SmtpReply *
judge (const Bench *bench, const char *path, gboolean submission)
{
  const RecipientRequest request = { path, "x@example.org", 0, bench->mail, submission };

  return recipient_policy_judge (bench->agent, &request);
}

/* RFC 5321 4.5.1: with and without a domain, in any case. */
static void
test_postmaster (Bench *bench, gconstpointer data)
{
  static const char *const names[] = { "postmaster", "Postmaster", "POSTMASTER@example.com" };
  g_autoptr (SmtpReply) unknown = judge (bench, "hostmaster", FALSE);

  g_assert_cmpuint (unknown->code, ==, 550);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_null (judge (bench, names[i], FALSE));
      accept_mail (bench, names[i]);
    }
  run (bench);
  g_assert_cmpstr (bench->log->str, ==, "postmaster@example.com postmaster@example.com postmaster@example.com ");
}

/* On port 25 only the own domain's mail is taken; a user's program may send anywhere. */
static void
test_relay (Bench *bench, gconstpointer data)
{
  g_autoptr (SmtpReply) denied = judge (bench, "x@example.net", FALSE);
  g_autoptr (SmtpReply) suffix = judge (bench, "postmaster@notexample.com", FALSE);

  g_assert_cmpuint (denied->code, ==, 554);
  g_assert_cmpstr (denied->status, ==, "5.7.1");
  g_assert_cmpuint (suffix->code, ==, 554);
  g_assert_null (judge (bench, "x@example.net", TRUE));
  g_assert_true (transfer_agent_is_local (bench->agent, "x@EXAMPLE.com"));
}

/* An address literal that nobody has: not now (RFC 5321 4.1.3). */
static void
test_literal (Bench *bench, gconstpointer data)
{
  accept_mail (bench, "x@[203.0.113.7]");
  while (find_last (bench, TRACE_DEFERRED) == NULL && engine_step (bench->internet.engine, SIM_NEVER))
    continue;
  g_assert_cmpstr (trace_blob (bench->internet.trace, find_last (bench, TRACE_DEFERRED)->note, NULL), ==, "4.4.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/programs/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("unwritable-names", test_unwritable_names);
  ADD ("cancel", test_cancel);
  ADD ("mail-to-odd-names", test_mail_to_odd_names);
  ADD ("postmaster", test_postmaster);
  ADD ("relay", test_relay);
  ADD ("literal", test_literal);
  return g_test_run ();
}
