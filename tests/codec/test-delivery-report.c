/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"

#include <string.h>

#include "sim/codec/mail-message.h"

static const char original[] = "From: alice@example.org\r\nSubject: Lunch?\r\n\r\nAt noon.\r\n.\r\n";

static DeliveryReport *
new_report (void)
{
  DeliveryReport *report = delivery_report_new ("mx1.example.org");
  DeliveryRecipient *bob = delivery_report_add (report, "bob@example.net", DELIVERY_FAILED, "5.1.1");
  DeliveryRecipient *carol = delivery_report_add (report, "carol@example.com", DELIVERY_DELAYED, "4.4.1");

  report->envelope_id = g_strdup ("QQ314159");
  report->arrival_date = 1767603601;
  bob->original_recipient = g_strdup ("bobby@example.net");
  bob->remote_mta = g_strdup ("mx.example.net");
  bob->diagnostic = g_strdup ("550 5.1.1 No such user here");
  bob->explanation = g_strdup ("There is no such mailbox.");
  bob->last_attempt = 1767603605;
  carol->diagnostic = g_strdup ("connect to mx.example.com: timed out");
  carol->will_retry_until = 1768035601;
  return report;
}

static GBytes *
write_report (const DeliveryReport *report, gboolean full)
{
  g_autoptr (GBytes) content = g_bytes_new_static (original, sizeof original - 1);

  return delivery_report_write (report, "alice@example.org", "<2@mx1.example.org>", "=_1/mx1.example.org", 1767603610,
                                content, full);
}

static char *
write_text (const DeliveryReport *report, gboolean full)
{
  g_autoptr (GBytes) message = write_report (report, full);

  return g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));
}

