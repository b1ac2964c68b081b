/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-store.h"

typedef struct
{
  MailStore *store;
  Mailbox *alice;
  GBytes *content;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->store = mail_store_new ();
  bench->alice = mail_store_add_mailbox (bench->store, "Alice@Example.com", "Alice", "wonderland", 17);
  bench->content = g_bytes_new_static ("x", 1);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  mail_store_free (bench->store);
  g_bytes_unref (bench->content);
}

static StoredMail *
add (Bench *bench, guint32 item)
{
  return mailbox_add (bench->alice, item, 100 + item, bench->content, 1767600000);
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
  g_assert_cmpuint (bench->alice->uid_validity, ==, 17);
}

static void
test_log_in (Bench *bench, gconstpointer data)
{
  MailStore *store = bench->store;
  Mailbox *other = mail_store_add_mailbox (store, "Alice@example.net", "Alice", "mirror", 17);

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
  g_assert_cmpuint (bench->alice->uid_next, ==, 3);
  g_assert_true (mailbox_at (bench->alice, 1) == second);
}

/* A UID is never used twice, and found behind gaps (RFC 3501 2.3.1.1). */
static void
test_remove (Bench *bench, gconstpointer data)
{
  for (guint32 item = 1; item <= 10; item++)
    add (bench, item);
  for (guint32 uid = 1; uid <= 10; uid += 3)
    g_assert_true (mailbox_remove (bench->alice, uid));
  g_assert_false (mailbox_remove (bench->alice, 1));
  g_assert_false (mailbox_remove (bench->alice, 11));
  g_assert_cmpuint (bench->alice->mails->len, ==, 6);
  for (guint32 uid = 1; uid <= 12; uid++)
    {
      const StoredMail *mail = mailbox_find (bench->alice, uid);

      g_assert_true ((mail != NULL) == (uid <= 10 && uid % 3 != 1));
      g_assert_true (mail == NULL || mail->uid == uid);
    }
  g_assert_cmpuint (add (bench, 11)->uid, ==, 11);
}

static void
test_empty (Bench *bench, gconstpointer data)
{
  g_assert_null (mailbox_find (bench->alice, 1));
  g_assert_false (mailbox_remove (bench->alice, 1));
  add (bench, 1);
  g_assert_true (mailbox_remove (bench->alice, 1));
  g_assert_null (mailbox_find (bench->alice, 1));
  g_assert_cmpuint (add (bench, 2)->uid, ==, 2);
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
  return g_test_run ();
}
