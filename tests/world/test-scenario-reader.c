/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reader.h"

#include "tests/world/full-scenario.h"

#include <glib/gstdio.h>
#include <string.h>

#define DOMAINS "mailflow: 1\ntitle: T\nmessages: []\ndomains:\n"

typedef struct
{
  char *folder;
  Scenario *scenario;
} Fixture;

static Scenario *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  Scenario *scenario = scenario_read_bytes ("folder/test.yaml", text, strlen (text), &error);

  g_assert_no_error (error);
  return scenario;
}

/* The full scenario, in a folder with the letter that it sends. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL, *letter = NULL;

  fixture->folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL);
  file = g_build_filename (fixture->folder, "full.yaml", NULL);
  letter = g_build_filename (fixture->folder, "letter.eml", NULL);
  g_assert_true (g_file_set_contents (file, full_scenario, -1, NULL));
  g_assert_true (g_file_set_contents (letter, "Subject: x\n\nx\n", -1, NULL));
  fixture->scenario = scenario_read_file (file, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = g_build_filename (fixture->folder, "full.yaml", NULL);
  g_autofree char *letter = g_build_filename (fixture->folder, "letter.eml", NULL);

  g_remove (file);
  g_remove (letter);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  scenario_free (fixture->scenario);
}

static void
test_head (Fixture *fixture, gconstpointer unused)
{
  const Scenario *s = fixture->scenario;

  g_assert_cmpstr (s->name, ==, "full");
  g_assert_cmpstr (s->title, ==, "The backup MX takes over");
  g_assert_true (g_str_has_prefix (s->summary, "The first mail exchanger is down."));
  g_assert_cmpint (s->level, ==, SCENARIO_BASIC);
  g_assert_cmpuint (s->topics->len, ==, 2);
  g_assert_cmpstr (s->topics->pdata[1], ==, "failover");
  g_assert_cmpint (s->start_unix_ns / SIM_SECOND, ==, 1767603600);
  g_assert_cmpuint (s->seed, ==, 1);
  g_assert_cmpint (s->until, ==, 2 * SIM_DAY);
  g_assert_cmpint (s->dns, ==, SCENARIO_DNS_FULL);
}

static void
test_network (Fixture *fixture, gconstpointer unused)
{
  const Scenario *s = fixture->scenario;
  const ScenarioLinkPair *pair = s->links->pdata[0];

  g_assert_cmpint (s->network.latency, ==, 20 * SIM_MILLISECOND);
  g_assert_cmpint (s->network.jitter, ==, 2 * SIM_MILLISECOND);
  g_assert_cmpuint (s->network.bandwidth, ==, 100000000);
  g_assert_cmpuint (s->network.loss_ppm, ==, 0);
  g_assert_cmpuint (s->links->len, ==, 1);
  g_assert_cmpstr (pair->a, ==, "mail.example.com");
  g_assert_cmpstr (pair->b, ==, "mx2.example.org");
  g_assert_cmpint (pair->link.latency, ==, 150 * SIM_MILLISECOND);
  g_assert_cmpint (pair->link.jitter, ==, 2 * SIM_MILLISECOND);
  g_assert_cmpuint (pair->link.bandwidth, ==, 100000000);
  g_assert_cmpuint (pair->link.loss_ppm, ==, 0);
  g_assert_cmpuint (pair->place.line, ==, 12);
  g_assert_cmpuint (pair->place.column, ==, 5);
}

static void
test_plain_domain (Fixture *fixture, gconstpointer unused)
{
  const ScenarioDomain *domain = scenario_find_domain (fixture->scenario, "Example.COM");
  const ScenarioUser *alice = scenario_domain_find_user (domain, "alice");
  const ScenarioServer *server = scenario_domain_find_mailbox_server (domain);

  g_assert_cmpuint (domain->servers->len, ==, 1);
  g_assert_cmpstr (server->name, ==, "mail.example.com");
  g_assert_cmpint (server->mx, ==, 10);
  g_assert_cmpuint (server->message_limit, ==, 36000000);
  g_assert_cmpstr (server->retry.name, ==, "postfix");
  g_assert_cmpint (server->lifetime, ==, 5 * SIM_DAY);
  g_assert_cmpint (server->warn_after, ==, 0);
  g_assert_cmpstr (alice->password, ==, "wonderland");
  g_assert_cmpint (alice->reads, ==, SCENARIO_READS_IMAP);
  g_assert_cmpuint (alice->devices->len, ==, 2);
  g_assert_cmpstr (alice->devices->pdata[0], ==, "laptop.alice.example.com");
  g_assert_cmpstr (alice->devices->pdata[1], ==, "phone.alice.example.com");
  g_assert_null (scenario_find_domain (fixture->scenario, "example.net"));
  g_assert_null (scenario_domain_find_user (domain, "Alice"));
}

static void
test_full_domain (Fixture *fixture, gconstpointer unused)
{
  const ScenarioDomain *domain = scenario_find_domain (fixture->scenario, "example.org");
  const ScenarioUser *bob = scenario_domain_find_user (domain, "bob");
  const ScenarioAlias *team = domain->aliases->pdata[1];

  g_assert_cmpint (bob->reads, ==, SCENARIO_READS_POP3);
  g_assert_false (bob->leave_on_server);
  g_assert_cmpint (bob->checks_every, ==, 10 * SIM_MINUTE);
  g_assert_cmpstr (bob->devices->pdata[0], ==, "bob.example.org");
  g_assert_cmpuint (bob->place.line, ==, 22);
  g_assert_cmpuint (bob->place.column, ==, 7);
  g_assert_cmpuint (domain->aliases->len, ==, 2);
  g_assert_cmpstr (team->name, ==, "team");
  g_assert_cmpstr (team->targets->pdata[1], ==, "alice@example.com");
  g_assert_cmpstr (domain->zone, ==, "@ 3600 IN MX 10 mx1.example.org.\n");
  g_assert_cmpuint (domain->zone_place.line, ==, 30);
  g_assert_cmpuint (domain->zone_place.column, ==, 7);
}

static void
test_servers (Fixture *fixture, gconstpointer unused)
{
  const ScenarioDomain *domain = scenario_find_domain (fixture->scenario, "example.org");
  const ScenarioServer *mx1 = domain->servers->pdata[0], *mx2 = domain->servers->pdata[1];
  const ScenarioServer *mail = domain->servers->pdata[2];

  g_assert_cmpuint (domain->servers->len, ==, 3);
  g_assert_cmpint (mx1->mx, ==, 10);
  g_assert_false (mx1->mailboxes);
  g_assert_cmpint (mx2->mx, ==, 20);
  g_assert_cmpstr (mx2->queue_for, ==, "mx1.example.org");
  g_assert_cmpint (mail->mx, ==, -1);
  g_assert_true (mail->mailboxes);
  g_assert_cmpuint (mail->quota, ==, 10000000);
  g_assert_cmpuint (mail->message_limit, ==, 25000000);
  g_assert_cmpint (mail->lifetime, ==, 5 * SIM_DAY);
  g_assert_cmpint (mail->warn_after, ==, 4 * SIM_HOUR);
  g_assert_cmpint (mail->greylist, ==, 5 * SIM_MINUTE);
  g_assert_cmpint (mail->tls, ==, SCENARIO_TLS_OFFER);
}

static void
test_messages (Fixture *fixture, gconstpointer unused)
{
  const ScenarioMessage *first = fixture->scenario->messages->pdata[0];
  const ScenarioMessage *second = fixture->scenario->messages->pdata[1];
  g_autofree char *letter = g_build_filename (fixture->folder, "letter.eml", NULL);

  g_assert_cmpstr (first->id, ==, "m1");
  g_assert_cmpint (first->at, ==, SIM_SECOND);
  g_assert_cmpstr (first->from, ==, "alice@example.com");
  g_assert_cmpuint (first->to->len, ==, 1);
  g_assert_cmpstr (first->to->pdata[0], ==, "bob@example.org");
  g_assert_cmpstr (first->subject, ==, "Lunch?");
  g_assert_cmpstr (first->text, ==, "At noon?");
  g_assert_cmpstr (first->file, ==, NULL);
  g_assert_cmpstr (second->id, ==, "m2");
  g_assert_cmpint (second->at, ==, 2 * SIM_MINUTE);
  g_assert_cmpstr (second->to->pdata[0], ==, "alice@example.com");
  g_assert_cmpstr (second->file, ==, letter);
  g_assert_cmpuint (second->notify, ==, 2 | 8);
}

static void
test_faults (Fixture *fixture, gconstpointer unused)
{
  const ScenarioFault *down = fixture->scenario->faults->pdata[0], *reply = fixture->scenario->faults->pdata[1];

  g_assert_cmpint (down->kind, ==, FAULT_DOWN);
  g_assert_cmpstr (down->server, ==, "mx1.example.org");
  g_assert_cmpint (down->at, ==, 0);
  g_assert_cmpint (down->length, ==, 2 * SIM_HOUR);
  g_assert_cmpint (reply->kind, ==, FAULT_REPLY);
  g_assert_cmpint (reply->length, ==, SIM_NEVER);
  g_assert_cmpstr (reply->on, ==, "RCPT");
  g_assert_cmpstr (reply->match, ==, "bob@example.org");
  g_assert_cmpuint (reply->code, ==, 451);
  g_assert_cmpstr (reply->status, ==, "4.7.1");
  g_assert_cmpstr (reply->text, ==, "Try again later");
  g_assert_cmpuint (reply->times, ==, 2);
  g_assert_cmpuint (reply->skip, ==, 0);
}

static void
test_expectations (Fixture *fixture, gconstpointer unused)
{
  const ScenarioExpectation *e = fixture->scenario->expectations->pdata[0];

  g_assert_cmpstr (e->message, ==, "m1");
  g_assert_cmpstr (e->to, ==, "bob@example.org");
  g_assert_cmpstr (e->outcome, ==, "delivered");
  g_assert_cmpint (e->within, ==, SIM_HOUR);
  g_assert_cmpint (e->attempts, ==, 3);
  g_assert_cmpstr (e->via, ==, "mx2.example.org");
  g_assert_cmpint (e->code, ==, -1);
  g_assert_cmpint (e->duplicates, ==, -1);
  g_assert_cmpint (e->delay_notices, ==, -1);
  g_assert_cmpstr (e->status, ==, NULL);
  g_assert_null (e->hops);
}

static void
test_lesson (Fixture *fixture, gconstpointer unused)
{
  const ScenarioStop *stop = fixture->scenario->lesson->pdata[0];

  g_assert_cmpstr (stop->kind, ==, "smtp-reply");
  g_assert_cmpstr (stop->message, ==, "m1");
  g_assert_cmpint (stop->code, ==, 451);
  g_assert_cmpint (stop->at, ==, -1);
  g_assert_cmpstr (stop->say, ==, "A 4xx reply means: not now.");
  g_assert_cmpstr (stop->ask, ==, "What does the sender do?");
  g_assert_cmpuint (stop->choices->len, ==, 3);
  g_assert_cmpstr (stop->choices->pdata[1], ==, "Queue it");
  g_assert_cmpint (stop->answer, ==, 2);
}

/* Each warning has the form that people read, whatever there is to warn of by now. */
static void
test_warnings (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *start = g_build_filename (fixture->folder, "full.yaml:", NULL);

  for (guint i = 0; i < fixture->scenario->warnings->len; i++)
    {
      const char *warning = fixture->scenario->warnings->pdata[i];

      g_assert_true (g_str_has_prefix (warning, start));
      g_assert_nonnull (strstr (warning, ": warning: '"));
      g_assert_true (g_str_has_suffix (warning, "' has no effect yet"));
    }
}

