/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server.h"

#include <string.h>

#include "tests/session/session-lab.h"

/* The owner of the server under test. */
typedef struct
{
  Lab lab;
  const char *intercepted; /* verb, or NULL */
  const SmtpReply *reply;  /* the answer to it */
  GString *messages;       /* "from>to,to:content" each */
} Owner;

static SmtpReply *
on_intercept (gpointer user, const char *verb, const char *argument)
{
  Owner *owner = user;

  g_assert_cmpint (argument != NULL, ==, strcmp (verb, "MAIL") == 0 || strcmp (verb, "RCPT") == 0);
  return owner->intercepted != NULL && strcmp (owner->intercepted, verb) == 0 ? smtp_reply_copy (owner->reply) : NULL;
}

static SmtpReply *
on_mail (gpointer user, const char *reverse_path, guint64 size)
{
  if (g_str_has_prefix (reverse_path, "spam@"))
    return smtp_reply_new (550, "5.7.1", "No, thanks");
  return NULL;
}

static SmtpReply *
on_rcpt (gpointer user, const char *forward_path)
{
  if (g_str_has_prefix (forward_path, "nobody@"))
    return smtp_reply_new (550, "5.1.1", "No such user here");
  if (g_str_has_prefix (forward_path, "full@"))
    return smtp_reply_new (452, "4.2.2", "Mailbox full");
  if (g_str_has_prefix (forward_path, "away@"))
    return smtp_reply_new (251, "2.1.5", "User not local; will forward");
  return NULL;
}

static SmtpReply *
on_message (gpointer user, const SmtpEnvelope *envelope, GBytes *content)
{
  Owner *owner = user;
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  g_string_append_printf (owner->messages, "%s>", envelope->reverse_path);
  for (guint i = 0; i < envelope->recipients->len; i++)
    g_string_append_printf (owner->messages, "%s%s", i > 0 ? "," : "", smtp_envelope_recipient (envelope, i)->path);
  g_string_append_printf (owner->messages, ":%.*s", (int) length, bytes != NULL ? bytes : "");
  if (length > 0 && bytes[0] == 'Q')
    return smtp_reply_new (250, "2.0.0", "Ok: queued as 7");
  if (length > 0 && bytes[0] == 'V')
    return smtp_reply_new (554, "5.7.1", "A virus");
  return NULL;
}

static const SmtpServerPolicy policy = { on_intercept, on_mail, on_rcpt, on_message };
static const SmtpServerConfig config = { "mx.example.org", 200 };

