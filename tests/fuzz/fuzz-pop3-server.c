/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-server.h"

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

static GBytes *content;

static gboolean
open_drop (gpointer user, const char *name, const char *password)
{
  return TRUE;
}

static guint32
get_one (gpointer user, guint index)
{
  return 1;
}

static guint
count_one (gpointer user)
{
  return 1;
}

static guint32
get_validity (gpointer user)
{
  return 2;
}

static gint64
get_date (gpointer user, guint index)
{
  return 1767603600;
}

static GBytes *
get_content (gpointer user, guint index)
{
  return content;
}

static void
set_flags (gpointer user, guint index, guint32 flags)
{
}

static void
remove_one (gpointer user, guint32 uid)
{
}

static void
close_drop (gpointer user)
{
}

static const Maildrop maildrop = { open_drop, count_one, get_one, get_validity, get_validity, get_one, get_date, get_content, set_flags, remove_one, close_drop };

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (Pop3Server) server = NULL;

  content = g_bytes_new_static ("Subject: x\r\n\r\n.y\r\n", 19);
  server = pop3_server_new ("mail.example.org", &maildrop, &output, NULL);
  pop3_server_open (server);
  pop3_server_receive (server, bytes, length);
  pop3_server_abandon (server);
  g_clear_pointer (&content, g_bytes_unref);
  return 0;
}
