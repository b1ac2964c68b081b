/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-store.h"

#include <string.h>

typedef struct
{
  MailStore *store;
  MailAccount *alice;
  Mailbox *inbox;
  GBytes *content;
  GString *log;
} Bench;

static void
on_added (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  g_autofree char *label = mailbox_dup_label (mailbox);

  g_string_append_printf (user, "+%u@%s ", mail->uid, label);
}

static void
on_marked (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  g_string_append_printf (user, "!%u=%u ", mail->uid, mail->flags);
}

static void
on_removed (gpointer user, Mailbox *mailbox, StoredMail *mail)
{
  g_autofree char *label = mailbox_dup_label (mailbox);

  g_string_append_printf (user, "-%u@%s ", mail->uid, label);
}

static void
on_relabelled (gpointer user, Mailbox *mailbox, StoredMail *mail, const char *old_label)
{
  g_autofree char *label = mailbox_dup_label (mailbox);

  g_string_append_printf (user, "%u:%s>%s ", mail->uid, old_label, label);
}

static const MailStoreEvents events = { on_added, on_marked, on_removed, on_relabelled };

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->store = mail_store_new ();
  bench->alice = mail_store_add_account (bench->store, "Alice@Example.com", "Alice", "wonderland", 17);
  bench->inbox = bench->alice->inbox;
  bench->content = g_bytes_new_static ("x", 1);
  bench->log = g_string_new (NULL);
  mail_store_listen (bench->store, &events, bench->log);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  mail_store_free (bench->store);
  g_bytes_unref (bench->content);
  g_string_free (bench->log, TRUE);
}

static StoredMail *
add (Bench *bench, guint32 item)
{
  return mailbox_add (bench->inbox, item, 100 + item, bench->content, 1767600000);
}

static void
test_find (Bench *bench, gconstpointer data)
{
  g_assert_true (mail_store_find (bench->store, "alice@example.com") == bench->alice);
  g_assert_true (mail_store_find (bench->store, "ALICE@EXAMPLE.COM") == bench->alice);
  g_assert_null (mail_store_find (bench->store, "alice@example.org"));
  g_assert_null (mail_store_find (bench->store, "alice"));
  g_assert_null (mail_store_find (bench->store, ""));
  g_assert_cmpstr (bench->alice->address, ==, "Alice@Example.com");
  g_assert_cmpuint (bench->inbox->uid_validity, ==, 17);
}

static void
test_log_in (Bench *bench, gconstpointer data)
{
  MailStore *store = bench->store;
  MailAccount *other = mail_store_add_account (store, "Alice@example.net", "Alice", "mirror", 17);

  g_assert_true (mail_store_log_in (store, "Alice", "wonderland") == bench->alice);
  g_assert_true (mail_store_log_in (store, "alice@example.com", "wonderland") == bench->alice);
  g_assert_true (mail_store_log_in (store, "alice@example.net", "mirror") == other);
  g_assert_null (mail_store_log_in (store, "Alice", "mirror"));
  g_assert_null (mail_store_log_in (store, "Alice", "Wonderland"));
  g_assert_null (mail_store_log_in (store, "Alice", ""));
  g_assert_null (mail_store_log_in (store, "bob", "wonderland"));
}

static void
test_add (Bench *bench, gconstpointer data)
{
  const StoredMail *first = add (bench, 1), *second = add (bench, 2);

  g_assert_cmpuint (first->uid, ==, 1);
  g_assert_cmpuint (second->uid, ==, 2);
  g_assert_cmpuint (second->item, ==, 2);
  g_assert_cmpuint (second->message, ==, 102);
  g_assert_cmpuint (second->flags, ==, 0);
  g_assert_cmpint (second->internal_date, ==, 1767600000);
  g_assert_cmpuint (second->modseq, >, first->modseq);
  g_assert_cmpuint (bench->inbox->highest_modseq, ==, second->modseq);
  g_assert_cmpuint (bench->inbox->uid_next, ==, 3);
  g_assert_true (mailbox_at (bench->inbox, 1) == second);
  g_assert_cmpuint (bench->alice->size, ==, 2);
}

