/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-queue.h"

static QueuedMessage *
make_message (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("Subject: x\r\n\r\n", 14);

  g_autoptr (SmtpEnvelope) envelope = smtp_envelope_new ("alice@example.com");

  return queued_message_new (7, "4F2C1D0B3X", envelope, content, 5 * SIM_SECOND);
}

static void
test_message (void)
{
  QueuedMessage *message = make_message ();

  g_assert_cmpuint (message->number, ==, 7);
  g_assert_cmpstr (message->id, ==, "4F2C1D0B3X");
  g_assert_cmpstr (message->reverse_path, ==, "alice@example.com");
  g_assert_cmpuint (g_bytes_get_size (message->content), ==, 14);
  g_assert_cmpint (message->arrived, ==, 5 * SIM_SECOND);
  queued_message_unref (message);
}

/* The entries hold the message; the last of them lets it go. */
static void
test_entries (void)
{
  g_autoptr (MailQueue) queue = mail_queue_new ();
  QueuedMessage *message = make_message ();
  QueueEntry *bob = mail_queue_add (queue, 11, message, 1, &(SmtpRecipient){ .path = "bob@example.org" }, SIM_DAY);
  QueueEntry *carol = mail_queue_add (queue, 12, message, 2, &(SmtpRecipient){ .path = "carol@example.org" }, 2 * SIM_DAY);

  g_assert_cmpuint (message->references, ==, 3);
  queued_message_unref (message);
  g_assert_cmpuint (mail_queue_count (queue), ==, 2);
  g_assert_cmpuint (bob->number, ==, 11);
  g_assert_cmpuint (bob->recipient, ==, 1);
  g_assert_cmpuint (bob->attempts, ==, 0);
  g_assert_cmpint (bob->expires, ==, SIM_DAY);
  g_assert_cmpstr (carol->to, ==, "carol@example.org");
  g_assert_true (bob->message == carol->message);
  mail_queue_remove (queue, bob);
  g_assert_cmpuint (mail_queue_count (queue), ==, 1);
  g_assert_cmpuint (carol->message->references, ==, 1);
  mail_queue_remove (queue, carol);
  g_assert_cmpuint (mail_queue_count (queue), ==, 0);
}

/* What is still queued goes with the queue. */
static void
test_free (void)
{
  g_autoptr (MailQueue) queue = mail_queue_new ();
  QueuedMessage *message = make_message ();

  for (guint i = 1; i <= 1000; i++)
    mail_queue_add (queue, i, message, i, &(SmtpRecipient){ .path = "bob@example.org" }, SIM_DAY);
  g_assert_cmpuint (mail_queue_count (queue), ==, 1000);
  queued_message_unref (message);
}

/* An entry that is not in the queue is a bug of ours. */
static void
test_stranger (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (MailQueue) queue = mail_queue_new ();
      QueueEntry stranger = { 0 };

      mail_queue_remove (queue, &stranger);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-queue/message", test_message);
  g_test_add_func ("/mail-queue/entries", test_entries);
  g_test_add_func ("/mail-queue/free", test_free);
  g_test_add_func ("/mail-queue/stranger", test_stranger);
  return g_test_run ();
}
