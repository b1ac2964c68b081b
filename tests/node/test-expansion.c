/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that stand for others (RFC 5321 3.9): aliases, forwarding, lists, catch-all, details; and what
 * the sender is told of it (RFC 3461 5.2.7).
 */
#include "sim/codec/delivery-report.h"
#include "tests/node/lab.h"

#include <string.h>

#define DOMAINS(org) \
  "domains:\n" \
  "  example.com: {users: {alice: {}, ann: {}}}\n" \
  "  example.org: {users: {bob: {}, carol: {}}, " org "}\n"
#define MAIL_TO(to, more) "messages: [{at: 1s, from: alice@example.com, to: [" to "], subject: x, text: y" more "}]\n"

/* What was put into the mailbox ADDRESS, the NUMBER-th time from 0. */
static const char *
find_stored (const Simulation *simulation, const char *address, guint number)
{
  for (TraceId id = 0; (id = lab_find (simulation, TRACE_STORED, NULL, address, id)) != 0;)
    {
      const TraceRecord *record = trace_get (simulation_get_trace (simulation), id);

      if (strcmp (lab_text (simulation, record), address) == 0 && number-- == 0)
        return lab_note (simulation, record);
    }
  return NULL;
}

static guint
count_stored (const Simulation *simulation, const char *address)
{
  guint count = 0;

  while (find_stored (simulation, address, count) != NULL)
    count++;
  return count;
}

static void
test_alias (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("aliases: {info: [bob@example.org], team: [info@example.org, ann@example.com, bob@example.org]}"), MAIL_TO ("team@example.org", ""), NULL);

  lab_assert_fate (simulation, "team@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org,mail.example.com");
  g_assert_cmpuint (count_stored (simulation, "bob@example.org"), ==, 1); /* by two ways, once */
  g_assert_cmpuint (count_stored (simulation, "ann@example.com"), ==, 1);
  g_assert_true (g_str_has_prefix (find_stored (simulation, "ann@example.com", 0), "Return-Path: <alice@example.com>\r\n"));
}

static void
test_alias_loop (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("aliases: {here: [there@example.org], there: [here@example.org]}"), MAIL_TO ("here@example.org", ""), NULL);

  lab_assert_fate (simulation, "here@example.org", "bounced 5.4.6 554 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
}

/* One of several can't be reached: a report was sent, so it counts as bounced. */
static void
test_alias_part_fails (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("aliases: {team: [bob@example.org, nobody@example.com]}"), MAIL_TO ("team@example.org", ""), NULL);

  lab_assert_fate (simulation, "team@example.org", "bounced 5.1.1 550 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
  g_assert_cmpuint (count_stored (simulation, "bob@example.org"), ==, 1);
  g_assert_nonnull (strstr (find_stored (simulation, "alice@example.com", 0), "Original-Recipient: rfc822; team@example.org\r\nFinal-Recipient: rfc822; nobody@example.com\r\n"));
}

static void
test_catch_all (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("aliases: {\"*\": [carol@example.org]}"), MAIL_TO ("anyone@example.org, bob@example.org", ""), NULL);

  g_assert_cmpuint (count_stored (simulation, "carol@example.org"), ==, 1);
  g_assert_cmpuint (count_stored (simulation, "bob@example.org"), ==, 1);
}

static void
test_detail (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS (""), MAIL_TO ("bob+shop@example.org", ""), NULL);
  g_autoptr (Simulation) without = lab_run (DOMAINS ("plus-addressing: no"), MAIL_TO ("bob+shop@example.org", ""), NULL);

  lab_assert_fate (simulation, "bob+shop@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org");
  lab_assert_fate (without, "bob+shop@example.org", "bounced 5.1.1 550 attempts=1 hops=alice.example.com,mail.example.com");
}