static void
test_no_warnings (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org: {servers: {m.a.org: {quota: 0, greylist: 0s, tls: none}}}\n"
                                              "network: {loss: 0.0%}\nlesson: []\n");

  g_assert_cmpuint (s->warnings->len, ==, 0);
}

static void
test_defaults (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org:\nfaults:\nexpect:\nlinks:\n");
  g_autoptr (Scenario) empty = scenario_new ();
  const ScenarioServer *server = scenario_domain_find_mailbox_server (s->domains->pdata[0]);

  g_assert_cmpstr (s->name, ==, "test");
  g_assert_cmpstr (s->file, ==, "folder/test.yaml");
  g_assert_cmpint (s->start_unix_ns, ==, empty->start_unix_ns);
  g_assert_cmpuint (s->seed, ==, 1);
  g_assert_cmpint (s->until, ==, -1);
  g_assert_cmpint (s->network.latency, ==, 20 * SIM_MILLISECOND);
  g_assert_cmpuint (s->network.bandwidth, ==, 100000000);
  g_assert_cmpint (s->dns, ==, SCENARIO_DNS_DIRECT);
  g_assert_cmpuint (s->messages->len + s->faults->len + s->expectations->len + s->lesson->len, ==, 0);
  g_assert_cmpstr (server->name, ==, "mail.a.org");
  g_assert_cmpint (server->tls, ==, SCENARIO_TLS_NONE);
}

