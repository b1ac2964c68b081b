/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/report-anatomy.h"

#include <string.h>

#include "sim/codec/delivery-report.h"
#include "sim/codec/mail-rendering.h"

static GBytes *
make_report (void)
{
  g_autoptr (DeliveryReport) report = delivery_report_new ("mx.example.org");
  g_autoptr (GBytes) original = g_bytes_new_static ("Subject: x\r\n\r\ny\r\n", 17);
  DeliveryRecipient *recipient;

  report->arrival_date = 1767603600;
  recipient = delivery_report_add (report, "bob@example.org", DELIVERY_FAILED, "5.1.1");
  recipient->remote_mta = g_strdup ("mx.example.net");
  recipient->diagnostic = g_strdup ("550 5.1.1 no such user");
  delivery_report_add (report, "carol@example.org", DELIVERY_DELAYED, "4.4.1")->will_retry_until = 1767690000;
  return delivery_report_write (report, "alice@example.org", "<r@mx.example.org>", "b", 1767603601, original, FALSE);
}

static const ReportField *
find_field (const ReportPart *part, const char *name, guint count)
{
  for (guint i = 0; i < part->fields->len; i++)
    {
      const ReportField *field = &g_array_index (part->fields, ReportField, i);

      if (strcmp (field->name, name) == 0 && count-- == 0)
        return field;
    }
  g_error ("no %s", name);
}

static void
test_report (void)
{
  g_autoptr (GBytes) message = make_report ();
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);
  g_autoptr (GPtrArray) parts = report_anatomy_new (bytes, length);
  const ReportPart *status;

  g_assert_nonnull (parts);
  g_assert_cmpuint (parts->len, ==, 3);
  g_assert_cmpint (((const ReportPart *) parts->pdata[0])->kind, ==, REPORT_FOR_PEOPLE);
  g_assert_cmpint (((const ReportPart *) parts->pdata[2])->kind, ==, REPORT_RETURNED);
  g_assert_cmpstr (((const ReportPart *) parts->pdata[2])->type, ==, "text/rfc822-headers");
  g_assert_nonnull (strstr (((const ReportPart *) parts->pdata[2])->text, "Subject: x"));
  status = parts->pdata[1];
  g_assert_cmpint (status->kind, ==, REPORT_FOR_PROGRAMS);
  g_assert_cmpstr (find_field (status, "Reporting-MTA", 0)->value, ==, "dns; mx.example.org");
  g_assert_cmpstr (find_field (status, "Status", 0)->value, ==, "5.1.1");
  g_assert_cmpstr (find_field (status, "Status", 0)->meaning, ==, "for good: there is no such mailbox (RFC 3463)");
  g_assert_cmpstr (find_field (status, "Action", 1)->meaning, ==, "not yet: it is still being tried");
  g_assert_nonnull (strstr (find_field (status, "Diagnostic-Code", 0)->meaning, "own words"));
  g_assert_cmpstr (find_field (status, "", 0)->meaning, ==, "and of the next recipient:");
  g_assert_nonnull (strstr (find_field (status, "Will-Retry-Until", 0)->meaning, "gives up"));
}

/* Any piece of a report can be read, and what is no report is none. */
static void
test_pieces (void)
{
  g_autoptr (GBytes) message = make_report ();
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);
  guint reports = 0;

  for (gsize i = 0; i <= length; i++)
    {
      g_autofree char *piece = g_memdup2 (bytes, i);
      g_autoptr (GPtrArray) parts = report_anatomy_new (piece, i);
      g_autoptr (MailRendering) rendering = mail_rendering_new (piece, i);

      reports += parts != NULL;
      g_assert_true (g_utf8_validate (rendering->text, -1, NULL));
    }
  g_assert_cmpuint (reports, >, length / 2);
  g_assert_null (report_anatomy_new ("Subject: x\r\n\r\ny\r\n", 17));
  g_assert_null (report_anatomy_new ("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ny\r\n--b--\r\n", 63));
}

static void
test_status (void)
{
  static const char *const cases[][2] = {
    { "4.4.7", "for now: it took too long (RFC 3463)" },
    { "5.7.9", "for good; it is about security or policy (RFC 3463)" },
    { "2.0.0", "success; it is about nothing in particular (RFC 3463)" },
    { "", "no status code as RFC 3463 has them" },
    { "9.1.1", "no status code as RFC 3463 has them" },
    { "5", "no status code as RFC 3463 has them" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = report_anatomy_describe_status (cases[i][0]);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
}

#define MIXED                                                                                                                                                                                                                                                              \
  "From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\r\nTo: a@example.org\r\nSubject: =?utf-8?b?w6TDtg==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"                                                                                          \
  "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<img src=http://example.org/x>\r\n--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ngr=FC=DFe\r\n--c--\r\n" \
  "--b\r\nContent-Type: application/pdf; name=\"a b.pdf\"\r\nContent-Disposition: attachment; filename=\"a b.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--b--\r\n"

static void
test_rendering (void)
{
  g_autoptr (MailRendering) mixed = mail_rendering_new (MIXED, strlen (MIXED));
  g_autoptr (MailRendering) web = mail_rendering_new ("Content-Type: text/html\r\n\r\n<b>x</b>\r\n", 38);
  const MailAttachment *attachment;

  g_assert_cmpstr (mixed->from, ==, "Jürgen <j@example.org>");
  g_assert_cmpstr (mixed->subject, ==, "äö");
  g_assert_cmpstr (mixed->cc, ==, "");
  g_assert_cmpstr (mixed->text, ==, "grüße");
  g_assert_false (mixed->is_html);
  g_assert_cmpuint (mixed->attachments->len, ==, 1);
  attachment = mixed->attachments->pdata[0];
  g_assert_cmpstr (attachment->name, ==, "a b.pdf");
  g_assert_cmpstr (attachment->type, ==, "application/pdf");
  g_assert_cmpuint (attachment->size, ==, 3);
  g_assert_true (web->is_html);
  g_assert_nonnull (strstr (web->text, "<b>x</b>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-anatomy/report", test_report);
  g_test_add_func ("/report-anatomy/pieces", test_pieces);
  g_test_add_func ("/report-anatomy/status", test_status);
  g_test_add_func ("/mail-rendering/rendering", test_rendering);
  return g_test_run ();
}