static void
check_holds (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_header (void)
{
  g_autoptr (DeliveryReport) report = new_report ();
  g_autofree char *text = write_text (report, FALSE);

  g_assert_true (g_str_has_prefix (text,
                                   "From: Mail Delivery System <MAILER-DAEMON@mx1.example.org>\r\n"
                                   "To: alice@example.org\r\n"
                                   "Subject: Undelivered Mail Returned to Sender\r\n"
                                   "Date: Mon, 05 Jan 2026 09:00:10 +0000\r\n"
                                   "Message-ID: <2@mx1.example.org>\r\n"
                                   "Auto-Submitted: auto-replied\r\n"
                                   "MIME-Version: 1.0\r\n"
                                   "Content-Type: multipart/report;"));
  check_holds (text, "report-type=delivery-status");
  check_holds (text, "boundary=\"=_1/mx1.example.org\"");
}

static void
test_parts (void)
{
  g_autoptr (DeliveryReport) report = new_report ();
  g_autofree char *text = write_text (report, FALSE), *full = write_text (report, TRUE);

  check_holds (text, "<bob@example.net>: not delivered\r\n    There is no such mailbox.\r\n"
                     "    The mail server mx.example.net said:\r\n        550 5.1.1 No such user here\r\n");
  check_holds (text, "<carol@example.com>: not delivered yet\r\n");
  check_holds (text, "\r\n\r\nOriginal-Envelope-Id: QQ314159\r\nReporting-MTA: dns; mx1.example.org\r\n"
                     "Arrival-Date: Mon, 05 Jan 2026 09:00:01 +0000\r\n\r\n"
                     "Original-Recipient: rfc822; bobby@example.net\r\nFinal-Recipient: rfc822; bob@example.net\r\n"
                     "Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.example.net\r\n"
                     "Diagnostic-Code: smtp; 550 5.1.1 No such user here\r\n"
                     "Last-Attempt-Date: Mon, 05 Jan 2026 09:00:05 +0000\r\n\r\n"
                     "Final-Recipient: rfc822; carol@example.com\r\nAction: delayed\r\nStatus: 4.4.1\r\n"
                     "Diagnostic-Code: x-mailflow; connect to mx.example.com: timed out\r\n"
                     "Will-Retry-Until: Sat, 10 Jan 2026 09:00:01 +0000\r\n");
  check_holds (text, "Content-Type: text/rfc822-headers");
  g_assert_null (strstr (text, "At noon."));
  check_holds (full, "Content-Type: message/rfc822");
  check_holds (full, "\r\nAt noon.\r\n.\r\n");
}

static void
test_only_crlf (void)
{
  g_autoptr (DeliveryReport) report = new_report ();
  g_autofree char *text = write_text (report, TRUE);

  for (const char *p = text; *p != '\0'; p++)
    {
      g_assert_true (*p != '\n' || p[-1] == '\r');
      g_assert_true (*p != '\r' || p[1] == '\n');
    }
  g_assert_true (g_str_has_suffix (text, "\r\n"));
}

/* What holds an 8-bit part says so itself (RFC 2045 6.4). */
static void
test_eight_bit (void)
{
  g_autoptr (DeliveryReport) report = new_report ();
  g_autoptr (GBytes) eight_bit = g_bytes_new_static ("Subject: x\r\n\r\ncaf\xc3\xa9\r\n", 21);
  g_autofree char *seven = write_text (report, TRUE), *eight = NULL;
  g_autoptr (GBytes) message = NULL;

  message = delivery_report_write (report, "alice@example.com", "<2@mx1.example.org>", "=_1", 0, eight_bit, TRUE);
  eight = mail_message_dup_field (g_bytes_get_data (message, NULL), g_bytes_get_size (message), "Content-Transfer-Encoding");
  g_assert_cmpstr (eight, ==, "8bit");
  g_free (eight);
  eight = mail_message_dup_field (seven, strlen (seven), "Content-Transfer-Encoding");
  g_assert_null (eight);
}

static void
test_same_again (void)
{
  g_autoptr (DeliveryReport) report = new_report ();
  g_autofree char *once = write_text (report, TRUE), *twice = write_text (report, TRUE);

  g_assert_cmpstr (once, ==, twice);
}

static void
test_way_back (void)
{
  g_autoptr (DeliveryReport) report = new_report (), back = NULL;
  g_autoptr (GBytes) message = write_report (report, TRUE);
  g_autoptr (GError) error = NULL;
  const DeliveryRecipient *bob, *carol;

  back = delivery_report_parse (message, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->reporting_mta, ==, "mx1.example.org");
  g_assert_cmpstr (back->envelope_id, ==, "QQ314159");
  g_assert_cmpint (back->arrival_date, ==, 1767603601);
  g_assert_cmpuint (back->recipients->len, ==, 2);
  bob = g_ptr_array_index (back->recipients, 0);
  carol = g_ptr_array_index (back->recipients, 1);
  g_assert_cmpstr (bob->final_recipient, ==, "bob@example.net");
  g_assert_cmpstr (bob->original_recipient, ==, "bobby@example.net");
  g_assert_cmpint (bob->action, ==, DELIVERY_FAILED);
  g_assert_cmpstr (bob->status, ==, "5.1.1");
  g_assert_cmpstr (bob->remote_mta, ==, "mx.example.net");
  g_assert_cmpstr (bob->diagnostic, ==, "550 5.1.1 No such user here");
  g_assert_cmpint (bob->last_attempt, ==, 1767603605);
  g_assert_cmpstr (carol->final_recipient, ==, "carol@example.com");
  g_assert_cmpint (carol->action, ==, DELIVERY_DELAYED);
  g_assert_cmpint (carol->will_retry_until, ==, 1768035601);
  g_assert_null (carol->remote_mta);
}

static void
test_actions (void)
{
  static const struct
  {
    DeliveryAction action;
    const char *name;
    const char *subject;
  } actions[] = {
    { DELIVERY_FAILED, "failed", "Subject: Undelivered Mail Returned to Sender\r\n" },
    { DELIVERY_DELAYED, "delayed", "Subject: Delayed Mail (still being retried)\r\n" },
    { DELIVERY_DELIVERED, "delivered", "Subject: Successful Mail Delivery Report\r\n" },
    { DELIVERY_RELAYED, "relayed", "Subject: Successful Mail Delivery Report\r\n" },
    { DELIVERY_EXPANDED, "expanded", "Subject: Successful Mail Delivery Report\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (DeliveryReport) report = delivery_report_new ("mx"), back = NULL;
      g_autoptr (GBytes) message = NULL;

      delivery_report_add (report, "bob@example.net", actions[i].action, "2.0.0");
      message = write_report (report, FALSE);
      g_assert_cmpstr (delivery_action_name (actions[i].action), ==, actions[i].name);
      check_holds (g_bytes_get_data (message, NULL), actions[i].subject);
      back = delivery_report_parse (message, NULL);
      g_assert_nonnull (back);
      g_assert_cmpint (((DeliveryRecipient *) g_ptr_array_index (back->recipients, 0))->action, ==, actions[i].action);
    }
}

/* The words of a foreign server can't break the form of the report. */
static void
test_foreign_words (void)
{
  g_autoptr (DeliveryReport) report = delivery_report_new ("mx"), back = NULL;
  DeliveryRecipient *bob = delivery_report_add (report, "bob@example.net", DELIVERY_FAILED, "5.0.0");
  g_autoptr (GBytes) message = NULL;

  bob->diagnostic = g_strdup ("550 first line\n\nFinal-Recipient: rfc822; eve@example.com\nüber");
  message = write_report (report, FALSE);
  back = delivery_report_parse (message, NULL);
  g_assert_nonnull (back);
  g_assert_cmpuint (back->recipients->len, ==, 1);
}

/* RFC 6533 3, 5: addresses beyond ASCII are in seven bits, and what is given back is named for what it is. */
static void
test_beyond_ascii (void)
{
  static const char words[] = "Subject: Gr\xc3\xbc\xc3\x9f" "e\r\n\r\nHello.\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (words, sizeof words - 1), message = NULL, full = NULL;
  g_autoptr (DeliveryReport) report = delivery_report_new ("mx1.example.org"), back = NULL;
  DeliveryRecipient *recipient = delivery_report_add (report, "j\xc3\xbcrgen+x@example.net", DELIVERY_FAILED, "5.1.1");
  g_autofree char *text = NULL, *full_text = NULL;

  recipient->original_recipient = g_strdup ("\xe2\x82\xac@example.net");
  message = delivery_report_write (report, "alice@example.org", "<2@mx1.example.org>", "b", 1767603610, content, FALSE);
  full = delivery_report_write (report, "alice@example.org", "<2@mx1.example.org>", "b", 1767603610, content, TRUE);
  text = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  full_text = g_strndup (g_bytes_get_data (full, NULL), g_bytes_get_size (full));
  check_holds (text, "\r\nOriginal-Recipient: utf-8; \\x{20AC}@example.net\r\nFinal-Recipient: utf-8; j\\x{FC}rgen\\x{2B}x@example.net\r\n");
  check_holds (text, "Content-Type: message/global-headers\r\n");
  check_holds (full_text, "Content-Type: message/global\r\n");
  back = delivery_report_parse (message, NULL);
  g_assert_cmpstr (((DeliveryRecipient *) g_ptr_array_index (back->recipients, 0))->final_recipient, ==, recipient->final_recipient);
  g_assert_cmpstr (((DeliveryRecipient *) g_ptr_array_index (back->recipients, 0))->original_recipient, ==, recipient->original_recipient);
}

static void
test_refused (void)
{
  static const char *const messages[] = {
    "",
    "Subject: x\r\n\r\nbody\r\n",
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b--\r\n",
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
    "Content-Type: text/plain\r\n\r\nReporting-MTA: dns; mx\r\n--b--\r\n",
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n--b--\r\n",
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
    "Final-Recipient: rfc822; a@b\r\nAction: dreamt\r\nStatus: 5.0.0\r\n--b--\r\n",
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
    "Content-Type: message/delivery-status\r\n\r\nX: y\r\n\r\n"
    "Final-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.0.0\r\n--b--\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) message = g_bytes_new_static (messages[i], strlen (messages[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (delivery_report_parse (message, &error));
      g_assert_error (error, DELIVERY_REPORT_ERROR, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery-report/header", test_header);
  g_test_add_func ("/delivery-report/parts", test_parts);
  g_test_add_func ("/delivery-report/only-crlf", test_only_crlf);
  g_test_add_func ("/delivery-report/eight-bit", test_eight_bit);
  g_test_add_func ("/delivery-report/same-again", test_same_again);
  g_test_add_func ("/delivery-report/way-back", test_way_back);
  g_test_add_func ("/delivery-report/actions", test_actions);
  g_test_add_func ("/delivery-report/foreign-words", test_foreign_words);
  g_test_add_func ("/delivery-report/beyond-ascii", test_beyond_ascii);
  g_test_add_func ("/delivery-report/refused", test_refused);
  return g_test_run ();
}
