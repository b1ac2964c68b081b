/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-client.h"

#include <string.h>

#include "tests/session/session-lab.h"

/* The owner of the client under test: it sends its mails one after another, then quits. */
typedef struct
{
  Lab lab;
  const SmtpEnvelope *const *envelopes;
  const char *const *contents;
  guint n_mails;
  guint present;
  GString *events; /* "ready", "0:250", "finished", "failed:421" … */
  SmtpClient *client;
} Owner;

static void
begin_next (Owner *owner)
{
  g_autoptr (GBytes) content = NULL;

  if (owner->present == owner->n_mails)
    {
      smtp_client_quit (owner->client);
      return;
    }
  content = g_bytes_new_static (owner->contents[owner->present], strlen (owner->contents[owner->present]));
  smtp_client_send (owner->client, owner->envelopes[owner->present++], content);
}

static void
on_ready (gpointer user)
{
  Owner *owner = user;

  g_string_append (owner->events, "ready ");
  begin_next (owner);
}

static void
on_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  Owner *owner = user;

  g_string_append_printf (owner->events, "%u:%u ", index, reply->code);
}

static void
on_finished (gpointer user)
{
  Owner *owner = user;

  g_string_append (owner->events, "finished ");
  g_assert_cmpint (smtp_client_get_state (owner->client), ==, SMTP_CLIENT_IDLE);
  begin_next (owner);
}

static void
on_failed (gpointer user, const SmtpReply *reply)
{
  Owner *owner = user;

  g_string_append_printf (owner->events, "failed:%u ", reply->code);
  smtp_client_quit (owner->client);
}

static const SmtpClientEvents events = { on_ready, on_recipient, on_finished, on_failed };

static gpointer
begin (gpointer user)
{
  Owner *owner = user;

  owner->present = 0;
  g_string_truncate (owner->events, 0);
  owner->client = smtp_client_new ("c.example", &lab_output, &events, owner);
  return owner->client;
}

static void
receive (gpointer client, const guint8 *bytes, gsize length)
{
  smtp_client_receive (client, bytes, length);
}

static void
end (gpointer client, gpointer user)
{
  smtp_client_free (client);
}

static const LabKind kind = { begin, receive, end };

#define HELLO "250-mx.example.org\r\n250-SIZE 1000\r\n250 8BITMIME\r\n"
#define BEGIN { "", "" }, { "220 mx.example.org ESMTP\r\n", "EHLO c.example\r\n" }
#define MAIL "MAIL FROM:<a@example.net> SIZE=3\r\n"
#define PIPELINED "250-mx\r\n250 PIPELINING\r\n"
#define GROUP "MAIL FROM:<a@example.net>\r\n" RCPT_B RCPT_C "DATA\r\n"
#define RCPT_B "RCPT TO:<b@example.org>\r\n"
#define RCPT_C "RCPT TO:<c@example.org>\r\n"

typedef struct
{
  const char *name;
  guint n_mails;
  const char *content;
  const char *events;
  Turn turns[16];
} Dialogue;

