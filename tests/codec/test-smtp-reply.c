/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-reply.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *wire;
  guint16 code;
  const char *status;
  const char *text;
} Good;

static const Good good[] = {
  { "ok", "250 2.0.0 Ok\r\n", 250, "2.0.0", "Ok" },
  { "no-status", "220 mx.example.org ESMTP\r\n", 220, "", "mx.example.org ESMTP" },
  { "go-ahead", "354 End data with <CR><LF>.<CR><LF>\r\n", 354, "", "End data with <CR><LF>.<CR><LF>" },
  { "permanent", "550 5.1.1 No such user\r\n", 550, "5.1.1", "No such user" },
  { "transient", "451 4.3.0 Try again later\r\n", 451, "4.3.0", "Try again later" },
  { "three-digits", "550 5.123.999 x\r\n", 550, "5.123.999", "x" },
  { "several-lines", "250-mx.example.org\r\n250-PIPELINING\r\n250 8BITMIME\r\n", 250, "", "mx.example.org\nPIPELINING\n8BITMIME" },
  { "status-on-each-line", "550-5.7.1 Go away\r\n550 5.7.1 now\r\n", 550, "5.7.1", "Go away\nnow" },
  { "empty-text", "250 \r\n", 250, "", "" },
  { "version-is-no-status", "250 2.0.0.1 beta\r\n", 250, "", "2.0.0.1 beta" },
  { "other-class-is-no-status", "250 5.0.0 odd\r\n", 250, "", "5.0.0 odd" },
  { "status-without-text-follows", "250 2.0.0 \r\n", 250, "2.0.0", "" },
  { "3yz-has-none", "354 3.0.0 odd\r\n", 354, "", "3.0.0 odd" },
  { "empty-line-inside", "250-\r\n250 x\r\n", 250, "", "\nx" },
};

static void
test_good (gconstpointer data)
{
  const Good *it = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmtpReply) reply = smtp_reply_parse (it->wire, strlen (it->wire), &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->code, ==, it->code);
  g_assert_cmpstr (reply->status, ==, it->status);
  g_assert_cmpstr (reply->text, ==, it->text);
  smtp_reply_write (reply, out);
  g_assert_cmpstr (out->str, ==, it->wire);
}

/* Forms that are taken, but written otherwise. */
static void
test_lenient (void)
{
  static const Good lenient[] = {
    { "code-alone", "250\r\n", 250, "", "" },
    { "status-alone", "250 2.0.0\r\n", 250, "2.0.0", "" },
    { "status-on-first-line-only", "550-5.7.1 Go\r\n550 away\r\n", 550, "5.7.1", "Go\naway" },
    { "status-differs", "550-5.7.1 Go\r\n550 5.7.2 away\r\n", 550, "5.7.1", "Go\n5.7.2 away" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lenient); i++)
    {
      g_autoptr (SmtpReply) reply = smtp_reply_parse (lenient[i].wire, strlen (lenient[i].wire), NULL);

      g_assert_nonnull (reply);
      g_assert_cmpuint (reply->code, ==, lenient[i].code);
      g_assert_cmpstr (reply->status, ==, lenient[i].status);
      g_assert_cmpstr (reply->text, ==, lenient[i].text);
    }
}

static const char *const refused[] = {
  "",
  "\r\n",
  "25 Ok\r\n",
  "150 Ok\r\n",
  "650 Ok\r\n",
  "2x0 Ok\r\n",
  "250Ok\r\n",
  "250 Ok",
  "250 Ok\n",
  "250 Ok\r\nx",
  "250-Ok\r\n",
  "250-Ok\r\n251 Ok\r\n",
  "250-Ok\r\n550 Ok\r\n",
  "250 Ok\r\n250 Ok\r\n",
  "Ok\r\n",
  " 250 Ok\r\n",
  "\n",
  "250 a\nb\r\n",
};

static void
test_refused (gconstpointer data)
{
  const char *wire = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (smtp_reply_parse (wire, strlen (wire), &error));
  g_assert_error (error, SMTP_REPLY_ERROR, 0);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_nul (void)
{
  static const char wire[] = "250 a\0b\r\n";

  g_assert_null (smtp_reply_parse (wire, sizeof wire - 1, NULL));
}

/* Every beginning of a reply is refused, and none reads beyond its length. */
static void
test_every_cut (void)
{
  static const char wire[] = "550-5.7.1 Go away\r\n550 5.7.1 now\r\n";

  for (gsize cut = 0; cut < sizeof wire - 1; cut++)
    {
      g_autofree char *part = g_memdup2 (wire, cut);

      g_assert_null (smtp_reply_parse (part != NULL ? part : "", cut, NULL));
    }
}

static void
test_garbage (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smtp_reply_parse ("\xff\xfe\x80\r\n", 5, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_write (void)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (421, "4.3.2", "Shutting down\nCome back later");
  g_autoptr (SmtpReply) copy = smtp_reply_copy (reply);
  g_autoptr (SmtpReply) plain = smtp_reply_new (250, NULL, "Ok");
  g_autoptr (GString) out = g_string_new ("> ");

  smtp_reply_write (copy, out);
  g_assert_cmpstr (out->str, ==, "> 421-4.3.2 Shutting down\r\n421 4.3.2 Come back later\r\n");
  g_string_truncate (out, 0);
  smtp_reply_write (plain, out);
  g_assert_cmpstr (out->str, ==, "250 Ok\r\n");
}

static void
test_classes (void)
{
  SmtpReply reply = { .code = 354 };

  g_assert_true (smtp_reply_is_positive (&reply));
  reply.code = 421;
  g_assert_true (smtp_reply_is_transient (&reply) && !smtp_reply_is_positive (&reply));
  reply.code = 554;
  g_assert_true (smtp_reply_is_permanent (&reply) && !smtp_reply_is_transient (&reply));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strconcat ("/smtp-reply/good/", good[i].name, NULL);

      g_test_add_data_func (path, &good[i], test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/smtp-reply/refused/%u", i);

      g_test_add_data_func (path, refused[i], test_refused);
    }
  g_test_add_func ("/smtp-reply/lenient", test_lenient);
  g_test_add_func ("/smtp-reply/nul", test_nul);
  g_test_add_func ("/smtp-reply/every-cut", test_every_cut);
  g_test_add_func ("/smtp-reply/garbage", test_garbage);
  g_test_add_func ("/smtp-reply/write", test_write);
  g_test_add_func ("/smtp-reply/classes", test_classes);
  return g_test_run ();
}
