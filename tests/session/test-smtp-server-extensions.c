/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server.h"

#include <string.h>

#include "tests/session/session-lab.h"

typedef struct
{
  Lab lab;
  GString *messages;
} Owner;

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  Owner *owner = user;
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  g_string_append_printf (owner->messages, "%s%s%s ret%d id=%s>", envelope->reverse_path, envelope->utf8 ? " utf8" : "",
                          "", (int) envelope->give_back, envelope->envelope_id != NULL ? envelope->envelope_id : "");
  for (guint i = 0; i < envelope->recipients->len; i++)
    {
      const SmtpRecipient *recipient = smtp_envelope_recipient (envelope, i);

      g_string_append_printf (owner->messages, "%s/%u/%s ", recipient->path, recipient->notify, recipient->original != NULL ? recipient->original : "");
    }
  g_string_append_printf (owner->messages, ":%.*s", (int) length, bytes != NULL ? bytes : "");
  return NULL;
}

static gboolean
on_authenticate (gpointer user, const char *name, const char *password)
{
  return strcmp (name, "tim") == 0 && strcmp (password, "tanstaaftanstaaf") == 0;
}

static const SmtpServerPolicy relay_policy = { .message = on_message };
static const SmtpServerPolicy submission_policy = { .message = on_message, .authenticate = on_authenticate };
static const SmtpServerConfig config = { "mx.example.org", 40 };

static gpointer
begin (gpointer user, const SmtpServerPolicy *policy)
{
  Owner *owner = user;
  SmtpServer *server;

  g_string_truncate (owner->messages, 0);
  server = smtp_server_new (&config, policy, &lab_output, owner);
  smtp_server_open (server);
  return server;
}

static gpointer
begin_relay (gpointer user)
{
  return begin (user, &relay_policy);
}

static gpointer
begin_submission (gpointer user)
{
  return begin (user, &submission_policy);
}

static void
receive (gpointer server, const guint8 *bytes, gsize length)
{
  smtp_server_receive (server, bytes, length);
}

static void
end (gpointer server, gpointer user)
{
  smtp_server_free (server);
}

static const LabKind relay = { begin_relay, receive, end };
static const LabKind submission = { begin_submission, receive, end };

#define GREETING "220 mx.example.org ESMTP mailflow\r\n"
#define HELLO(more) "250-mx.example.org\r\n250-PIPELINING\r\n250-SIZE 40\r\n" more "250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250-CHUNKING\r\n250-SMTPUTF8\r\n250 HELP\r\n"
#define BEGIN { "", GREETING }, { "EHLO c\r\n", HELLO ("") }
#define SUBMIT { "", GREETING }, { "EHLO c\r\n", HELLO ("250-AUTH PLAIN LOGIN\r\n") }
#define SENDER "250 2.1.0 Sender OK\r\n"
#define RECIPIENT "250 2.1.5 Recipient OK\r\n"
#define OK "250 2.0.0 Ok\r\n"
#define FIRST_RCPT "503 5.5.1 Need a valid RCPT command first\r\n"
#define PLAIN "AHRpbQB0YW5zdGFhZnRhbnN0YWFm"
#define YES "235 2.7.0 Authentication succeeded\r\n"
#define NO "535 5.7.8 Authentication credentials invalid\r\n"
#define UNREADABLE "501 5.5.2 Cannot decode the response\r\n"
#define ENVELOPE { "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n", SENDER RECIPIENT }

typedef struct
{
  const char *name;
  const LabKind *kind;
  Turn turns[12];
  const char *messages;
} Case;