static void
test_forward (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}, ann: {}}}\n  example.org: {users: {bob: {forward-to: [ann@example.com]}, carol: {forward-to: ann@example.com, keep-copy: yes}}}\n", MAIL_TO ("bob@example.org, carol@example.org", ""), NULL);

  g_assert_cmpuint (count_stored (simulation, "bob@example.org"), ==, 0);
  g_assert_cmpuint (count_stored (simulation, "carol@example.org"), ==, 1);
  g_assert_cmpuint (count_stored (simulation, "ann@example.com"), ==, 1); /* the same letter, once */
}

/* Round and round, until a server counts too many Received: lines (RFC 5321 6.3). */
static void
test_forward_loop (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}, ann: {forward-to: [bob@example.org]}}}\n  example.org: {users: {bob: {forward-to: [ann@example.com]}}, servers: {mail.example.org: {hop-limit: 12}}}\n", MAIL_TO ("bob@example.org", ""), NULL);
  g_autofree char *fate = lab_fate (simulation, "m1", "bob@example.org");

  g_assert_true (g_str_has_prefix (fate, "bounced 5.4.6 554 attempts=1 "));
  g_assert_cmpuint (lab_count (simulation, TRACE_ACCEPTED, "mail.example.org", "alice@example.com"), ==, 6);
  g_assert_cmpuint (count_stored (simulation, "alice@example.com"), ==, 1);
}

/* A list answers for its own mail: another return path, no wishes of the sender's, a header of its own. */
static void
test_list (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("lists: {club: {members: [bob@example.org, ann@example.com, gone@example.com], owner: carol@example.org}}"), MAIL_TO ("club@example.org", ", notify: [success]"), NULL);
  const char *copy = find_stored (simulation, "ann@example.com", 0);

  g_assert_true (g_str_has_prefix (copy, "Return-Path: <club-bounces@example.org>\r\n"));
  g_assert_nonnull (strstr (copy, "List-Id: <club.example.org>\r\n"));
  g_assert_nonnull (strstr (find_stored (simulation, "alice@example.com", 0), "Action: delivered\r\n")); /* to the list */
  g_assert_cmpuint (count_stored (simulation, "alice@example.com"), ==, 1);
  g_assert_nonnull (strstr (find_stored (simulation, "carol@example.org", 0), "Final-Recipient: rfc822; gone@example.com\r\n"));
  lab_assert_fate (simulation, "club@example.org", "delivered 2.0.0 250 attempts=1 hops=alice.example.com,mail.example.com,mail.example.org,mail.example.com");
}

/* Two lists that are members of each other, and one that is its own owner: each letter is distributed once. */
static void
test_list_loop (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}, ann: {}}, lists: {there: {members: [here@example.org, here@example.org, ann@example.com]}}}\n"
                                               "  example.org: {users: {bob: {}}, lists: {here: {members: [there@example.com, bob@example.org, gone@example.com], owner: here@example.org}}}\n",
                                               MAIL_TO ("here@example.org", ""), NULL);

  g_assert_cmpuint (count_stored (simulation, "bob@example.org"), ==, 1);
  g_assert_cmpuint (count_stored (simulation, "ann@example.com"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_DISCARDED, "mail.example.org", "does not distribute"), >, 0);
}

/* Aliases that multiply in a circle are seen at the second round; else they would fill the world. */
static void
test_alias_bomb (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}, ann: {}}, aliases: {ping: [pong@example.org, pang@example.org, ann@example.com]}}\n"
                                               "  example.org: {users: {bob: {}}, aliases: {pong: [ping@example.com, bob@example.org], pang: [ping@example.com, bob@example.org]}}\n",
                                               MAIL_TO ("pong@example.org", ""), NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_STORED, NULL, "bob@example.org"), <, 8);
  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, NULL, "5.4.6"), >, 0);
}

