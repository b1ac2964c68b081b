/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reader.h"

#include <string.h>

/* Three lines that every scenario may begin with, and the key that they leave out. */
#define HEAD "mailflow: 1\ntitle: T\ndomains: {a.org: {users: {ann: , bob: }}}\n"
#define FULL HEAD "messages: [{from: ann@a.org, to: bob@a.org}]\n"
#define DOMAIN(text) "mailflow: 1\ntitle: T\nmessages: []\ndomains:\n  a.org:\n" text
#define SERVER(text) DOMAIN ("    servers:\n      mx.a.org: {" text "}\n")
#define MESSAGE(text) HEAD "messages:\n- {from: ann@a.org, " text "}\n"
#define FAULT(text) FULL "faults:\n- {" text "}\n"
#define EXPECT(text) FULL "expect:\n- {" text "}\n"
#define LESSON(text) FULL "lesson:\n- {" text "}\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *error; /* without "test.yaml:" before every line */
} Bad;

static const Bad bads[] = {
  { "unknown-key", "mailflow: 1\ntittle: T\n",
    "1:1: scenario has no 'title'; expected one\n"
    "1:1: scenario has no 'domains'; expected one\n"
    "1:1: scenario has no 'messages'; expected one\n"
    "2:1: unknown key 'tittle' in scenario; did you mean 'title'?" },
  { "not-a-map", "- a\n", "1:1: scenario is a list; expected a map, 'key: value'" },
  { "text", "hello\n", "1:1: scenario is 'hello'; expected a map, 'key: value'" },
  { "twice", FULL "title: U\n", "5:1: 'title' comes twice in scenario; expected it once" },
  { "version", "mailflow: 2\ntitle: T\ndomains: {a.org: }\nmessages: []\n",
    "1:11: 'mailflow' is '2'; expected 1, the version of the format that this program reads" },
  { "title-list", FULL "summary: [a]\n", "5:10: 'summary' is a list; expected text" },
  { "title-empty", "mailflow: 1\ntitle:\ndomains: {a.org: }\nmessages: []\n", "2:7: 'title' is empty; expected text on one line" },
  { "level", FULL "level: hard\n", "5:8: 'level' is 'hard'; expected basic, intermediate or advanced" },
  { "level-near", FULL "level: advance\n", "5:8: 'level' is 'advance'; did you mean 'advanced'?" },
  { "topics", FULL "topics: {a: b}\n", "5:9: 'topics' is a map; expected text on one line" },
  { "start", FULL "start: tomorrow\n", "5:8: 'start' is 'tomorrow'; expected a time such as 2026-01-05T09:00:00Z" },
  { "seed", FULL "seed: -1\n", "5:7: 'seed' is '-1'; expected a whole number from 0 to 18446744073709551615" },
  { "until", FULL "until: 0s\n", "5:8: 'until' is '0s'; expected a duration longer than 0" },
  { "latency", FULL "network: {latency: fast}\n",
    "5:20: 'latency' is 'fast'; expected a duration such as 250ms, 30s, 1h30m or 5d" },
  { "ip", FULL "network: {ip: 6}\n", "5:15: 'ip' is '6'; expected 4 or both" },
  { "network-text", FULL "network: fast\n", "5:10: network is 'fast'; expected a map, 'key: value'" },
  { "bandwidth", FULL "network: {bandwidth: 0}\n",
    "5:22: 'bandwidth' is '0'; expected a bandwidth such as 64kbit, 100Mbit or 1Gbit" },
  { "loss", FULL "network: {loss: 200%}\n", "5:17: 'loss' is '200%'; expected a percentage from 0% to 100%" },
  { "link-alone", FULL "links: [{latency: 1s}]\n", "5:9: link has no 'between'; expected one" },
  { "link-one", FULL "links: [{between: [mail.a.org]}]\n",
    "5:19: 'between' is a list; expected two hosts, [a.example.com, b.example.com]" },
  { "link-same", FULL "links: [{between: [mail.a.org, MAIL.a.org]}]\n",
    "5:19: 'between' is one host twice; expected two hosts" },
  { "link-unknown", FULL "links: [{between: [mail.a.org, mial.a.org]}]\n",
    "5:32: there is no host 'mial.a.org'; did you mean 'mail.a.org'?" },
  { "links-map", FULL "links: {a: b}\n", "5:8: 'links' is a map; expected a list" },
  { "dns", FULL "dns: both\n", "5:6: 'dns' is 'both'; expected direct or full" },
  { "no-domains", "mailflow: 1\ntitle: T\ndomains:\nmessages: []\n", "3:9: 'domains' is empty; expected one domain at least" },
  { "domain-name", "mailflow: 1\ntitle: T\ndomains: {a_b: }\nmessages: []\n",
    "3:11: 'a_b' is no domain; expected one such as example.com" },
  { "domain-twice", "mailflow: 1\ntitle: T\ndomains: {a.org: {servers: {x.a.org: }}, A.ORG: {servers: {y.a.org: }}}\nmessages: []\n",
    "3:42: a second domain 'a.org'; expected another name\n"
    "3:42: a second host 'ns.a.org'; expected another name\n"
    "3:42: a second host 'resolver.a.org'; expected another name" },
  { "domain-key", DOMAIN ("    user: {}\n"), "6:5: unknown key 'user' in domain; did you mean 'users'?" },
  { "user-name", DOMAIN ("    users: {a@b: }\n"), "6:13: 'a@b' is no name for a mailbox; expected one such as alice" },
  { "user-twice", DOMAIN ("    users: {ann: , ann: }\n"), "6:20: 'ann' comes twice in users; expected it once" },
  { "user-list", DOMAIN ("    users: [ann]\n"), "6:12: users is a list; expected a map, 'key: value'" },
  { "user-key", DOMAIN ("    users: {ann: {read: imap}}\n"), "6:19: unknown key 'read' in user; did you mean 'reads'?" },
  { "reads", DOMAIN ("    users: {ann: {reads: imap4}}\n"), "6:26: 'reads' is 'imap4'; did you mean 'imap'?" },
  { "devices", DOMAIN ("    users: {ann: {devices: [my phone]}}\n"),
    "6:29: 'devices' is 'my phone'; expected a name such as laptop: letters, digits and hyphens" },
  { "device-is-server", DOMAIN ("    users: {mail: }\n"), "6:13: a second host 'mail.a.org'; expected another name" },
  { "device-twice", DOMAIN ("    users: {ann: {devices: [pc, PC]}}\n"), "6:13: a second host 'pc.ann.a.org'; expected another name" },
  { "password", DOMAIN ("    users: {ann: {password: \"a\\nb\"}}\n"), "6:29: 'password' is 'a b'; expected text on one line" },
  { "leave", DOMAIN ("    users: {ann: {leave-on-server: 1}}\n"), "6:36: 'leave-on-server' is '1'; expected yes or no" },
  { "alias-empty", DOMAIN ("    aliases: {info: []}\n"), "6:21: 'info' is a list; expected one address at least" },
  { "server-name", DOMAIN ("    servers: {m x: }\n"), "6:15: 'm x' is no host name; expected one such as mail.a.org" },
  { "server-is-ns", DOMAIN ("    servers: {ns.a.org: }\n"), "6:15: a second host 'ns.a.org'; expected another name" },
  { "server-key", SERVER ("grey-list: 5m"), "7:18: unknown key 'grey-list' in server; did you mean 'greylist'?" },
  { "mx", SERVER ("mx: 65536"), "7:22: 'mx' is '65536'; expected a whole number from 0 to 65535" },
  { "mx-word", SERVER ("mx: yes"), "7:22: 'mx' is 'yes'; expected a whole number from 0 to 65535" },
  { "mailboxes", SERVER ("mailboxes: [yes]"), "7:29: 'mailboxes' is a list; expected yes or no" },
  { "quota", SERVER ("quota: 10 apples"), "7:25: 'quota' is '10 apples'; expected a size such as 800, 64kB or 10MB" },
  { "retry", SERVER ("retry: posfix"), "7:25: 'retry' is 'posfix'; did you mean 'postfix'?" },
  { "retry-factor", SERVER ("retry: {factor: 0}"), "7:34: 'factor' is '0'; expected a number from 1 to 100" },
  { "retry-order", SERVER ("retry: {first: 2h, longest: 1h}"),
    "7:25: the longest wait is shorter than the first; expected 'longest' not below 'first'" },
  { "queue-for-self", SERVER ("queue-for: mx.a.org"), "7:29: 'queue-for' is the server itself; expected another server" },
  { "tls", SERVER ("tls: maybe"), "7:23: 'tls' is 'maybe'; expected none, offer or require" },
  { "zone", DOMAIN ("    zone: |\n      @ IN MX 10 mail\n      ; a comment\n      www IN A 1.2.3.400\n"),
    "9:7: no zone record: Syntax error, could not parse the RR's rdata; expected a line such as '@ IN MX 10 mail.a.org.'" },
  { "zone-include", DOMAIN ("    zone: |\n\n      $INCLUDE /etc/passwd\n"),
    "8:7: no zone record: $INCLUDE directive was seen in the zone; expected a line such as '@ IN MX 10 mail.a.org.'" },
  { "zone-quoted", DOMAIN ("    zone: \"nonsense\"\n"),
    "6:11: no zone record: Syntax error, could not parse the RR's TTL; expected a line such as '@ IN MX 10 mail.a.org.'" },
  { "zone-empty", DOMAIN ("    zone: ' '\n"), "6:11: an empty zone; expected records such as '@ IN MX 10 mail.a.org.'" },
  { "message-text", HEAD "messages: [hello]\n", "4:12: message is 'hello'; expected a map, 'key: value'" },
  { "message-empty", HEAD "messages: [{}]\n",
    "4:12: message has no 'from'; expected one\n4:12: message has no recipient; expected 'to', 'cc' or 'bcc'" },
  { "no-recipient", MESSAGE ("to: []"), "5:3: message has no recipient; expected 'to', 'cc' or 'bcc'" },
  { "from", HEAD "messages: [{from: amn@a.org, to: x@y.z}]\n", "4:19: there is no user 'amn@a.org'; did you mean 'ann@a.org'?" },
  { "at", MESSAGE ("to: bob@a.org, at: 1x"), "5:40: 'at' is '1x'; expected a duration such as 250ms, 30s, 1h30m or 5d" },
  { "id", MESSAGE ("to: bob@a.org, id: a b"), "5:40: 'id' is 'a b'; expected a word without spaces" },
  { "id-twice", HEAD "messages:\n- {id: m2, from: ann@a.org, to: x@y.z}\n- {from: ann@a.org, to: x@y.z}\n",
    "6:3: a second message 'm2'; expected another name" },
  { "subject", MESSAGE ("to: bob@a.org, subject: \"Hi\\r\\nBcc: x@y.z\""), "5:45: 'subject' is 'Hi  Bcc: x@y.z'; expected text on one line" },
  { "file", MESSAGE ("to: bob@a.org, file: none.eml"),
    "5:42: 'file' is 'none.eml'; expected a file that exists, from the scenario's folder" },
  { "attach", MESSAGE ("to: bob@a.org, attach: [none.png, no.txt]"),
    "5:45: 'attach' is 'none.png'; expected a file that exists, from the scenario's folder\n5:55: 'attach' is 'no.txt'; expected a file that exists, from the scenario's folder" },
  { "attach-and-file", MESSAGE ("to: bob@a.org, attach: /dev/null/x, file: none.eml"),
    "5:44: 'attach' is '/dev/null/x'; expected a file that exists, from the scenario's folder\n"
    "5:63: 'file' is 'none.eml'; expected a file that exists, from the scenario's folder\n5:63: 'file' beside 'attach'; expected one of them" },
  { "notify", MESSAGE ("to: bob@a.org, notify: [never, delay]"),
    "5:44: 'notify' has 'never' and others; expected 'never' alone (RFC 3461 4.1)" },
  { "fault-kind", FAULT ("kind: dwon, server: mail.a.org"), "6:10: 'kind' is 'dwon'; did you mean 'down'?" },
  { "fault-no-kind", FAULT ("server: mail.a.org"), "6:3: fault has no 'kind'; expected one" },
  { "fault-needs", FAULT ("kind: down"), "6:3: a fault of kind 'down' needs 'server'" },
  { "fault-spare", FAULT ("kind: down, server: mail.a.org, port: 25"), "6:42: a fault of kind 'down' has no 'port'; expected server" },
  { "fault-either", FAULT ("kind: drop, server: mail.a.org"), "6:3: a fault of kind 'drop' needs either 'after' or 'on'" },
  { "fault-both", FAULT ("kind: drop, server: mail.a.org, after: 1, on: DATA"), "6:3: a fault of kind 'drop' needs either 'after' or 'on'" },
  { "fault-server", FAULT ("kind: down, server: mail.b.org"), "6:24: there is no host 'mail.b.org'; did you mean 'mail.a.org'?" },
  { "fault-no-name-server", FAULT ("kind: dns, server: mail.a.org, answer: empty"), "6:3: 'mail.a.org' is no name server; expected one such as ns.example.com" },
  { "fault-no-tree", FAULT ("kind: dns, server: a.nic.org, answer: empty"), "6:23: there is no host 'a.nic.org'; expected ns.a.org, resolver.a.org, mail.a.org, ann.a.org or bob.a.org" },
  { "fault-domain", FAULT ("kind: dns, domain: b.example, answer: empty"), "6:23: there is no domain 'b.example'; expected a.org" },
  { "fault-mailbox", FAULT ("kind: mailbox-full, mailbox: zoe@a.org"), "6:33: there is no user 'zoe@a.org'; expected ann@a.org or bob@a.org" },
  { "fault-for", FAULT ("kind: down, server: mail.a.org, for: 0"), "6:41: 'for' is '0'; expected a duration longer than 0" },
  { "fault-code", FAULT ("kind: reply, server: mail.a.org, on: RCPT, code: 45"), "6:53: 'code' is '45'; expected a whole number from 200 to 599" },
  { "fault-on", FAULT ("kind: reply, server: mail.a.org, on: HELP, code: 450"),
    "6:41: 'on' is 'HELP'; expected CONNECT, EHLO, AUTH, MAIL, RCPT, DATA or END-OF-DATA" },
  { "fault-status", FAULT ("kind: reply, server: mail.a.org, on: RCPT, code: 450, status: 4.7"),
    "6:66: 'status' is '4.7'; expected an enhanced status code such as 4.7.1" },
  { "fault-text", FAULT ("kind: reply, server: mail.a.org, on: RCPT, code: 450, text: \"a\\nb\""),
    "6:64: 'text' is 'a b'; expected text on one line" },
  { "fault-zone", FULL "faults:\n- kind: zone\n  domain: a.org\n  text: |\n    @ IN A 1.2.3\n",
    "9:5: no zone record: Syntax error, could not parse the RR's rdata; expected a line such as '@ IN MX 10 mail.a.org.'" },
  { "partition", FAULT ("kind: partition, between: [[mail.a.org], []]"),
    "6:30: 'between' has a side without hosts; expected one at least on each" },
  { "reset-for", FAULT ("kind: reset, between: [ann.a.org, mail.a.org], for: 3s"),
    "6:56: a fault of kind 'reset' has no 'for'; expected between port client-port" },
  { "lose-many", FAULT ("kind: lose, between: [[ann.a.org, bob.a.org], mail.a.org]"), "6:25: 'between' has more than two hosts; expected two, [HOST, HOST]" },
  { "check-device", FULL "checks: [{user: ann@a.org, device: bob.a.org}]\n", "5:10: 'bob.a.org' is no device of 'ann@a.org'; expected one such as ann.a.org" },
  { "check-no-reader", "mailflow: 1\ntitle: T\ndomains: {a.org: {users: {ann: {reads: none}}}}\nmessages: []\nchecks: [{user: ann@a.org}]\n",
    "5:10: 'ann@a.org' has 'reads: none'; expected a user who reads mail" },
  { "check-user", FULL "checks: [{user: zoe@a.org}]\n", "5:17: there is no user 'zoe@a.org'; expected ann@a.org or bob@a.org" },
  { "expect-outcome", EXPECT ("outcome: deliverd"), "6:13: 'outcome' is 'deliverd'; did you mean 'delivered'?" },
  { "expect-message", EXPECT ("message: m7"), "6:13: there is no message 'm7'; did you mean 'm1'?" },
  { "expect-via", EXPECT ("via: relay.b.net"), "6:9: there is no host 'relay.b.net'; expected ns.a.org, resolver.a.org, mail.a.org, ann.a.org or bob.a.org" },
  { "expect-attempts", EXPECT ("attempts: many"), "6:14: 'attempts' is 'many'; expected a whole number from 0 to 1000000" },
  { "lesson-silent", LESSON ("on: {kind: smtp-reply}"), "6:3: lesson says and asks nothing; expected 'say' or 'ask'" },
  { "lesson-answer", LESSON ("on: {code: 450}, ask: Why?, choices: [a, b], answer: 3"),
    "6:57: 'answer' is 3; expected a number from 1 to 2, the choices" },
  { "lesson-kind", LESSON ("on: {kind: smtp-replay}, say: Hi"), "6:15: there is no kind of record 'smtp-replay'; did you mean 'smtp-reply'?" },
  { "lesson-on", LESSON ("on: {}, say: Hi"), "6:8: 'on' is a map; expected what to stop at, such as {kind: smtp-reply}" },
  { "two-at-once", "mailflow: 1\ntitle: T\nlevel: x\ndomains: {a.org: }\nmessages: []\nseed: y\n",
    "3:8: 'level' is 'x'; expected basic, intermediate or advanced\n"
    "6:7: 'seed' is 'y'; expected a whole number from 0 to 18446744073709551615" },
  { "no-follow-ups", DOMAIN ("    userz: {}\n") "expect: [{via: mx.a.org}]\n", "6:5: unknown key 'userz' in domain; did you mean 'users'?" },
  { "through-aliases", FULL "network: &n {latency: x}\nlinks: [*n]\n",
    "5:10: link has no 'between'; expected one\n"
    "5:23: 'latency' is 'x'; expected a duration such as 250ms, 30s, 1h30m or 5d" },
  { "syntax", "mailflow: 1\ntitle: [\n", "3:1: not YAML: did not find expected node content while parsing a flow node" },
};