typedef struct
{
  const char *servers;
  int mx[3];
  gboolean mailboxes[3];
} Roles;

static const Roles roles[] = {
  { "{x.a.org: }", { 10 }, { TRUE } },
  { "{x.a.org: , y.a.org: }", { 10, -1 }, { TRUE, FALSE } },
  { "{x.a.org: , y.a.org: {mailboxes: yes}}", { -1, 10 }, { FALSE, TRUE } },
  { "{x.a.org: {mx: 5}, y.a.org: {mailboxes: yes}}", { 5, -1 }, { FALSE, TRUE } },
  { "{x.a.org: , y.a.org: {mx: 0}}", { -1, 0 }, { TRUE, FALSE } },
  { "{mx.provider.net: {mx: 5}, y.a.org: {mailboxes: yes}}", { 5, -1 }, { FALSE, TRUE } },
  { "{x.a.org: {mx: 65535}, y.a.org: {mx: 1}, z.a.org: }", { 65535, 1, -1 }, { TRUE, FALSE, FALSE } },
};

static void
test_roles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *text = g_strdup_printf (DOMAINS "  A.org: {servers: %s}\n", roles[i].servers);
      g_autoptr (Scenario) s = read_text (text);
      const ScenarioDomain *domain = scenario_find_domain (s, "a.org");

      for (guint k = 0; k < domain->servers->len; k++)
        {
          const ScenarioServer *server = domain->servers->pdata[k];

          g_assert_cmpint (server->mx, ==, roles[i].mx[k]);
          g_assert_cmpint (server->mailboxes, ==, roles[i].mailboxes[k]);
        }
    }
}

