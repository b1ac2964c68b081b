/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server.h"
#include "tests/fuzz/one-mail.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (ImapServer) server = imap_server_new ("mail.example.org", &one_mail_drop, &one_mail_output, NULL);

  imap_server_open (server);
  imap_server_receive (server, bytes, length);
  imap_server_abandon (server);
  return 0;
}