static char *
read_problems (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Scenario) scenario = scenario_read_bytes ("test.yaml", text, strlen (text), &error);

  g_assert_null (scenario);
  g_assert_nonnull (error);
  g_assert_true (error->domain == SCENARIO_ERROR);
  return g_strdup (error->message);
}

static void
test_bad (gconstpointer data)
{
  const Bad *bad = data;
  g_autofree char *message = read_problems (bad->text);
  g_auto (GStrv) lines = g_strsplit (bad->error, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\ntest.yaml:", lines);
  g_autofree char *expected = g_strconcat ("test.yaml:", joined, NULL);

  g_assert_cmpstr (message, ==, expected);
}

static void
test_at_most_20 (void)
{
  GString *text = g_string_new (FULL);
  g_autofree char *message = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "key%u: 1\n", i);
  message = read_problems (text->str);
  lines = g_strsplit (message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 20);
  g_assert_true (g_str_has_prefix (lines[0], "test.yaml:5:1: unknown key 'key0' in scenario"));
  g_assert_true (g_str_has_prefix (lines[19], "test.yaml:24:1: unknown key 'key19' in scenario"));
  g_string_free (text, TRUE);
}

static void
assert_unreadable (const char *path, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scenario_read_file (path, &error));
  g_assert_error (error, SCENARIO_ERROR, SCENARIO_ERROR_UNREADABLE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_unreadable (void)
{
  assert_unreadable ("/nonexistent/x.yaml", "/nonexistent/x.yaml: No such file or directory; expected a scenario file");
  assert_unreadable ("/tmp", "/tmp: Is a directory; expected a scenario file");
  assert_unreadable ("/dev/zero", "/dev/zero: larger than 4 MB; expected a scenario file");
}

static void
test_empty_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scenario_read_file ("/dev/null", &error));
  g_assert_error (error, SCENARIO_ERROR, SCENARIO_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "/dev/null:1:1: an empty file; expected a scenario");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    {
      g_autofree char *path = g_strconcat ("/scenario-errors/", bads[i].name, NULL);

      g_test_add_data_func (path, &bads[i], test_bad);
    }
  g_test_add_func ("/scenario-errors/at-most-20", test_at_most_20);
  g_test_add_func ("/scenario-errors/unreadable", test_unreadable);
  g_test_add_func ("/scenario-errors/empty-file", test_empty_file);
  return g_test_run ();
}
