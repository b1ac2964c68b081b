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

static guint
roll (Making *making, guint sides)
{
  return (guint) random_stream_below (&making->dice, sides);
}

static const char *
pick (Making *making, const char *const *words, guint count)
{
  return words[roll (making, count)];
}

static void
write_user (Making *making, guint number)
{
  static const char *const reads[] = { "pop3", "imap", "none" };
  static const char *const more[] = { "", ", leave-on-server: yes", ", checks-every: 7m", ", devices: [laptop, phone]" };

  g_string_append_printf (making->yaml, "      user%u: {password: secret%u, reads: %s%s}\n", number, number,
                          pick (making, reads, G_N_ELEMENTS (reads)), pick (making, more, G_N_ELEMENTS (more)));
}

static void
write_server (Making *making, guint domain, guint number)
{
  static const char *const retries[] = { "", ", retry: postfix", ", retry: {first: 2m, factor: 2, longest: 1h}", ", retry: {first: 1m, factor: 1, longest: 1m}" };
  static const char *const lifetimes[] = { "", ", lifetime: 2h", ", lifetime: 30m" };

  g_string_append_printf (making->yaml, "      mx%u.d%u.test: {mx: %u, mailboxes: %s%s%s}\n", number, domain, 10 * (1 + roll (making, 3)),
                          number == 0 ? "yes" : "no", pick (making, retries, G_N_ELEMENTS (retries)), pick (making, lifetimes, G_N_ELEMENTS (lifetimes)));
}

static void
write_domain (Making *making, guint domain)
{
  g_string_append_printf (making->yaml, "  d%u.test:\n    users:\n", domain);
  for (guint i = 0; i < making->n_users; i++)
    write_user (making, i);
  g_string_append (making->yaml, "    servers:\n");
  for (guint i = 0; i < making->n_servers; i++)
    write_server (making, domain, i);
}

/* Mostly people who are there. */
static void
write_recipient (Making *making)
{
  guint domain = roll (making, making->n_domains);

  switch (roll (making, 8))
    {
    case 0:
      g_string_append_printf (making->yaml, "nobody@d%u.test", domain);
      break;
    case 1:
      g_string_append (making->yaml, "someone@nowhere.invalid");
      break;
    default:
      g_string_append_printf (making->yaml, "user%u@d%u.test", roll (making, making->n_users), domain);
      break;
    }
}

static void
write_message (Making *making, guint number)
{
  guint recipients = 1 + roll (making, 3);

  g_string_append_printf (making->yaml, "  - {at: %us, from: user%u@d%u.test, subject: \"Number %u\", text: \".\\nline\\n..\\n\", to: [",
                          roll (making, 4000), roll (making, making->n_users), roll (making, making->n_domains), number);
  for (guint i = 0; i < recipients; i++)
    {
      g_string_append (making->yaml, i == 0 ? "" : ", ");
      write_recipient (making);
    }
  g_string_append (making->yaml, "]}\n");
}

static void
write_host (Making *making)
{
  g_string_append_printf (making->yaml, "mx%u.d%u.test", roll (making, making->n_servers), roll (making, making->n_domains));
}

/* What one host suffers, or two. */
static void
write_struck (Making *making, gboolean pair)
{
  g_string_append (making->yaml, pair ? "between: [[" : "server: ");
  write_host (making);
  if (!pair)
    return;
  g_string_append (making->yaml, "], [");
  write_host (making);
  g_string_append (making->yaml, ", ns.d0.test]]");
}

static void
write_fault (Making *making)
{
  static const char *const kinds[] = { "down", "down", "refuse", "refuse, port: 25", "slow, latency: 3s", "loss, percent: 30%", "loss, percent: 90%", "partition" };
  static const char *const lengths[] = { "", ", for: 10s", ", for: 20m", ", for: 3h" };
  const char *kind = pick (making, kinds, G_N_ELEMENTS (kinds));

  g_string_append_printf (making->yaml, "  - {kind: %s, at: %us%s, ", kind, roll (making, 4000), pick (making, lengths, G_N_ELEMENTS (lengths)));
  write_struck (making, g_str_equal (kind, "partition") || (g_str_has_prefix (kind, "loss") && roll (making, 2) == 0));
  g_string_append (making->yaml, "}\n");
}

/* A domain's name servers in trouble, or another zone for it: without MX, with a null MX, with servers that aren't
 * there, with aliases. */
static void
write_dns_fault (Making *making)
{
  static const char *const answers[] = { "servfail", "nxdomain", "timeout", "refused", "empty" };
  static const char *const zones[] = { "@ IN TXT nothing", "@ IN MX 0 .", "@ IN MX 10 gone\\n@ IN MX 20 mx0", "@ IN MX 10 x\\nx IN CNAME mx0", "@ IN NS ns.d0.test.\\n@ IN MX 10 mx0", "a IN CNAME b\\nb IN CNAME a\\n@ IN MX 10 a" };
  static const char *const lengths[] = { "", ", for: 10s", ", for: 20m", ", for: 3h" };
  guint domain = roll (making, making->n_domains), at = roll (making, 4000);

  g_string_append_printf (making->yaml, "  - {domain: d%u.test, at: %us%s, ", domain, at, pick (making, lengths, G_N_ELEMENTS (lengths)));
  if (roll (making, 2) == 0)
    g_string_append_printf (making->yaml, "kind: dns, answer: %s}\n", pick (making, answers, G_N_ELEMENTS (answers)));
  else
    g_string_append_printf (making->yaml, "kind: zone, text: \"%s\\n\"}\n", pick (making, zones, G_N_ELEMENTS (zones)));
}

char *
random_world_make (guint64 seed)
{
  Making making = { .yaml = g_string_new ("mailflow: 1\ntitle: A world by dice\nuntil: 10d\n") };
  guint messages, faults, dns_faults;

  random_stream_init (&making.dice, seed, "random world");
  making.n_domains = 1 + roll (&making, 4);
  making.n_users = 1 + roll (&making, 3);
  making.n_servers = 1 + roll (&making, 3);
  messages = 1 + roll (&making, 6);
  faults = roll (&making, 4);
  dns_faults = roll (&making, 3);
  g_string_append_printf (making.yaml, "network: {latency: %ums, jitter: %ums, loss: %u%%}\n", 1 + roll (&making, 100), roll (&making, 20),
                          roll (&making, 3) == 0 ? roll (&making, 20) : 0);
  g_string_append (making.yaml, roll (&making, 2) == 0 ? "dns: full\n" : "");
  g_string_append (making.yaml, "domains:\n");
  for (guint i = 0; i < making.n_domains; i++)
    write_domain (&making, i);
  g_string_append (making.yaml, "messages:\n");
  for (guint i = 0; i < messages; i++)
    write_message (&making, i);
  if (faults + dns_faults > 0)
    g_string_append (making.yaml, "faults:\n");
  for (guint i = 0; i < faults; i++)
    write_fault (&making);
  for (guint i = 0; i < dns_faults; i++)
    write_dns_fault (&making);
  return g_string_free (making.yaml, FALSE);
}