static void
test_users (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org: {users: {O'Neil: {devices: []}, b.c: {reads: none, devices: [PC]}}}\n");
  const ScenarioDomain *domain = s->domains->pdata[0];
  const ScenarioUser *first = domain->users->pdata[0], *second = domain->users->pdata[1];

  g_assert_cmpstr (first->password, ==, "O'Neil");
  g_assert_cmpstr (first->devices->pdata[0], ==, "o-neil.a.org");
  g_assert_cmpint (second->reads, ==, SCENARIO_READS_NONE);
  g_assert_cmpstr (second->devices->pdata[0], ==, "pc.b.c.a.org");
}

static void
test_own_retry (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org: {servers: {x.a.org: {retry: {first: 1m, factor: 1.5}},"
                                              " y.a.org: {retry: {first: 6h}}}}\n");
  const ScenarioDomain *domain = s->domains->pdata[0];
  const ScenarioServer *x = domain->servers->pdata[0], *y = domain->servers->pdata[1];

  g_assert_cmpstr (x->retry.name, ==, "own");
  g_assert_cmpint (x->retry.first, ==, SIM_MINUTE);
  g_assert_cmpfloat (x->retry.factor, ==, 1.5);
  g_assert_cmpint (x->retry.longest, ==, 4 * SIM_HOUR);
  g_assert_cmpint (y->retry.longest, ==, 6 * SIM_HOUR);
}

static const char *const good_faults[] = {
  "{kind: down, server: mail.a.org}",
  "{kind: down, server: ns.a.org, at: 1h, for: 1h30m}",
  "{kind: refuse, server: mail.a.org}",
  "{kind: refuse, server: MAIL.A.ORG, port: 25}",
  "{kind: hang, server: resolver.a.org}",
  "{kind: slow, server: mail.a.org, latency: 3s}",
  "{kind: drop, server: mail.a.org, after: 64kB}",
  "{kind: drop, server: mail.a.org, on: END-OF-DATA}",
  "{kind: reply, server: mail.a.org, on: CONNECT, code: 421}",
  "{kind: reply, server: mail.a.org, on: RCPT, code: 550, status: 5.1.1, text: No, match: ann@a.org, times: 1, skip: 2}",
  "{kind: mailbox-full, mailbox: ann@A.ORG}",
  "{kind: mailbox-full, mailbox: ann@a.org, permanent: yes}",
  "{kind: disk-full, server: mail.a.org}",
  "{kind: dns, domain: a.org, answer: servfail}",
  "{kind: dns, server: ns.a.org, answer: timeout}",
  "{kind: zone, domain: a.org, text: '@ IN MX 0 .'}",
  "{kind: loss, server: ann.a.org, percent: 10%}",
  "{kind: loss, between: [ann.a.org, mail.a.org], percent: 2.5}",
  "{kind: partition, between: [[ann.a.org, mail.a.org], [ns.a.org]]}",
  "{kind: crash, server: mail.a.org, for: 10m}",
  "{kind: crash, server: mail.a.org, keeps: nothing}",
  "{kind: lose, between: [ann.a.org, mail.a.org], times: 2, skip: 1, at: 3s}",
  "{kind: reset, between: [ann.a.org, mail.a.org], port: 25, client-port: 49152}",
};

static void
test_good_faults (void)
{
  GString *text = g_string_new (DOMAINS "  a.org: {users: {ann: }}\nfaults:\n");
  g_autoptr (Scenario) s = NULL;
  const ScenarioFault *fault;

  for (guint i = 0; i < G_N_ELEMENTS (good_faults); i++)
    g_string_append_printf (text, "- %s\n", good_faults[i]);
  s = read_text (text->str);
  g_string_free (text, TRUE);
  g_assert_cmpuint (s->faults->len, ==, G_N_ELEMENTS (good_faults));
  fault = s->faults->pdata[3];
  g_assert_cmpstr (fault->server, ==, "mail.a.org");
  g_assert_cmpuint (fault->port, ==, 25);
  fault = s->faults->pdata[17];
  g_assert_cmpuint (fault->percent_ppm, ==, 25000);
  fault = s->faults->pdata[18];
  g_assert_cmpstr (fault->between_a->pdata[1], ==, "mail.a.org");
  g_assert_cmpstr (fault->between_b->pdata[0], ==, "ns.a.org");
  fault = s->faults->pdata[19];
  g_assert_true (fault->keeps_queue);
  fault = s->faults->pdata[20];
  g_assert_false (fault->keeps_queue);
}

static void
test_fault_names (void)
{
  for (FaultKind kind = 0; kind < N_FAULT_KINDS; kind++)
    g_assert_nonnull (fault_kind_name (kind));
  g_assert_cmpstr (fault_kind_name (FAULT_MAILBOX_FULL), ==, "mailbox-full");
  g_assert_cmpstr (scenario_level_name (SCENARIO_ADVANCED), ==, "advanced");
}

static void
test_recipients (void)
{
  g_autoptr (Scenario) s = read_text ("mailflow: 1\ntitle: T\ndomains: {a.org: {users: {ann: }}}\n"
                                      "messages: [{from: ann@a.org, bcc: [x@nowhere.example, ann@a.org], cc: y@b.org}]\n");
  const ScenarioMessage *message = s->messages->pdata[0];

  g_assert_cmpuint (message->to->len, ==, 0);
  g_assert_cmpuint (message->cc->len, ==, 1);
  g_assert_cmpuint (message->bcc->len, ==, 2);
  g_assert_cmpint (message->at, ==, 0);
  g_assert_cmpstr (message->subject, ==, NULL);
}

static void
test_zone (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org:\n    zone: |\n      $TTL 1h\n      @ SOA ns hostmaster (\n"
                                              "          1 2h 30m 2w 5m )\n      ; none\n\n        NS ns\n      ns A 192.0.2.1\n");

  g_assert_cmpuint (((ScenarioDomain *) s->domains->pdata[0])->zone_place.line, ==, 7);
}

static void
test_anchors (void)
{
  g_autoptr (Scenario) s = read_text (DOMAINS "  a.org: &d {users: {ann: &u {reads: pop3}, bob: *u}}\n  b.org: *d\n");
  const ScenarioDomain *domain = scenario_find_domain (s, "b.org");

  g_assert_cmpint (scenario_domain_find_user (domain, "bob")->reads, ==, SCENARIO_READS_POP3);
}

#define ADD(name) g_test_add ("/scenario-reader/full/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (head);
  ADD (network);
  ADD (plain_domain);
  ADD (full_domain);
  ADD (servers);
  ADD (messages);
  ADD (faults);
  ADD (expectations);
  ADD (lesson);
  ADD (warnings);
  g_test_add_func ("/scenario-reader/no-warnings", test_no_warnings);
  g_test_add_func ("/scenario-reader/defaults", test_defaults);
  g_test_add_func ("/scenario-reader/roles", test_roles);
  g_test_add_func ("/scenario-reader/users", test_users);
  g_test_add_func ("/scenario-reader/own-retry", test_own_retry);
  g_test_add_func ("/scenario-reader/good-faults", test_good_faults);
  g_test_add_func ("/scenario-reader/fault-names", test_fault_names);
  g_test_add_func ("/scenario-reader/recipients", test_recipients);
  g_test_add_func ("/scenario-reader/zone", test_zone);
  g_test_add_func ("/scenario-reader/anchors", test_anchors);
  return g_test_run ();
}