/* A UID is never used twice, and found behind gaps (RFC 3501 2.3.1.1). */
static void
test_remove (Bench *bench, gconstpointer data)
{
  for (guint32 item = 1; item <= 10; item++)
    add (bench, item);
  for (guint32 uid = 1; uid <= 10; uid += 3)
    g_assert_true (mailbox_remove (bench->inbox, uid));
  g_assert_false (mailbox_remove (bench->inbox, 1));
  g_assert_false (mailbox_remove (bench->inbox, 11));
  g_assert_cmpuint (bench->inbox->mails->len, ==, 6);
  for (guint32 uid = 1; uid <= 12; uid++)
    {
      const StoredMail *mail = mailbox_find (bench->inbox, uid);

      g_assert_true ((mail != NULL) == (uid <= 10 && uid % 3 != 1));
      g_assert_true (mail == NULL || mail->uid == uid);
    }
  g_assert_cmpuint (add (bench, 11)->uid, ==, 11);
  g_assert_cmpuint (bench->alice->size, ==, 7);
}

static void
test_empty (Bench *bench, gconstpointer data)
{
  g_assert_null (mailbox_find (bench->inbox, 1));
  g_assert_false (mailbox_remove (bench->inbox, 1));
  add (bench, 1);
  g_assert_true (mailbox_remove (bench->inbox, 1));
  g_assert_null (mailbox_find (bench->inbox, 1));
  g_assert_cmpuint (add (bench, 2)->uid, ==, 2);
}

/* Who keeps a mail that others removed can go on reading it, and even mark it. */
static void
test_removed_but_kept (Bench *bench, gconstpointer data)
{
  StoredMail *mail = stored_mail_ref (add (bench, 1));
  guint64 modseq;

  mailbox_remove (bench->inbox, 1);
  modseq = bench->inbox->highest_modseq;
  g_assert_true (mail->removed);
  mailbox_mark (bench->inbox, mail, MAIL_SEEN, NULL);
  g_assert_cmpuint (mail->flags, ==, MAIL_SEEN);
  g_assert_cmpuint (bench->inbox->highest_modseq, ==, modseq);
  g_assert_cmpstr (bench->log->str, ==, "+1@Alice@Example.com -1@Alice@Example.com ");
  stored_mail_unref (mail);
}

static void
test_marks (Bench *bench, gconstpointer data)
{
  char *words[] = { (char *) "Work", (char *) "$Junk", (char *) "WORK", NULL }, *work[] = { (char *) "work", NULL };
  StoredMail *mail = add (bench, 1);
  guint64 modseq = mail->modseq;

  mailbox_mark (bench->inbox, mail, 0, NULL);
  g_assert_cmpuint (mail->modseq, ==, modseq);
  mailbox_mark (bench->inbox, mail, MAIL_SEEN, words);
  g_assert_cmpuint (mail->modseq, ==, modseq + 1);
  g_assert_cmpuint (g_strv_length (mail->keywords), ==, 2);
  g_assert_cmpuint (bench->inbox->keywords->len, ==, 2);
  mailbox_mark (bench->inbox, mail, MAIL_SEEN, words);
  g_assert_cmpuint (mail->modseq, ==, modseq + 1);
  mailbox_mark (bench->inbox, mail, MAIL_SEEN, work);
  g_assert_cmpstr (mail->keywords[0], ==, "Work");
  g_assert_null (mail->keywords[1]);
  mailbox_mark (bench->inbox, mail, MAIL_SEEN, NULL);
  g_assert_null (mail->keywords);
  g_assert_true (mailbox_has_room_for_keywords (bench->inbox, words));
  g_assert_cmpstr (bench->log->str, ==, "+1@Alice@Example.com !1=1 !1=1 !1=1 ");
}

/* "name" or "(name)" for one that can't be opened, with its UIDVALIDITY. */
static void
assert_mailboxes (const Bench *bench, const char *expect)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < bench->alice->mailboxes->len; i++)
    {
      const Mailbox *mailbox = g_ptr_array_index (bench->alice->mailboxes, i);

      g_string_append_printf (list, mailbox->selectable ? "%s:%u " : "(%s) ", mailbox->name, mailbox->uid_validity);
    }
  g_assert_cmpstr (list->str, ==, expect);
}