static const Case cases[] = {
  { "bdat", &relay, /* RFC 3030 4.1 */
    { BEGIN, ENVELOPE, { "BDAT 5\r\nab\r\nc", "250 2.0.0 5 octets received\r\n" }, { "BDAT 6 LAST\r\n\r\n.\r\nd", OK },
      { "MAIL FROM:<>\r\n", SENDER } },
    "a@b ret0 id=>c@d/0/ :ab\r\nc\r\n.\r\nd" },
  { "bdat-last-of-nothing", &relay,
    { BEGIN, ENVELOPE, { "BDAT 3\r\nx\r\nBDAT 0 LAST\r\n", "250 2.0.0 3 octets received\r\n" OK } }, "a@b ret0 id=>c@d/0/ :x\r\n" },
  { "bdat-pipelined", &relay,
    { BEGIN, { "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nBDAT 3 last\r\nx\r\nNOOP\r\n", SENDER RECIPIENT OK OK } }, "a@b ret0 id=>c@d/0/ :x\r\n" },
  { "bdat-refused-with-its-bytes", &relay,
    { { "", GREETING }, { "BDAT 6\r\nQUIT\r\n", FIRST_RCPT }, { "EHLO c\r\n", HELLO ("") }, { "BDAT 6 LAST\r\nQUIT\r\n", FIRST_RCPT },
      { "MAIL FROM:<>\r\n", SENDER }, { "BDAT 6 LAST\r\nQUIT\r\n", FIRST_RCPT }, { "NOOP\r\n", OK } }, "" },
  { "bdat-too-large", &relay,
    { BEGIN, ENVELOPE, { "BDAT 41\r\n01234567890123456789012345678901234567890", "552 5.3.4 Message size exceeds fixed limit\r\n" },
      { "BDAT 2 LAST\r\nxx", FIRST_RCPT }, { "NOOP\r\n", OK } }, "" },
  { "bdat-too-large-in-all", &relay,
    { BEGIN, ENVELOPE, { "BDAT 39\r\n012345678901234567890123456789012345678", "250 2.0.0 39 octets received\r\n" },
      { "BDAT 2 LAST\r\nxx", "552 5.3.4 Message size exceeds fixed limit\r\n" } }, "" },
  { "bdat-syntax", &relay,
    { BEGIN, ENVELOPE, { "BDAT\r\n", "501 5.5.4 Syntax: BDAT size [LAST]\r\n" }, { "BDAT -1\r\n", "501 5.5.4 Syntax: BDAT size [LAST]\r\n" },
      { "BDAT 1 FIRST\r\n", "501 5.5.4 Syntax: BDAT size [LAST]\r\n" }, { "BDAT 99999999999999999999\r\n", "501 5.5.4 Syntax: BDAT size [LAST]\r\n" } }, "" },
  { "between-chunks", &relay,
    { BEGIN, ENVELOPE, { "BDAT 1\r\nx", "250 2.0.0 1 octets received\r\n" }, { "DATA\r\n", "503 5.5.1 Only BDAT may follow BDAT here\r\n" },
      { "RCPT TO:<e@f>\r\n", "503 5.5.1 Only BDAT may follow BDAT here\r\n" }, { "MAIL FROM:<>\r\n", "503 5.5.1 Nested MAIL command\r\n" },
      { "NOOP\r\n", OK }, { "RSET\r\n", OK }, { "BDAT 1 LAST\r\nx", FIRST_RCPT } }, "" },
  { "bdat-bare-lf", &relay, { BEGIN, ENVELOPE, { "BDAT 4 LAST\r\nx\ny\n", "550 5.6.0 Message has a bare <CR> or <LF>\r\n" } }, "" },
  { "dsn", &relay, /* RFC 3461 4 */
    { BEGIN, { "MAIL FROM:<> RET=HDRS ENVID=QQ3+2B14\r\n", SENDER },
      { "RCPT TO:<c@d> NOTIFY=SUCCESS,delay ORCPT=rfc822;Bob+2Bx@ivory.edu\r\n", RECIPIENT },
      { "RCPT TO:<e@f> NOTIFY=NEVER\r\n", RECIPIENT }, { "BDAT 0 LAST\r\n", OK } },
    " ret2 id=QQ3+2B14>c@d/10/rfc822;Bob+2Bx@ivory.edu e@f/1/ :" },
  { "utf8", &relay, /* RFC 6531 3.4 */
    { BEGIN, { "MAIL FROM:<\xc3\xbc@b> SMTPUTF8\r\nRCPT TO:<\xc3\xa4@\xc3\xb6.de>\r\n", SENDER RECIPIENT }, { "BDAT 0 LAST\r\n", OK } },
    "\xc3\xbc@b utf8 ret0 id=>\xc3\xa4@\xc3\xb6.de/0/ :" },
  { "original-recipient-beyond-ascii", &relay, /* RFC 6533 3 */
    { BEGIN, { "MAIL FROM:<a@b>\r\nRCPT TO:<c@d> ORCPT=utf-8;\xc3\xa4@d\r\n", SENDER "553 5.6.7 An address beyond ASCII needs SMTPUTF8\r\n" },
      { "RCPT TO:<c@d> ORCPT=utf-8;\\x{E4}@d\r\nBDAT 0 LAST\r\n", RECIPIENT OK } },
    "a@b ret0 id=>c@d/0/utf-8;\\x{E4}@d :" },
  { "auth-is-not-for-relays", &relay, { BEGIN, { "AUTH PLAIN " PLAIN "\r\n", "502 5.5.1 Command not implemented\r\n" } }, "" },
  { "auth-plain", &submission, /* RFC 4954 4, RFC 4616 4 */
    { SUBMIT, { "MAIL FROM:<a@b>\r\n", "530 5.7.0 Authentication required\r\n" }, { "AUTH PLAIN " PLAIN "\r\n", YES },
      { "AUTH PLAIN " PLAIN "\r\n", "503 5.5.1 Already authenticated\r\n" }, ENVELOPE, { "BDAT 0 LAST\r\n", OK } },
    "a@b ret0 id=>c@d/0/ :" },
  { "auth-plain-in-two-turns", &submission, { SUBMIT, { "AUTH plain\r\n", "334 \r\n" }, { PLAIN "\r\n", YES } }, "" },
  { "auth-login", &submission,
    { SUBMIT, { "AUTH LOGIN\r\n", "334 VXNlcm5hbWU6\r\n" }, { "dGlt\r\n", "334 UGFzc3dvcmQ6\r\n" }, { "dGFuc3RhYWZ0YW5zdGFhZg==\r\n", YES } }, "" },
  { "auth-login-with-name", &submission, { SUBMIT, { "AUTH LOGIN dGlt\r\n", "334 UGFzc3dvcmQ6\r\n" }, { "dGFuc3RhYWZ0YW5zdGFhZg==\r\n", YES } }, "" },
  { "auth-refused", &submission,
    { SUBMIT, { "AUTH PLAIN AHRpbQB4\r\n", NO }, { "AUTH LOGIN dGlt\r\n", "334 UGFzc3dvcmQ6\r\n" }, { "eA==\r\n", NO },
      { "AUTH LOGIN\r\n", "334 VXNlcm5hbWU6\r\n" }, { "*\r\n", "501 5.7.0 Authentication cancelled\r\n" }, { "MAIL FROM:<>\r\n", "530 5.7.0 Authentication required\r\n" } }, "" },
  { "auth-unreadable", &submission,
    { SUBMIT, { "AUTH PLAIN x\r\n", UNREADABLE }, { "AUTH PLAIN =\r\n", UNREADABLE }, { "AUTH LOGIN\r\nNOOP!\r\n", "334 VXNlcm5hbWU6\r\n" UNREADABLE },
      { "AUTH CRAM-MD5\r\n", "504 5.5.4 Unrecognized authentication type\r\n" }, { "AUTH\r\n", "501 5.5.4 Syntax: AUTH mechanism\r\n" },
      { "AUTH PLAIN Ym9iAHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n", "535 5.7.8 Nobody may act as another here\r\n" } }, "" },
  { "auth-out-of-order", &submission,
    { { "", GREETING }, { "AUTH PLAIN " PLAIN "\r\n", "503 5.5.1 Send EHLO or HELO first\r\n" }, { "EHLO c\r\nAUTH PLAIN " PLAIN "\r\n", HELLO ("250-AUTH PLAIN LOGIN\r\n") YES },
      { "MAIL FROM:<>\r\n", SENDER }, { "AUTH PLAIN " PLAIN "\r\n", "503 5.5.1 AUTH is not allowed in a mail transaction\r\n" } }, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  Owner owner = { .messages = g_string_new (NULL) };
  guint count = 0;

  lab_init (&owner.lab);
  while (count < G_N_ELEMENTS (c->turns) && c->turns[count].say != NULL)
    count++;
  lab_run (c->kind, &owner, c->name, c->turns, count);
  g_assert_cmpstr (owner.messages->str, ==, c->messages);
  lab_clear (&owner.lab);
  g_string_free (owner.messages, TRUE);
}

/* After a response that is too long, nothing of the exchange is left. */
static void
test_long_response (void)
{
  g_autofree char *flood = g_strnfill (1 << 16, 'x');
  Owner owner = { .messages = g_string_new (NULL) };
  SmtpServer *server;

  lab_init (&owner.lab);
  server = begin_submission (&owner);
  smtp_server_receive (server, (const guint8 *) "EHLO c\r\nAUTH LOGIN dGlt\r\n", 25);
  g_free (lab_take (&owner.lab));
  smtp_server_receive (server, (const guint8 *) flood, 1 << 16);
  smtp_server_receive (server, (const guint8 *) "\r\nAUTH LOGIN\r\ndGlt\r\n", 20);
  g_assert_cmpstr (owner.lab.said->str, ==, "500 5.5.6 Authentication exchange line is too long\r\n334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n");
  smtp_server_free (server);
  lab_clear (&owner.lab);
  g_string_free (owner.messages, TRUE);
}

static void
test_garbage (void)
{
  Owner owner = { .messages = g_string_new (NULL) };

  lab_init (&owner.lab);
  lab_run_garbage (&submission, &owner, "EHLO c\r\nAUTH LOGIN\r\n", 300);
  lab_run_garbage (&relay, &owner, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<c@d>\r\nBDAT 300\r\n", 300);
  lab_clear (&owner.lab);
  g_string_free (owner.messages, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/smtp-server-extensions/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/smtp-server-extensions/garbage", test_garbage);
  g_test_add_func ("/smtp-server-extensions/long-response", test_long_response);
  return g_test_run ();
}
