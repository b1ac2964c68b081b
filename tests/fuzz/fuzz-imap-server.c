/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server.h"
#include "tests/fuzz/one-mail.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static gint64
get_now (gpointer user)
{
  return 1767603600;
}

/* One session says what is fuzzed; another, logged in, idles beside it and hears of it. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static const char watcher_says[] = "a LOGIN u p\r\nb SELECT INBOX\r\nc IDLE\r\n";
  g_autoptr (MailStore) store = mail_store_new ();
  const ImapServerConfig config = { "mail.example.org", store, get_now, NULL };
  MailAccount *account = mail_store_add_account (store, "u@example.org", "u", "p", 7);
  ImapServer *server = imap_server_new (&config, &one_mail_output, NULL);
  ImapServer *watcher = imap_server_new (&config, &one_mail_output, NULL);
  g_autoptr (GBytes) content = g_bytes_new_static ("Subject: x\r\n\r\n.y\r\n", 18);

  for (guint i = 0; i < 3; i++)
    mailbox_add (account->inbox, 0, 0, content, 1767603600);
  imap_server_receive (watcher, (const guint8 *) watcher_says, sizeof watcher_says - 1);
  imap_server_open (server);
  imap_server_receive (server, bytes, length);
  imap_server_abandon (server);
  imap_server_free (server);
  imap_server_free (watcher);
  return 0;
}