static void
test_hierarchy (Bench *bench, gconstpointer data)
{
  MailAccount *alice = bench->alice;

  g_assert_cmpint (mail_account_create (alice, "a/b/c", NULL), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpint (mail_account_create (alice, "a-b", NULL), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpint (mail_account_create (alice, "Sent", NULL), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpint (mail_account_create (alice, "a/b", NULL), ==, MAIL_ACCOUNT_EXISTS);
  assert_mailboxes (bench, "INBOX:17 Sent:22 a:18 a-b:21 a/b:19 a/b/c:20 ");
  g_assert_cmpstr (mail_account_find (alice, "Sent")->special_use, ==, "\\Sent");
  g_assert_true (mail_account_has_children (alice, "a"));
  g_assert_false (mail_account_has_children (alice, "a-b"));
  g_assert_cmpint (mail_account_delete (alice, "a"), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpint (mail_account_delete (alice, "a"), ==, MAIL_ACCOUNT_HAS_CHILDREN);
  g_assert_cmpint (mail_account_delete (alice, "a/b/c"), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpint (mail_account_delete (alice, "a/b"), ==, MAIL_ACCOUNT_GOOD);
  assert_mailboxes (bench, "INBOX:17 Sent:22 (a) a-b:21 ");
  g_assert_cmpint (mail_account_create (alice, "a", NULL), ==, MAIL_ACCOUNT_GOOD);
  assert_mailboxes (bench, "INBOX:17 Sent:22 a:24 a-b:21 ");
  g_assert_cmpint (mail_account_delete (alice, "INBOX"), ==, MAIL_ACCOUNT_IS_INBOX);
  g_assert_cmpint (mail_account_delete (alice, "x"), ==, MAIL_ACCOUNT_MISSING);
}

static void
test_names (Bench *bench, gconstpointer data)
{
  static const char *const bad[] = { "", "/", "/a", "a//b", "a/", "a*", "%", "a\tb", "\xff", "a\xc2\x85" };
  static const char *const spelled[][2] = { { "inbox", "INBOX" }, { "Inbox/x", "INBOX/x" }, { "inboxes", "inboxes" }, { "a/", "a" }, { "/", "/" } };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (mail_account_create (bench->alice, bad[i], NULL), ==, MAIL_ACCOUNT_BAD_NAME);
  for (guint i = 0; i < G_N_ELEMENTS (spelled); i++)
    {
      g_autofree char *name = mail_account_dup_name (spelled[i][0]);

      g_assert_cmpstr (name, ==, spelled[i][1]);
    }
}

static void
test_rename (Bench *bench, gconstpointer data)
{
  MailAccount *alice = bench->alice;

  mail_account_create (alice, "a/b", NULL);
  mailbox_add (mail_account_find (alice, "a/b"), 1, 0, bench->content, 0);
  add (bench, 2);
  g_string_truncate (bench->log, 0);
  g_assert_cmpint (mail_account_rename (alice, "a", "x/y"), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpstr (bench->log->str, ==, "1:Alice@Example.com/a/b>Alice@Example.com/x/y/b ");
  assert_mailboxes (bench, "INBOX:17 x:20 x/y:18 x/y/b:19 ");
  g_assert_cmpint (mail_account_rename (alice, "x", "x/y/z"), ==, MAIL_ACCOUNT_BAD_NAME);
  g_assert_cmpint (mail_account_rename (alice, "x", "x/y"), ==, MAIL_ACCOUNT_EXISTS);
  g_assert_cmpint (mail_account_rename (alice, "q", "r"), ==, MAIL_ACCOUNT_MISSING);
  g_string_truncate (bench->log, 0);
  g_assert_cmpint (mail_account_rename (alice, "INBOX", "old"), ==, MAIL_ACCOUNT_GOOD);
  g_assert_cmpstr (bench->log->str, ==, "+1@Alice@Example.com/old -1@Alice@Example.com ");
  assert_mailboxes (bench, "INBOX:17 old:21 x:20 x/y:18 x/y/b:19 ");
  g_assert_cmpuint (bench->inbox->mails->len, ==, 0);
}

/* A name never has a smaller UIDVALIDITY than before (RFC 3501 2.3.1.1). */
static void
test_rename_to_a_name_of_old (Bench *bench, gconstpointer data)
{
  MailAccount *alice = bench->alice;

  mail_account_create (alice, "a", NULL);
  mail_account_create (alice, "b", NULL);
  mail_account_delete (alice, "b");
  g_assert_cmpint (mail_account_rename (alice, "a", "b"), ==, MAIL_ACCOUNT_GOOD);
  assert_mailboxes (bench, "INBOX:17 b:20 ");
  mail_account_create (alice, "c", NULL);
  mail_account_rename (alice, "c", "d");
  assert_mailboxes (bench, "INBOX:17 b:20 d:21 ");
  mail_account_rename (alice, "b", "c");
  assert_mailboxes (bench, "INBOX:17 c:22 d:21 ");
}

/* Whoever keeps a deleted mailbox open finds it empty. */
static void
test_deleted_but_kept (Bench *bench, gconstpointer data)
{
  Mailbox *mailbox;

  mail_account_create (bench->alice, "a", NULL);
  mailbox = mailbox_ref (mail_account_find (bench->alice, "a"));
  mailbox_add (mailbox, 1, 0, bench->content, 0);
  mail_account_delete (bench->alice, "a");
  g_assert_null (mailbox->account);
  g_assert_cmpuint (mailbox->mails->len, ==, 0);
  g_assert_false (mailbox_remove (mailbox, 1));
  mail_account_create (bench->alice, "a", NULL);
  g_assert_true (mail_account_find (bench->alice, "a") != mailbox);
  mailbox_unref (mailbox);
}

static void
test_subscriptions (Bench *bench, gconstpointer data)
{
  static const char *const names[] = { "b", "a", "c", "a" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    mail_account_subscribe (bench->alice, names[i]);
  g_assert_cmpuint (bench->alice->subscriptions->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (bench->alice->subscriptions, 0), ==, "a");
  g_assert_true (mail_account_is_subscribed (bench->alice, "c"));
  mail_account_unsubscribe (bench->alice, "c");
  mail_account_unsubscribe (bench->alice, "d");
  g_assert_false (mail_account_is_subscribed (bench->alice, "c"));
}

static void
count_call (gpointer user)
{
  ++*(guint *) user;
}

static void
test_watches (Bench *bench, gconstpointer data)
{
  guint one = 0, two = 0;

  mail_account_watch (bench->alice, count_call, &one);
  mail_account_watch (bench->alice, count_call, &two);
  add (bench, 1);
  g_assert_cmpuint (one, ==, 1);
  mail_account_hold (bench->alice);
  add (bench, 2);
  mailbox_remove (bench->inbox, 1);
  g_assert_cmpuint (one, ==, 1);
  mail_account_release (bench->alice);
  g_assert_cmpuint (one, ==, 2);
  mail_account_unwatch (bench->alice, &one);
  mail_account_hold (bench->alice);
  mail_account_release (bench->alice);
  mailbox_remove (bench->inbox, 2);
  g_assert_cmpuint (one, ==, 2);
  g_assert_cmpuint (two, ==, 3);
}

/* Ten thousand come and go in the time of one pass each. */
static void
test_many (Bench *bench, gconstpointer data)
{
  for (guint32 item = 1; item <= 10000; item++)
    add (bench, item);
  mailbox_remove_all (bench->inbox, bench->inbox->mails);
  g_assert_cmpuint (bench->inbox->mails->len, ==, 0);
  g_assert_cmpuint (bench->alice->size, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/mail-store/" name, Bench, NULL, set_up, func, tear_down)
  ADD ("find", test_find);
  ADD ("log-in", test_log_in);
  ADD ("add", test_add);
  ADD ("remove", test_remove);
  ADD ("empty", test_empty);
  ADD ("removed-but-kept", test_removed_but_kept);
  ADD ("marks", test_marks);
  ADD ("hierarchy", test_hierarchy);
  ADD ("names", test_names);
  ADD ("rename", test_rename);
  ADD ("rename-to-a-name-of-old", test_rename_to_a_name_of_old);
  ADD ("deleted-but-kept", test_deleted_but_kept);
  ADD ("subscriptions", test_subscriptions);
  ADD ("watches", test_watches);
  ADD ("many", test_many);
  return g_test_run ();
}
