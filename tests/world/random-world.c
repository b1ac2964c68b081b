/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/world/random-world.h"

typedef struct
{
  RandomStream dice;
  GString *yaml;
  guint n_domains;
  guint n_users;   /* in each domain */
  guint n_servers; /* in each domain */
} Making;

typedef const char *const Words[];

static guint
roll (Making *making, guint sides)
{
  return (guint) random_stream_below (&making->dice, sides);
}

#define PICK(making, words) ((words)[roll (making, G_N_ELEMENTS (words))])

G_GNUC_PRINTF (2, 3)
static void
put (Making *making, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (making->yaml, format, arguments);
  va_end (arguments);
}

/* Mostly people who are there. */
static void
write_address (Making *making)
{
  guint domain = roll (making, making->n_domains);

  switch (roll (making, 12))
    {
    case 0:
      put (making, "nobody@d%u.test", domain);
      break;
    case 1:
      put (making, "someone@nowhere.invalid");
      break;
    case 2:
      put (making, "all@d%u.test", domain);
      break;
    case 3:
      put (making, "club@d%u.test", domain);
      break;
    case 4:
      put (making, "user0+detail@d%u.test", domain);
      break;
    default:
      put (making, "user%u@d%u.test", roll (making, making->n_users), domain);
      break;
    }
}

static void
write_addresses (Making *making, guint most)
{
  guint count = 1 + roll (making, most);

  put (making, "[");
  for (guint i = 0; i < count; i++)
    {
      put (making, "%s", i == 0 ? "" : ", ");
      write_address (making);
    }
  put (making, "]");
}

/* Those that mail is sent on to: what multiplied on a way that goes round would fill the world. */
static void
write_people (Making *making, guint most)
{
  guint count = 1 + roll (making, most);

  put (making, "[");
  for (guint i = 0; i < count; i++)
    put (making, "%suser%u@d%u.test", i == 0 ? "" : ", ", roll (making, making->n_users + 1), roll (making, making->n_domains));
  put (making, "]");
}

static void
write_user (Making *making, guint number)
{
  static Words reads = { "pop3", "imap", "none" };
  static Words more = { "", ", leave-on-server: yes", ", checks-every: 7m", ", devices: [laptop, phone]" };
  static Words copies = { "yes", "no" };

  put (making, "      user%u: {password: secret%u, reads: %s%s", number, number, PICK (making, reads), PICK (making, more));
  if (roll (making, 6) == 0)
    {
      put (making, ", keep-copy: %s, forward-to: ", PICK (making, copies));
      write_people (making, 1);
    }
  put (making, "}\n");
}

static void
write_server (Making *making, guint domain, guint number)
{
  static Words retries = { "", "", ", retry: postfix", ", retry: exim", ", retry: sendmail", ", retry: qmail", ", retry: exchange", ", retry: {first: 2m, factor: 2, longest: 1h}", ", retry: {first: 1m, factor: 1, longest: 1m}" };
  static Words lifetimes = { "", ", lifetime: 2h", ", lifetime: 30m" };
  static Words policies = { "", "", "", ", greylist: 5m", ", warn-after: 20m", ", recipient-limit: 1", ", parallel: 1", ", queue-run: 10m", ", quota: 2kB", ", message-limit: 500", ", checks-recipients: no", ", double-bounces: postmaster" };

  put (making, "      mx%u.d%u.test: {mx: %u, mailboxes: %s%s%s%s%s, hop-limit: 12", number, domain, 10 * (1 + roll (making, 3)),
         number == 0 ? "yes" : "no", PICK (making, retries), PICK (making, lifetimes), PICK (making, policies), "");
  if (number > 0 && roll (making, 3) == 0)
    put (making, ", queue-for: mx0.d%u.test", domain);
  if (roll (making, 10) == 0)
    put (making, ", smart-host: mx0.d%u.test", (domain + 1) % making->n_domains);
  put (making, "}\n");
}

static void
write_domain (Making *making, guint domain)
{
  static Words lists = { "", ", verp: yes" };

  put (making, "  d%u.test:\n    users:\n", domain);
  for (guint i = 0; i < making->n_users; i++)
    write_user (making, i);
  put (making, "    aliases:\n      all: ");
  write_people (making, 4);
  if (roll (making, 8) == 0)
    {
      put (making, "\n      \"*\": ");
      write_people (making, 1);
    }
  put (making, "\n    lists:\n      club: {members: ");
  write_people (making, 3);
  put (making, "%s}\n    servers:\n", PICK (making, lists));
  for (guint i = 0; i < making->n_servers; i++)
    write_server (making, domain, i);
}

static void
write_message (Making *making, guint number)
{
  static Words notify = { "", "", "", ", notify: [success, failure]", ", notify: delay", ", notify: never" };
  static Words bodies = { "\".\\nline\\n..\\n\"", "short", "\"\"" };

  put (making, "  - {at: %us, from: user%u@d%u.test, subject: \"Number %u\", text: %s%s, to: ", roll (making, 4000),
         roll (making, making->n_users), roll (making, making->n_domains), number, PICK (making, bodies), PICK (making, notify));
  write_addresses (making, 3);
  if (roll (making, 5) == 0)
    {
      put (making, ", bcc: ");
      write_addresses (making, 2);
    }
  put (making, "}\n");
}

