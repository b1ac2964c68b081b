/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/session/imap-lab.h"

#include <string.h>

static gint64
get_now (gpointer user)
{
  return 1767603600;
}

static ImapServerConfig
make_config (const ImapLab *lab)
{
  return (ImapServerConfig){ "imap.example.org", lab->store, get_now, NULL };
}

StoredMail *
imap_lab_add (Mailbox *mailbox, guint32 uid, guint32 flags, const char *content)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  StoredMail *mail;

  mailbox->uid_next = uid;
  mail = mailbox_add (mailbox, 0, 0, bytes, 1767603601 + uid);
  mail->flags = flags;
  return mail;
}

void
imap_lab_fill (ImapLab *lab)
{
  g_clear_pointer (&lab->store, mail_store_free);
  lab->store = mail_store_new ();
  lab->account = mail_store_add_account (lab->store, "alice@example.org", "alice", "secret", 42);
  lab->account->inbox->highest_modseq = 3;
  imap_lab_add (lab->account->inbox, 3, MAIL_SEEN, "A: 1\r\n\r\none\r\n");
  imap_lab_add (lab->account->inbox, 5, 0, "A: 2\r\n\r\ntwo)\r\n");
  imap_lab_add (lab->account->inbox, 9, MAIL_FLAGGED, "A: 3\r\n\r\n{3}\r\n");
}

void
imap_lab_init (ImapLab *lab)
{
  lab_init (&lab->lab);
  lab->store = NULL;
  imap_lab_fill (lab);
}

void
imap_lab_clear (ImapLab *lab)
{
  mail_store_free (lab->store);
  lab_clear (&lab->lab);
}

static gpointer
begin (gpointer user)
{
  ImapLab *lab = user;
  ImapServerConfig config;
  ImapServer *server;

  imap_lab_fill (lab);
  config = make_config (lab);
  server = imap_server_new (&config, &lab_output, lab);
  imap_server_open (server);
  return server;
}

static void
receive (gpointer server, const guint8 *bytes, gsize length)
{
  imap_server_receive (server, bytes, length);
}

static void
end (gpointer server, gpointer user)
{
  imap_server_abandon (server);
  imap_server_free (server);
}

const LabKind imap_lab_kind = { begin, receive, end };

static void
append_left (const Mailbox *mailbox, GString *left)
{
  for (guint i = 0; i < mailbox->mails->len; i++)
    g_string_append_printf (left, "%s%u:%u", i > 0 ? " " : "", mailbox_at (mailbox, i)->uid, mailbox_at (mailbox, i)->flags);
}

static void
test_dialogue (gconstpointer data)
{
  const ImapDialogue *it = data;
  g_autoptr (GString) left = g_string_new (NULL);
  ImapLab lab;
  guint count = 0;

  imap_lab_init (&lab);
  while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
    count++;
  lab_run (&imap_lab_kind, &lab, it->name, it->turns, count);
  append_left (lab.account->inbox, left);
  if (it->left != NULL)
    g_assert_cmpstr (left->str, ==, it->left);
  imap_lab_clear (&lab);
}

void
imap_lab_add_dialogues (const char *prefix, const ImapDialogue *dialogues, guint n_dialogues)
{
  for (guint i = 0; i < n_dialogues; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", prefix, dialogues[i].name);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
}

static void
feed (ImapServer *server, const char *line)
{
  imap_server_receive (server, (const guint8 *) line, strlen (line));
}

void
imap_party_init (ImapParty *party)
{
  ImapServerConfig config;

  imap_lab_init (&party->lab);
  config = make_config (&party->lab);
  for (guint i = 0; i < G_N_ELEMENTS (party->servers); i++)
    {
      lab_init (&party->said[i]);
      party->servers[i] = imap_server_new (&config, &lab_output, &party->said[i]);
      imap_server_open (party->servers[i]);
      feed (party->servers[i], "a LOGIN alice secret\r\nb SELECT INBOX\r\n");
      g_free (lab_take (&party->said[i]));
    }
}

void
imap_party_clear (ImapParty *party)
{
  for (guint i = 0; i < G_N_ELEMENTS (party->servers); i++)
    {
      imap_server_abandon (party->servers[i]);
      imap_server_free (party->servers[i]);
      lab_clear (&party->said[i]);
    }
  imap_lab_clear (&party->lab);
}

void
imap_party_expect (ImapParty *party, guint who, const char *expect)
{
  g_autofree char *said = lab_take (&party->said[who]);

  g_assert_cmpstr (said, ==, expect);
}

void
imap_party_say (ImapParty *party, guint who, const char *say, const char *expect)
{
  feed (party->servers[who], say);
  imap_party_expect (party, who, expect);
}