/* The postmaster can't be reached either: there it ends. */
static void
test_lost_postmaster (void)
{
  g_autoptr (Simulation) simulation = lab_run ("domains:\n  example.com: {users: {alice: {}}, aliases: {postmaster: [nobody@example.org]}, servers: {mail.example.com: {double-bounces: postmaster}}}\n"
                                               "  example.org: {users: {bob: {}}}\n",
                                               MAIL_TO ("gone@example.org", ""), "faults: [{kind: mailbox-full, mailbox: alice@example.com, permanent: yes}]\n", NULL);

  g_assert_cmpuint (lab_count (simulation, TRACE_DISCARDED, "mail.example.com", "nobody@example.org"), ==, 1);
  g_assert_cmpuint (lab_count (simulation, TRACE_BOUNCED, "mail.example.com", NULL), ==, 2);
}

static void
test_verp (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS ("lists: {club: {members: [ann@example.com, gone@example.com], owner: carol@example.org, verp: yes}}"), MAIL_TO ("club@example.org", ""), NULL);

  g_assert_true (g_str_has_prefix (find_stored (simulation, "ann@example.com", 0), "Return-Path: <club-bounces+ann=example.com@example.org>\r\n"));
  g_assert_nonnull (strstr (find_stored (simulation, "carol@example.org", 0), "To: club-bounces+gone=example.com@example.org\r\n"));
}

/* RFC 3461 5.2.7.2, 5.2.7.3 */
static void
test_notify (void)
{
  g_autoptr (Simulation) one = lab_run (DOMAINS ("aliases: {info: [bob@example.org]}"), MAIL_TO ("info@example.org", ", notify: success"), NULL);
  g_autoptr (Simulation) several = lab_run (DOMAINS ("aliases: {team: [bob@example.org, nobody@example.com]}"), MAIL_TO ("team@example.org", ", notify: success"), NULL);
  const char *report = find_stored (one, "alice@example.com", 0);

  g_assert_nonnull (strstr (report, "Original-Recipient: rfc822; info@example.org\r\nFinal-Recipient: rfc822; bob@example.org\r\nAction: delivered\r\n"));
  g_assert_nonnull (strstr (find_stored (several, "alice@example.com", 0), "Final-Recipient: rfc822; team@example.org\r\nAction: expanded\r\n"));
  g_assert_cmpuint (count_stored (several, "alice@example.com"), ==, 1); /* of failures she does not want to hear */
}

/* Who is in Bcc: is in the envelope only (RFC 5322 3.6.3), also where the letter came as a file. */
static void
test_bcc (void)
{
  g_autoptr (Simulation) simulation = lab_run (DOMAINS (""), "messages: [{at: 1s, from: alice@example.com, to: [bob@example.org], bcc: [carol@example.org], subject: x, text: y}]\n", NULL);

  g_assert_cmpuint (count_stored (simulation, "carol@example.org"), ==, 1);
  g_assert_null (strstr (find_stored (simulation, "bob@example.org", 0), "carol"));
  g_assert_null (strstr (find_stored (simulation, "carol@example.org", 0), "cc:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expansion/alias", test_alias);
  g_test_add_func ("/expansion/alias-loop", test_alias_loop);
  g_test_add_func ("/expansion/alias-part-fails", test_alias_part_fails);
  g_test_add_func ("/expansion/catch-all", test_catch_all);
  g_test_add_func ("/expansion/detail", test_detail);
  g_test_add_func ("/expansion/forward", test_forward);
  g_test_add_func ("/expansion/forward-loop", test_forward_loop);
  g_test_add_func ("/expansion/list", test_list);
  g_test_add_func ("/expansion/list-loop", test_list_loop);
  g_test_add_func ("/expansion/alias-bomb", test_alias_bomb);
  g_test_add_func ("/expansion/lost-postmaster", test_lost_postmaster);
  g_test_add_func ("/expansion/verp", test_verp);
  g_test_add_func ("/expansion/notify", test_notify);
  g_test_add_func ("/expansion/bcc", test_bcc);
  return g_test_run ();
}
