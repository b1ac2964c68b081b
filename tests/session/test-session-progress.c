/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/session-progress.h"

#include <string.h>

#include "sim/session/imap-server.h"
#include "sim/session/pop3-server.h"
#include "sim/session/smtp-server.h"
#include "tests/session/imap-lab.h"

static GRand *dice;

/* Who listens to a session that runs. */
typedef struct
{
  LabMaildrop maildrop; /* first: the POP3 server is called with it */
  SessionProgress *progress;
  gboolean closed;
  guint states; /* bit set: where the session has been */
} Listener;

static void
on_say (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  session_progress_hear_server (((Listener *) user)->progress, bytes, length);
}

static void
on_heard (gpointer user, SessionSpeech speech, const char *bytes, gsize length)
{
  session_progress_hear_client (((Listener *) user)->progress, bytes, length, speech == SESSION_DATA);
}

static void
on_close (gpointer user)
{
  Listener *listener = user;

  session_progress_close (listener->progress);
  listener->closed = TRUE;
}

static const SessionOutput output = { on_say, on_close, on_heard };

static void
listener_init (Listener *listener, const SessionTable *table)
{
  lab_maildrop_init (&listener->maildrop);
  lab_maildrop_add (&listener->maildrop, 1, 0, "A: b\r\n\r\nc\r\n");
  listener->progress = session_progress_new (table);
  listener->closed = FALSE;
}

static void
listener_clear (Listener *listener)
{
  lab_maildrop_clear (&listener->maildrop);
  session_progress_free (listener->progress);
}

/* Takes part where the state that is told is the state that runs. */
static void
compare (Listener *listener, guint state, const char *line)
{
  if (session_progress_get_state (listener->progress) != state)
    g_error ("after %s: %u, but the session is in %u", line, session_progress_get_state (listener->progress), state);
  listener->states |= 1u << state;
}

static SmtpReply *
intercept (gpointer user, const char *verb, const char *argument)
{
  if (argument != NULL && strcmp (argument, "no@b.org") == 0)
    return smtp_reply_new (550, "5.1.1", "no");
  return argument != NULL && strcmp (argument, "later@b.org") == 0 ? smtp_reply_new (451, "4.3.0", "later") : NULL;
}

static gboolean
authenticate (gpointer user, const char *name, const char *password)
{
  return strcmp (name, "tim") == 0;
}

static const char *const smtp_lines[] = {
  "EHLO c\r\n",
  "EHLO c\r\n",
  "HELO\r\n",
  "MAIL FROM:<a@b.org>\r\n",
  "MAIL FROM:<a@b.org>\r\n",
  "MAIL FROM:<no@b.org>\r\n",
  "RCPT TO:<a@b.org>\r\n",
  "RCPT TO:<a@b.org>\r\n",
  "RCPT TO:<later@b.org>\r\n",
  "DATA\r\n",
  "DATA\r\n",
  "DATA x\r\n",
  "text\r\n.\r\n",
  "text that is longer than it may be\r\n.\r\n",
  "RSET\r\n",
  "NOOP\r\n",
  "BDAT 3\r\nabc",
  "BDAT 3 LAST\r\nabc",
  "BDAT 90 LAST\r\n123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
  "AUTH PLAIN\r\n",
  "AHRpbQB4\r\n",
  "AUTH PLAIN AHRpbQB4\r\n",
  "AUTH LOGIN\r\n",
  "dGlt\r\n",
  "*\r\n",
  "WHAT\r\n",
  "MAIL FROM:<a@b.org>\r\nRCPT TO:<a@b.org>\r\nDATA\r\n",
  "QUIT\r\n",
};

static const char *const pop3_lines[] = {
  "CAPA\r\n",
  "USER alice\r\n",
  "USER alice\r\n",
  "PASS secret\r\n",
  "PASS secret\r\n",
  "PASS x\r\n",
  "AUTH PLAIN\r\n",
  "AGFsaWNlAHNlY3JldA==\r\n",
  "*\r\n",
  "STAT\r\n",
  "LIST\r\n",
  "RETR 1\r\n",
  "RETR 9\r\n",
  "DELE 1\r\n",
  "RSET\r\n",
  "UIDL\r\n",
  "WHAT\r\n",
  "QUIT\r\n",
};

static const char *const imap_lines[] = {
  "a LOGIN alice secret\r\n",
  "a LOGIN alice secret\r\n",
  "a LOGIN alice x\r\n",
  "a AUTHENTICATE PLAIN\r\n",
  "AGFsaWNlAHNlY3JldA==\r\n",
  "b SELECT INBOX\r\n",
  "b SELECT INBOX\r\n",
  "c EXAMINE nothing\r\n",
  "d UID FETCH 1:* (FLAGS BODY[])\r\n",
  "e IDLE\r\n",
  "DONE\r\n",
  "f APPEND INBOX {3+}\r\nx\r\n\r\n",
  "g CLOSE\r\n",
  "h UNSELECT\r\n",
  "i NOOP\r\n",
  "j STORE 1 +FLAGS (\\Seen)\r\n",
  "k LOGIN {5}\r\n",
  "alice secret\r\n",
  "l LOGOUT\r\n",
};

typedef gpointer (*BeginFunc) (Listener *listener);
typedef guint (*StateFunc) (gpointer server);