static void
write_any_server (Making *making)
{
  put (making, "server: mx%u.d%u.test", roll (making, making->n_servers), roll (making, making->n_domains));
}

static void
write_dialogue_fault (Making *making)
{
  static Words verbs = { "CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END-OF-DATA" };
  static Words codes = { "421", "450", "451", "452", "452, status: 4.5.3", "550", "554" };
  static Words counts = { ", times: 2", ", times: 1", ", times: 3", ", skip: 1, times: 20", ", skip: 2, times: 2" };
  static Words places = { "on: DATA", "on: END-OF-DATA", "on: RCPT", "on: CONNECT", "after: 200" };

  write_any_server (making);
  switch (roll (making, 4))
    {
    case 0:
      put (making, ", kind: drop, %s%s", PICK (making, places), PICK (making, counts));
      break;
    case 1:
      put (making, ", kind: hang, on: %s%s", PICK (making, verbs), PICK (making, counts));
      break;
    default:
      put (making, ", kind: reply, on: %s, code: %s%s", PICK (making, verbs), PICK (making, codes), PICK (making, counts));
      break;
    }
}

static void
write_network_fault (Making *making)
{
  switch (roll (making, 3))
    {
    case 0:
      write_any_server (making);
      put (making, ", kind: loss, percent: %u%%", 5 + roll (making, 40));
      break;
    case 1:
      write_any_server (making);
      put (making, ", kind: slow, latency: %ums", 1 + roll (making, 3000));
      break;
    default:
      put (making, "kind: partition, between: [[mx0.d0.test, ns.d0.test], [mx0.d%u.test, resolver.d%u.test]]", making->n_domains - 1, making->n_domains - 1);
      break;
    }
}

static void
write_dns_fault (Making *making)
{
  static Words answers = { "servfail", "nxdomain", "timeout", "refused", "empty" };
  static Words zones = { "@ IN TXT nothing", "@ IN MX 0 .", "@ IN MX 10 gone\\n@ IN MX 20 mx0", "@ IN MX 10 x\\nx IN CNAME mx0", "@ IN NS ns.d0.test.\\n@ IN MX 10 mx0", "a IN CNAME b\\nb IN CNAME a\\n@ IN MX 10 a" };
  guint domain = roll (making, making->n_domains);

  if (roll (making, 3) == 0)
    put (making, "kind: zone, domain: d%u.test, text: \"%s\\n\"", domain, PICK (making, zones));
  else
    put (making, "kind: dns, domain: d%u.test, answer: %s", domain, PICK (making, answers));
}

static void
write_host_fault (Making *making)
{
  static Words kinds = { "down", "refuse", "refuse, port: 25", "hang", "disk-full", "crash", "crash, keeps: nothing" };
  static Words permanent = { "", ", permanent: yes" };

  if (roll (making, 6) == 0)
    put (making, "kind: mailbox-full, mailbox: user%u@d%u.test%s", roll (making, making->n_users), roll (making, making->n_domains), PICK (making, permanent));
  else
    {
      write_any_server (making);
      put (making, ", kind: %s", PICK (making, kinds));
    }
}

static void
write_fault (Making *making)
{
  static Words lengths = { "", ", for: 10s", ", for: 20m", ", for: 3h" };
  guint sort = roll (making, 10);

  put (making, "  - {");
  if (sort < 4)
    write_dialogue_fault (making);
  else if (sort < 5)
    write_network_fault (making);
  else if (sort < 6)
    write_dns_fault (making);
  else
    write_host_fault (making);
  put (making, ", at: %us%s}\n", roll (making, 4000), PICK (making, lengths));
}

static void
write_network (Making *making)
{
  static Words losses = { "", "", "", "", ", loss: 2%", ", loss: 15%", ", ip: both" };
  static Words dns = { "direct", "direct", "full" };

  put (making, "network: {latency: %ums, jitter: %ums%s}\ndns: %s\n", 1 + roll (making, 100), roll (making, 20), PICK (making, losses), PICK (making, dns));
}

char *
random_world_make (guint64 seed)
{
  Making making = { .yaml = g_string_new ("mailflow: 1\ntitle: A world by dice\nuntil: 10d\n") };
  guint messages, faults;

  random_stream_init (&making.dice, seed, "random world");
  making.n_domains = 1 + roll (&making, 4);
  making.n_users = 1 + roll (&making, 3);
  making.n_servers = 1 + roll (&making, 3);
  messages = 1 + roll (&making, 6);
  faults = roll (&making, 5);
  write_network (&making);
  put (&making, "domains:\n");
  for (guint i = 0; i < making.n_domains; i++)
    write_domain (&making, i);
  put (&making, "messages:\n");
  for (guint i = 0; i < messages; i++)
    write_message (&making, i);
  if (faults > 0)
    put (&making, "faults:\n");
  for (guint i = 0; i < faults; i++)
    write_fault (&making);
  return g_string_free (making.yaml, FALSE);
}
