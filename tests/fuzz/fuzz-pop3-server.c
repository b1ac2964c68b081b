/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server.h"
#include "tests/fuzz/one-mail.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (Pop3Server) server = pop3_server_new ("mail.example.org", NULL, &one_mail_drop, &one_mail_output, NULL);

  pop3_server_open (server);
  pop3_server_receive (server, bytes, length);
  pop3_server_abandon (server);
  return 0;
}