typedef struct
{
  const SessionTable *(*table) (void);
  const char *const *lines;
  guint n_lines;
  BeginFunc begin;
  LabReceive receive;
  StateFunc get_state;
  void (*end) (gpointer server);
  guint all; /* states that are to be seen */
} Protocol;

static gpointer
begin_smtp (Listener *listener)
{
  static const SmtpServerConfig config = { "mx.example.org", 60 };
  static const SmtpServerPolicy policies[] = { { .intercept = intercept }, { .authenticate = authenticate } };
  SmtpServer *server = smtp_server_new (&config, &policies[g_rand_int_range (dice, 0, 2)], &output, listener);

  smtp_server_open (server);
  return server;
}

static gpointer
begin_pop3 (Listener *listener)
{
  Pop3Server *server = pop3_server_new ("pop.example.org", NULL, &lab_maildrop, &output, listener);

  pop3_server_open (server);
  return server;
}

static ImapLab imap_lab;

static gint64
get_now (gpointer user)
{
  return 1767603600;
}

static gpointer
begin_imap (Listener *listener)
{
  ImapServerConfig config;
  ImapServer *server;

  imap_lab_fill (&imap_lab);
  config = (ImapServerConfig){ "imap.example.org", imap_lab.store, get_now, NULL };
  server = imap_server_new (&config, &output, listener);
  imap_server_open (server);
  return server;
}

static guint
get_smtp_state (gpointer server)
{
  return smtp_server_get_state (server);
}

static guint
get_pop3_state (gpointer server)
{
  return pop3_server_get_state (server);
}

static guint
get_imap_state (gpointer server)
{
  return imap_server_get_state (server);
}

static const Protocol protocols[] = {
  { smtp_server_table, smtp_lines, G_N_ELEMENTS (smtp_lines), begin_smtp, (LabReceive) smtp_server_receive, get_smtp_state, (void (*) (gpointer)) smtp_server_free, 0xff },
  { pop3_server_table, pop3_lines, G_N_ELEMENTS (pop3_lines), begin_pop3, (LabReceive) pop3_server_receive, get_pop3_state, (void (*) (gpointer)) pop3_server_free, 1 << POP3_SERVER_AUTHORIZATION | 1 << POP3_SERVER_TRANSACTION | 1 << POP3_SERVER_CLOSED },
  { imap_server_table, imap_lines, G_N_ELEMENTS (imap_lines), begin_imap, (LabReceive) imap_server_receive, get_imap_state, (void (*) (gpointer)) imap_server_free, 0xf },
};

/* Whatever the client says, in whatever order: who listens knows the state. */
static void
run_session (const Protocol *protocol, guint *states)
{
  Listener listener = { 0 };
  gpointer server;

  listener_init (&listener, protocol->table ());
  server = protocol->begin (&listener);
  compare (&listener, protocol->get_state (server), "the greeting");
  for (guint i = 0; i < 60 && !listener.closed; i++)
    {
      const char *line = protocol->lines[g_rand_int_range (dice, 0, (gint32) protocol->n_lines)];

      protocol->receive (server, (const guint8 *) line, strlen (line));
      compare (&listener, protocol->get_state (server), line);
    }
  *states |= listener.states;
  protocol->end (server);
  listener_clear (&listener);
}

static void
test_any_order (gconstpointer data)
{
  const Protocol *protocol = data;
  guint states = 0;

  for (guint i = 0; i < 400; i++)
    run_session (protocol, &states);
  g_assert_cmphex (states, ==, protocol->all);
}

static void
hear (SessionProgress *progress, const char *client, const char *server)
{
  if (client != NULL)
    session_progress_hear_client (progress, client, strlen (client), FALSE);
  if (server != NULL)
    session_progress_hear_server (progress, server, strlen (server));
}

/* By which way the state was reached, and only while that is the last thing that was said. */
static void
test_way (void)
{
  g_autoptr (SessionProgress) progress = session_progress_new (pop3_server_table ());

  hear (progress, NULL, "+OK ready\r\n");
  g_assert_cmpint (session_progress_get_origin (progress), ==, -1);
  hear (progress, "USER u\r\n", "+OK\r\n");
  hear (progress, "PASS p\r\n", "+OK\r\n");
  g_assert_cmpint (session_progress_get_origin (progress), ==, POP3_SERVER_AUTHORIZATION);
  g_assert_cmpstr (session_progress_get_way (progress), ==, "PASS");
  hear (progress, "QUIT\r\n", NULL);
  g_assert_cmpint (session_progress_get_origin (progress), ==, -1);
  g_assert_cmpstr (session_progress_get_way (progress), ==, "");
  hear (progress, NULL, "+OK Bye\r\n");
  g_assert_cmpuint (session_progress_get_state (progress), ==, POP3_SERVER_UPDATE); /* RFC 1939 6 */
  session_progress_close (progress);
  g_assert_cmpuint (session_progress_get_state (progress), ==, POP3_SERVER_CLOSED);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  imap_lab_init (&imap_lab);
  dice = g_rand_new_with_seed (1);
  g_test_add_data_func ("/session-progress/smtp", &protocols[0], test_any_order);
  g_test_add_data_func ("/session-progress/pop3", &protocols[1], test_any_order);
  g_test_add_data_func ("/session-progress/imap", &protocols[2], test_any_order);
  g_test_add_func ("/session-progress/way", test_way);
  status = g_test_run ();
  g_rand_free (dice);
  imap_lab_clear (&imap_lab);
  return status;
}
