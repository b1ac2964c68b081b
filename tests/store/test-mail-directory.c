/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-directory.h"

typedef struct
{
  MailStore *users;
  MailDirectory *directory;
} Fixture;

static GPtrArray *
list_of (const char *words)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (parts[i]));
  return list;
}

static void
set_up (Fixture *fixture, gconstpointer plus)
{
  g_autoptr (GPtrArray) away = list_of ("bob@example.net");
  g_autoptr (GPtrArray) team = list_of ("bob@example.org carol@example.org");

  fixture->users = mail_store_new ();
  mail_store_add_account (fixture->users, "bob@example.org", "bob", "x", 1);
  mail_store_add_account (fixture->users, "carol@example.org", "carol", "x", 1);
  fixture->directory = mail_directory_new ("example.org", fixture->users, GPOINTER_TO_INT (plus));
  mail_directory_add_forward (fixture->directory, "Bob", away, TRUE);
  mail_directory_add_alias (fixture->directory, "Team", team);
  mail_directory_add_list (fixture->directory, "club", team, "carol@example.org", FALSE);
  mail_directory_add_list (fixture->directory, "news", team, "carol@example.org", TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer plus)
{
  mail_directory_free (fixture->directory);
  mail_store_free (fixture->users);
}

static DirectoryKind
kind_of (const Fixture *fixture, const char *local)
{
  return mail_directory_find (fixture->directory, local).kind;
}

static void
test_kinds (Fixture *fixture, gconstpointer plus)
{
  g_assert_cmpint (kind_of (fixture, "carol"), ==, DIRECTORY_MAILBOX);
  g_assert_cmpint (kind_of (fixture, "CAROL"), ==, DIRECTORY_MAILBOX);
  g_assert_cmpint (kind_of (fixture, "bob"), ==, DIRECTORY_FORWARD);
  g_assert_cmpint (kind_of (fixture, "team"), ==, DIRECTORY_ALIAS);
  g_assert_cmpint (kind_of (fixture, "club"), ==, DIRECTORY_LIST);
  g_assert_cmpint (kind_of (fixture, "nobody"), ==, DIRECTORY_UNKNOWN);
  g_assert_cmpint (kind_of (fixture, ""), ==, DIRECTORY_UNKNOWN);
}

static void
test_forward_keeps_copy (Fixture *fixture, gconstpointer plus)
{
  DirectoryFinding found = mail_directory_find (fixture->directory, "bob");

  g_assert_cmpstr (found.account->address, ==, "bob@example.org");
  g_assert_cmpuint (found.targets->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (found.targets, 0), ==, "bob@example.net");
}

/* The owner's addresses, and those of VERP, whether others may have a detail or not. */
static void
test_list_addresses (Fixture *fixture, gconstpointer plus)
{
  static const char *const names[] = { "club-bounces", "club-owner", "club-request", "news-bounces+ann=example.com" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DirectoryFinding found = mail_directory_find (fixture->directory, names[i]);

      g_assert_cmpint (found.kind, ==, DIRECTORY_ALIAS);
      g_assert_cmpstr (g_ptr_array_index (found.targets, 0), ==, "carol@example.org");
    }
}

static void
test_return_paths (Fixture *fixture, gconstpointer plus)
{
  g_autofree char *one = mail_list_dup_return_path (mail_directory_find (fixture->directory, "club").list, "ann@example.com");
  g_autofree char *each = mail_list_dup_return_path (mail_directory_find (fixture->directory, "news").list, "ann@example.com");

  g_assert_cmpstr (one, ==, "club-bounces@example.org");
  g_assert_cmpstr (each, ==, "news-bounces+ann=example.com@example.org");
}

static void
test_detail (Fixture *fixture, gconstpointer plus)
{
  DirectoryKind expected = GPOINTER_TO_INT (plus) ? DIRECTORY_MAILBOX : DIRECTORY_UNKNOWN;

  g_assert_cmpint (kind_of (fixture, "carol+shop"), ==, expected);
  g_assert_cmpint (kind_of (fixture, "carol+"), ==, expected);
  g_assert_cmpint (kind_of (fixture, "nobody+shop"), ==, DIRECTORY_UNKNOWN);
  g_assert_cmpint (kind_of (fixture, "+carol"), ==, DIRECTORY_UNKNOWN);
}

/* For those alone whom nobody knows. */
static void
test_catch_all (Fixture *fixture, gconstpointer plus)
{
  g_autoptr (GPtrArray) carol = list_of ("carol@example.org");

  mail_directory_add_alias (fixture->directory, "*", carol);
  g_assert_cmpint (kind_of (fixture, "nobody"), ==, DIRECTORY_ALIAS);
  g_assert_cmpint (kind_of (fixture, "carol"), ==, DIRECTORY_MAILBOX);
  g_assert_cmpint (kind_of (fixture, "club"), ==, DIRECTORY_LIST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, plus, func) g_test_add ("/mail-directory/" name, Fixture, GINT_TO_POINTER (plus), set_up, func, tear_down)
  ADD ("kinds", TRUE, test_kinds);
  ADD ("forward-keeps-copy", TRUE, test_forward_keeps_copy);
  ADD ("list-addresses", FALSE, test_list_addresses);
  ADD ("return-paths", FALSE, test_return_paths);
  ADD ("detail", TRUE, test_detail);
  ADD ("no-detail", FALSE, test_detail);
  ADD ("catch-all", TRUE, test_catch_all);
  return g_test_run ();
}