static gpointer
begin (gpointer user)
{
  Owner *owner = user;
  SmtpServer *server;

  g_string_truncate (owner->messages, 0);
  server = smtp_server_new (&config, &policy, &lab_output, owner);
  smtp_server_open (server);
  return server;
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

static const LabKind kind = { begin, receive, end };

#define GREETING "220 mx.example.org ESMTP mailflow\r\n"
#define HELLO "250-mx.example.org\r\n250-PIPELINING\r\n250-SIZE 200\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250-CHUNKING\r\n250-SMTPUTF8\r\n250 HELP\r\n"
#define SENDER "250 2.1.0 Sender OK\r\n"
#define RECIPIENT "250 2.1.5 Recipient OK\r\n"
#define GO_AHEAD "354 End data with <CR><LF>.<CR><LF>\r\n"
#define OK "250 2.0.0 Ok\r\n"
#define BARE "550 5.6.0 Message has a bare <CR> or <LF>\r\n"
#define BYE "221 2.0.0 Bye\r\n[close]"
#define BEGIN { "", GREETING }, { "EHLO c.example\r\n", HELLO }

static const Turn one_mail[] = {
  BEGIN,
  { "MAIL FROM:<a@example.net>\r\n", SENDER },
  { "RCPT TO:<b@example.org>\r\n", RECIPIENT },
  { "RCPT TO:<c@example.org>\r\n", RECIPIENT },
  { "DATA\r\n", GO_AHEAD },
  { "Subject: x\r\n\r\n..dot\r\n.\r\n", OK },
  { "QUIT\r\n", BYE },
  { "NOOP\r\n", "" },
};

static const Turn helo[] = {
  { "", GREETING },
  { "HELO c.example\r\n", "250 mx.example.org\r\n" },
  { "mail from:<>\r\n", SENDER },
  { "rcpt to:<postmaster>\r\n", RECIPIENT },
  { "data\r\n", GO_AHEAD },
  { ".\r\n", OK },
  { "quit\r\n", BYE },
};

static const Turn pipelined[] = {
  BEGIN,
  { "MAIL FROM:<a@example.net> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<nobody@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n",
    SENDER "550 5.1.1 No such user here\r\n" RECIPIENT GO_AHEAD },
  { "Q\r\n.\r\nMAIL FROM:<spam@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nNOOP\r\nQUIT\r\nNOOP\r\n",
    "250 2.0.0 Ok: queued as 7\r\n550 5.7.1 No, thanks\r\n503 5.5.1 Need MAIL command first\r\n"
    "503 5.5.1 Need MAIL command first\r\n" OK BYE },
};

static const Turn refusals[] = {
  BEGIN,
  { "MAIL FROM:<a@example.net>\r\n", SENDER },
  { "RCPT TO:<nobody@example.org>\r\n", "550 5.1.1 No such user here\r\n" },
  { "RCPT TO:<full@example.org>\r\n", "452 4.2.2 Mailbox full\r\n" },
  { "DATA\r\n", "503 5.5.1 Need a valid RCPT command first\r\n" },
  { "RCPT TO:<away@example.org>\r\n", "251 2.1.5 User not local; will forward\r\n" },
  { "DATA\r\n", GO_AHEAD },
  { "Virus\r\n.\r\n", "554 5.7.1 A virus\r\n" },
  { "DATA\r\n", "503 5.5.1 Need MAIL command first\r\n" },
  { "MAIL FROM:<a@example.net>\r\n", SENDER },
};

static const Turn syntax[] = {
  { "", GREETING },
  { "EHLO\r\n", "501 5.5.4 Syntax: EHLO hostname\r\n" },
  { "HELO two words\r\n", "501 5.5.4 Syntax: HELO hostname\r\n" },
  { "EHLO c.example\r\n", HELLO },
  { "MAIL\r\n", "501 5.5.4 Syntax: MAIL FROM:<address>\r\n" },
  { "MAIL FROM:a@example.net\r\n", "501 5.5.4 Syntax: MAIL FROM:<address>\r\n" },
  { "MAIL FROM:<a>\r\n", "501 5.1.7 Bad sender address syntax\r\n" },
  { "MAIL FROM:<a@example.net> SIZE=x\r\n", "501 5.5.4 Bad value of a MAIL FROM parameter\r\n" },
  { "MAIL FROM:<a@example.net> RET=SOME\r\n", "501 5.5.4 Bad value of a MAIL FROM parameter\r\n" },
  { "MAIL FROM:<a@example.net> RET=FULL RET=HDRS\r\n", "501 5.5.4 Bad value of a MAIL FROM parameter\r\n" },
  { "MAIL FROM:<a@example.net> BY=120;R\r\n", "555 5.5.4 Unsupported MAIL FROM parameter\r\n" },
  { "MAIL FROM:<\xc3\xbc@example.net>\r\n", "550 5.6.7 An address beyond ASCII needs SMTPUTF8\r\n" },
  { "MAIL FROM:<a@example.net> SIZE=201\r\n", "552 5.3.4 Message size exceeds fixed limit\r\n" },
  { "MAIL FROM:<a@example.net> SIZE=200\r\n", SENDER },
  { "RCPT\r\n", "501 5.5.4 Syntax: RCPT TO:<address>\r\n" },
  { "RCPT TO:<b>\r\n", "501 5.1.3 Bad recipient address syntax\r\n" },
  { "RCPT TO:<b@example.org> NOTIFY=NEVER,DELAY\r\n", "501 5.5.4 Bad value of a RCPT TO parameter\r\n" },
  { "RCPT TO:<b@example.org> ORCPT=bob\r\n", "501 5.5.4 Bad value of a RCPT TO parameter\r\n" },
  { "RCPT TO:<b@example.org> RET=FULL\r\n", "555 5.5.4 Unsupported RCPT TO parameter\r\n" },
  { "RCPT TO:<\xc3\xbc@example.org>\r\n", "553 5.6.7 An address beyond ASCII needs SMTPUTF8\r\n" },
  { "RCPT TO:<b@example.org>\r\n", RECIPIENT },
  { "DATA now\r\n", "501 5.5.4 This command takes no argument\r\n" },
  { "RSET now\r\n", "501 5.5.4 This command takes no argument\r\n" },
  { "QUIT now\r\n", "501 5.5.4 This command takes no argument\r\n" },
  { "VRFY\r\n", "501 5.5.4 Syntax: VRFY address\r\n" },
  { "VRFY b\r\n", "252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery\r\n" },
  { "NOOP whatever\r\n", OK },
  { "HELP\r\n", "214 2.0.0 Commands: HELO EHLO MAIL RCPT DATA BDAT AUTH RSET NOOP VRFY EXPN HELP QUIT\r\n" },
  { "\r\n", "500 5.5.2 Syntax error\r\n" },
  { " NOOP\r\n", "500 5.5.2 Syntax error\r\n" },
  { "FOO\r\n", "500 5.5.2 Command not recognized\r\n" },
  { "END-OF-DATA\r\n", "500 5.5.2 Command not recognized\r\n" },
  { "STARTTLS\r\n", "502 5.5.1 Command not implemented\r\n" },
  { "AUTH PLAIN\r\n", "503 5.5.1 AUTH is not allowed in a mail transaction\r\n" },
  { "NOOP\nRSET\r\n", "500 5.5.2 Syntax error\r\n" },
  { "NOOP \rRSET\r\n", "500 5.5.2 Syntax error\r\n" },
  { "NOOP\tx\r\n", "500 5.5.2 Syntax error\r\n" },
};

/* The end of the content is CRLF.CRLF, and nothing that looks like it. */
static const Turn false_ends[] = {
  BEGIN,
  { "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
  { "1\n.\nMAIL FROM:<x@y>\r\n", "" },
  { "2\r\n.\nMAIL FROM:<x@y>\r\n", "" },
  { "3\n.\r\nMAIL FROM:<x@y>\r\n", "" },
  { "4\r.\rMAIL FROM:<x@y>\r\n", "" },
  { "5\r\n.\rMAIL FROM:<x@y>\r\n", "" },
  { "6\r.\r\nMAIL FROM:<x@y>\r\n", "" },
  { "7\r\n.\r\rMAIL FROM:<x@y>\r\n", "" },
  { ".\r\n", BARE },
};

/* Whatever has a bare CR or LF is refused, so that nobody further on can take it for an end. */
#define AGAIN "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"

static const Turn bare[] = {
  BEGIN,
  { AGAIN "\n\r\n.\r\n", SENDER RECIPIENT GO_AHEAD BARE },
  { AGAIN "\r\r\n.\r\n", SENDER RECIPIENT GO_AHEAD BARE },
  { AGAIN "x\r\n.y\nz\r\n.\r\n", SENDER RECIPIENT GO_AHEAD BARE },
  { AGAIN "x\ry\r\n.\r\n", SENDER RECIPIENT GO_AHEAD BARE },
  { AGAIN "x\r\n\r\ny\r\n.\r\n", SENDER RECIPIENT GO_AHEAD OK },
};

static const Turn new_beginnings[] = {
  { "", GREETING },
  { "RSET\r\n", OK },
  { "MAIL FROM:<a@example.net>\r\n", "503 5.5.1 Send EHLO or HELO first\r\n" },
  { "EHLO c.example\r\n", HELLO },
  { "MAIL FROM:<a@example.net>\r\n", SENDER },
  { "MAIL FROM:<a@example.net>\r\n", "503 5.5.1 Nested MAIL command\r\n" },
  { "RSET\r\n", OK },
  { "RCPT TO:<b@example.org>\r\n", "503 5.5.1 Need MAIL command first\r\n" },
  { "MAIL FROM:<a@example.net>\r\n", SENDER },
  { "RCPT TO:<b@example.org>\r\n", RECIPIENT },
  { "EHLO d.example\r\n", HELLO },
  { "DATA\r\n", "503 5.5.1 Need MAIL command first\r\n" },
};

static const struct
{
  const char *name;
  const Turn *turns;
  guint n_turns;
  const char *messages;
} dialogues[] = {
  { "one-mail", one_mail, G_N_ELEMENTS (one_mail), "a@example.net>b@example.org,c@example.org:Subject: x\r\n\r\n.dot\r\n" },
  { "helo", helo, G_N_ELEMENTS (helo), ">postmaster:" },
  { "pipelined", pipelined, G_N_ELEMENTS (pipelined), "a@example.net>b@example.org:Q\r\n" },
  { "refusals", refusals, G_N_ELEMENTS (refusals), "a@example.net>away@example.org:Virus\r\n" },
  { "syntax", syntax, G_N_ELEMENTS (syntax), "" },
  { "false-ends", false_ends, G_N_ELEMENTS (false_ends), "" },
  { "bare", bare, G_N_ELEMENTS (bare), "a@example.net>b@example.org:x\r\n\r\ny\r\n" },
  { "new-beginnings", new_beginnings, G_N_ELEMENTS (new_beginnings), "" },
};

static void
owner_init (Owner *owner)
{
  *owner = (Owner){ 0 };
  lab_init (&owner->lab);
  owner->messages = g_string_new (NULL);
}

static void
owner_clear (Owner *owner)
{
  lab_clear (&owner->lab);
  g_string_free (owner->messages, TRUE);
}

static void
test_dialogues (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      Owner owner;

      owner_init (&owner);
      lab_run (&kind, &owner, dialogues[i].name, dialogues[i].turns, dialogues[i].n_turns);
      if (dialogues[i].messages != NULL)
        g_assert_cmpstr (owner.messages->str, ==, dialogues[i].messages);
      owner_clear (&owner);
    }
}

typedef struct
{
  const char *verb;
  SmtpReply reply;
  Turn turns[7];
  const char *messages; /* what the owner got, NULL for none */
} Interception;

static const Interception interceptions[] = {
  { "CONNECT", { 554, "5.7.1", "No mail here" },
    { { "", "554 5.7.1 No mail here\r\n" },
      { "EHLO c\r\n", "503 5.5.1 Only QUIT is accepted here\r\n" },
      { "NOOP\r\n", "503 5.5.1 Only QUIT is accepted here\r\n" },
      { "QUIT\r\n", BYE } } },
  { "CONNECT", { 421, "4.3.2", "Shutting down" }, { { "", "421 4.3.2 Shutting down\r\n[close]" }, { "EHLO c\r\n", "" } } },
  { "CONNECT", { 220, "", "hello\nworld" }, { { "", "220-hello\r\n220 world\r\n" }, { "EHLO c\r\n", HELLO } } },
  { "EHLO", { 502, "5.5.1", "What?" },
    { { "", GREETING }, { "EHLO c\r\n", "502 5.5.1 What?\r\n" }, { "MAIL FROM:<>\r\n", "503 5.5.1 Send EHLO or HELO first\r\n" } } },
  { "AUTH", { 454, "4.7.0", "Later" }, { BEGIN, { "AUTH PLAIN x\r\n", "454 4.7.0 Later\r\n" } } },
  { "MAIL", { 451, "4.3.0", "Later" },
    { BEGIN, { "MAIL FROM:<a@example.net>\r\n", "451 4.3.0 Later\r\n" }, { "RCPT TO:<b@c>\r\n", "503 5.5.1 Need MAIL command first\r\n" } } },
  { "RCPT", { 450, "4.2.0", "Greylisted" },
    { BEGIN, { "MAIL FROM:<>\r\n", SENDER }, { "RCPT TO:<b@c>\r\n", "450 4.2.0 Greylisted\r\n" },
      { "DATA\r\n", "503 5.5.1 Need a valid RCPT command first\r\n" } } },
  { "RCPT", { 250, "2.1.5", "Gladly" },
    { BEGIN, { "MAIL FROM:<>\r\n", SENDER }, { "RCPT TO:<nobody@c>\r\n", "250 2.1.5 Gladly\r\n" }, { "DATA\r\n", GO_AHEAD } } },
  { "DATA", { 451, "4.3.0", "Disk full" },
    { BEGIN, { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\n", SENDER RECIPIENT }, { "DATA\r\n", "451 4.3.0 Disk full\r\n" }, { "NOOP\r\n", OK } } },
  { "END-OF-DATA", { 421, "4.3.2", "Shutting down" },
    { BEGIN, { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
      { "x\r\n.\r\nNOOP\r\n", "421 4.3.2 Shutting down\r\n[close]" }, { "NOOP\r\n", "" } } },
  { "END-OF-DATA", { 451, "4.3.0", "Later" },
    { BEGIN, { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
      { "x\r\n.\r\n", "451 4.3.0 Later\r\n" }, { "MAIL FROM:<>\r\n", SENDER } } },
  { "END-OF-DATA", { 250, "2.6.0", "Gladly" },
    { BEGIN, { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
      { "x\r\n.\r\n", "250 2.6.0 Gladly\r\n" } },
    ">b@c:x\r\n" },
  { "END-OF-DATA", { 250, "2.6.0", "Gladly" },
    { BEGIN, { "MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", SENDER RECIPIENT GO_AHEAD },
      { "Virus\r\n.\r\n", "554 5.7.1 A virus\r\n" } },
    ">b@c:Virus\r\n" },
};

static void
test_interceptions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (interceptions); i++)
    {
      const Interception *it = &interceptions[i];
      Owner owner;
      guint count = 0;

      owner_init (&owner);
      owner.intercepted = it->verb;
      owner.reply = &it->reply;
      while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
        count++;
      lab_run (&kind, &owner, it->verb, it->turns, count);
      g_assert_cmpstr (owner.messages->str, ==, it->messages != NULL ? it->messages : "");
      owner_clear (&owner);
    }
}

static void
test_garbage (void)
{
  Owner owner;

  owner_init (&owner);
  lab_run_garbage (&kind, &owner, "", 300);
  lab_run_garbage (&kind, &owner, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\n", 300);
  lab_run_garbage (&kind, &owner, "EHLO c\r\nMAIL FROM:<", 300);
  owner_clear (&owner);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-server/dialogues", test_dialogues);
  g_test_add_func ("/smtp-server/interceptions", test_interceptions);
  g_test_add_func ("/smtp-server/garbage", test_garbage);
  return g_test_run ();
}