static const Dialogue dialogues[] = {
  { "one-mail", 1, "x\r\n", "ready 0:250 1:250 finished ",
    { BEGIN, { HELLO, MAIL }, { "250 2.1.0 Ok\r\n", RCPT_B }, { "250 2.1.5 Ok\r\n", RCPT_C }, { "251 ok\r\n", "DATA\r\n" },
      { "354 Go\r\n", "x\r\n.\r\n" }, { "250 2.0.0 Ok\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" }, { "250 x\r\n", "" } } },
  { "long-greeting", 0, NULL, "ready ",
    { { "220-mx\r\n220-is\r\n220 here\r\n", "EHLO c.example\r\n" }, { "250 mx\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "no-extensions", 1, "u\r\n", "ready 0:550 1:250 finished ",
    { BEGIN, { "250 mx\r\n", "MAIL FROM:<a@example.net>\r\n" }, { "250 Ok\r\n", RCPT_B }, { "550 No\r\n", RCPT_C },
      { "250 Ok\r\n", "DATA\r\n" }, { "354 Go\r\n", "u\r\n.\r\n" }, { "250 Ok\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "eight-bit-not-offered", 1, "\xc3\xbc\r\n", "ready 0:0 1:0 finished ",
    { BEGIN, { "250 mx\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "too-large-for-it", 1, "0123456789\r\n", "ready 0:0 1:0 finished ",
    { BEGIN, { "250-mx\r\n250 SIZE 11\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "pipelined", 1, "x\r\n", "ready 0:550 1:250 finished ",
    { BEGIN, { PIPELINED, GROUP }, { "250 Ok\r\n550 No\r\n", "" }, { "250 Ok\r\n354 Go\r\n", "x\r\n.\r\n" },
      { "250 Ok\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "pipelined-mail-refused", 1, "x\r\n", "ready 0:550 1:550 finished ",
    { BEGIN, { PIPELINED, GROUP }, { "550 No\r\n503 What\r\n503 What\r\n503 What\r\n", "QUIT\r\n" } } },
  { "pipelined-mail-refused-by-half", 1, "x\r\n", "ready 0:550 1:550 finished ",
    { BEGIN, { PIPELINED, GROUP }, { "550 No\r\n250 Ok\r\n250 Ok\r\n354 Go\r\n", ".\r\n" }, { "250 Ok\r\n", "QUIT\r\n" } } },
  { "pipelined-nobody-left", 1, "x\r\n", "ready 0:550 1:451 finished ",
    { BEGIN, { PIPELINED, GROUP }, { "250 Ok\r\n550 No\r\n451 Later\r\n554 Nobody\r\n", "QUIT\r\n" } } },
  { "pipelined-nobody-left-but-354", 1, "x\r\n", "ready 0:550 1:550 finished ",
    { BEGIN, { PIPELINED, GROUP }, { "250 Ok\r\n550 No\r\n550 No\r\n354 Go\r\n", ".\r\n" }, { "250 Ok\r\n", "QUIT\r\n" } } },
  { "pipelined-421", 1, "x\r\n", "ready 0:421 1:421 failed:421 ",
    { BEGIN, { PIPELINED, GROUP }, { "250 Ok\r\n421 Bye\r\n", "[close]" } } },
  { "eight-bit", 1, "\xc3\xbc\r\n", "ready ",
    { BEGIN, { HELLO, "MAIL FROM:<a@example.net> SIZE=4 BODY=8BITMIME\r\n" } } },
  { "helo", 1, "x\r\n", "ready ",
    { BEGIN, { "502 5.5.1 What?\r\n", "HELO c.example\r\n" }, { "250 mx\r\n", "MAIL FROM:<a@example.net>\r\n" } } },
  { "helo-refused", 1, "x\r\n", "failed:550 ",
    { BEGIN, { "500 What?\r\n", "HELO c.example\r\n" }, { "550 Go away\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "ehlo-deferred", 1, "x\r\n", "failed:450 ", { BEGIN, { "450 Later\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "greeting-refused", 1, "x\r\n", "failed:554 ",
    { { "", "" }, { "554 No mail here\r\n", "QUIT\r\n" }, { "503 Whatever\r\n", "[close]" } } },
  { "greeting-421", 1, "x\r\n", "failed:421 ", { { "421 4.3.2 Later\r\n", "[close]" }, { "250 x\r\n", "" } } },
  { "mail-refused", 2, "x\r\n", "ready 0:550 1:550 finished ",
    { BEGIN, { HELLO, MAIL }, { "550 5.7.1 No\r\n", MAIL } } },
  { "mail-deferred", 1, "x\r\n", "ready 0:451 1:451 finished ",
    { BEGIN, { HELLO, MAIL }, { "451 Later\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "nobody-left", 2, "x\r\n", "ready 0:550 1:450 finished ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n", RCPT_B }, { "550 No\r\n", RCPT_C }, { "450 Later\r\n", "RSET\r\n" },
      { "250 Ok\r\n", MAIL } } },
  { "data-refused", 2, "x\r\n", "ready 1:550 0:451 finished ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n", RCPT_B }, { "250 Ok\r\n", RCPT_C }, { "550 No\r\n", "DATA\r\n" },
      { "451 Later\r\n", "RSET\r\n" }, { "250 Ok\r\n", MAIL } } },
  { "content-refused", 2, "x\r\n", "ready 0:554 1:554 finished ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n", RCPT_B }, { "250 Ok\r\n", RCPT_C }, { "250 Ok\r\n", "DATA\r\n" },
      { "354 Go\r\n", "x\r\n.\r\n" }, { "554-5.7.1 A\r\n554 5.7.1 virus\r\n", MAIL } } },
  { "two-mails", 2, ".x\r\n", "ready 0:250 1:250 finished 0:250 1:250 finished ",
    { BEGIN, { "250 mx\r\n", "MAIL FROM:<a@example.net>\r\n" },
      { "250 Ok\r\n250 Ok\r\n250 Ok\r\n354 Go\r\n250 Ok\r\n", RCPT_B RCPT_C "DATA\r\n..x\r\n.\r\nMAIL FROM:<a@example.net>\r\n" },
      { "250 Ok\r\n250 Ok\r\n250 Ok\r\n354 Go\r\n250 Ok\r\n", RCPT_B RCPT_C "DATA\r\n..x\r\n.\r\nQUIT\r\n" },
      { "221 Bye\r\n", "[close]" } } },
  { "rset-refused", 2, "x\r\n", "ready 0:451 1:451 finished 0:550 1:550 failed:550 ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n", RCPT_B }, { "250 Ok\r\n", RCPT_C }, { "250 Ok\r\n", "DATA\r\n" },
      { "451 Later\r\n", "RSET\r\n" }, { "550 No\r\n", "QUIT\r\n" }, { "221 Bye\r\n", "[close]" } } },
  { "421-in-between", 1, "x\r\n", "ready 0:550 1:421 failed:421 ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n", RCPT_B }, { "550 No\r\n", RCPT_C }, { "421 Shutting down\r\n", "[close]" } } },
  { "421-at-the-end", 1, "x\r\n", "ready 0:421 1:421 failed:421 ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n250 Ok\r\n250 Ok\r\n354 Go\r\n", RCPT_B RCPT_C "DATA\r\nx\r\n.\r\n" },
      { "421 4.3.2 Shutting down\r\n", "[close]" } } },
  { "unreadable", 1, "x\r\n", "ready 0:0 1:0 failed:0 ", { BEGIN, { HELLO, MAIL }, { "Hello there\r\n", "[close]" } } },
  { "codes-differ", 1, "x\r\n", "failed:0 ", { BEGIN, { "250-mx\r\n251 SIZE\r\n", "[close]" } } },
  { "data-without-354", 1, "x\r\n", "ready 0:0 1:0 failed:0 ",
    { BEGIN, { HELLO, MAIL }, { "250 Ok\r\n250 Ok\r\n250 Ok\r\n", RCPT_B RCPT_C "DATA\r\n" }, { "250 Ok\r\n", "[close]" } } },
  { "354-for-mail", 1, "x\r\n", "ready 0:0 1:0 failed:0 ", { BEGIN, { HELLO, MAIL }, { "354 Go\r\n", "[close]" } } },
  { "quit-unreadable", 0, NULL, "ready ", { BEGIN, { HELLO, "QUIT\r\n" }, { "what\r\n", "[close]" } } },
  { "quit-421", 0, NULL, "ready ", { BEGIN, { HELLO, "QUIT\r\n" }, { "421 x\r\n", "[close]" } } },
};

static guint
count_turns (const Turn *turns, guint most)
{
  guint count = 0;

  while (count < most && turns[count].say != NULL)
    count++;
  return count;
}

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *it = data;
  g_autoptr (SmtpEnvelope) envelope = smtp_envelope_new ("a@example.net");
  const SmtpEnvelope *envelopes[] = { envelope, envelope };
  const char *contents[] = { it->content, it->content };
  Owner owner = { .envelopes = envelopes, .contents = contents, .n_mails = it->n_mails };

  smtp_envelope_add_recipient (envelope, "b@example.org");
  smtp_envelope_add_recipient (envelope, "c@example.org");
  owner.events = g_string_new (NULL);
  lab_init (&owner.lab);
  lab_run (&kind, &owner, it->name, it->turns, count_turns (it->turns, G_N_ELEMENTS (it->turns)));
  g_assert_cmpstr (owner.events->str, ==, it->events);
  g_string_free (owner.events, TRUE);
  lab_clear (&owner.lab);
}

static void
test_endless_replies (void)
{
  g_autofree char *flood = g_strnfill (1 << 20, '2');
  Owner owner = { .n_mails = 0 };

  owner.events = g_string_new (NULL);
  lab_init (&owner.lab);
  begin (&owner);
  smtp_client_receive (owner.client, (const guint8 *) flood, 1 << 20);
  smtp_client_receive (owner.client, (const guint8 *) "\r\n", 2);
  g_assert_cmpstr (owner.events->str, ==, "failed:0 ");
  smtp_client_free (owner.client);
  lab_clear (&owner.lab);
  lab_init (&owner.lab);
  begin (&owner);
  for (guint i = 0; i < 20000; i++)
    smtp_client_receive (owner.client, (const guint8 *) "220-x\r\n", 7);
  g_assert_cmpstr (owner.events->str, ==, "failed:0 ");
  smtp_client_free (owner.client);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_verbs (void)
{
  Owner owner = { .n_mails = 0 };

  owner.events = g_string_new (NULL);
  lab_init (&owner.lab);
  begin (&owner);
  g_assert_cmpstr (smtp_client_get_verb (owner.client), ==, "CONNECT");
  smtp_client_receive (owner.client, (const guint8 *) "220 x\r\n", 7);
  g_assert_cmpstr (smtp_client_get_verb (owner.client), ==, "EHLO");
  smtp_client_receive (owner.client, (const guint8 *) "250 x\r\n", 7);
  g_assert_cmpstr (smtp_client_get_verb (owner.client), ==, "QUIT");
  smtp_client_free (owner.client);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_garbage (void)
{
  Owner owner = { .n_mails = 0 };

  owner.events = g_string_new (NULL);
  lab_init (&owner.lab);
  lab_run_garbage (&kind, &owner, "", 200);
  lab_run_garbage (&kind, &owner, "220 x\r\n250-", 200);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_table (void)
{
  lab_check_table (smtp_client_table (), SMTP_CLIENT_CLOSED + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/smtp-client/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/smtp-client/endless-replies", test_endless_replies);
  g_test_add_func ("/smtp-client/verbs", test_verbs);
  g_test_add_func ("/smtp-client/garbage", test_garbage);
  g_test_add_func ("/smtp-client/table", test_table);
  return g_test_run ();
}
