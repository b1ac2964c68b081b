/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server.h"
#include "tests/fuzz/one-mail.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static const SmtpServerConfig config = { "mx.example.org", 1000 };
  static const SmtpServerPolicy policy = { NULL };
  g_autoptr (SmtpServer) server = smtp_server_new (&config, &policy, &one_mail_output, NULL);

  smtp_server_open (server);
  smtp_server_receive (server, bytes, length);
  smtp_server_time_out (server);
  return 0;
}
