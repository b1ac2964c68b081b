/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
say (gpointer user, SessionSpeech speech, guint16 code, const char *said, gsize said_length)
{
}

static void
close_session (gpointer user)
{
}

static const SessionOutput output = { say, close_session };

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static const SmtpServerConfig config = { "mx.example.org", 1000 };
  static const SmtpServerPolicy policy = { NULL };
  g_autoptr (SmtpServer) server = smtp_server_new (&config, &policy, &output, NULL);

  smtp_server_open (server);
  smtp_server_receive (server, bytes, length);
  smtp_server_time_out (server);
  return 0;
}
