/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/one-mail.h"

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
  static GBytes *content;

  if (content == NULL)
    content = g_bytes_new_static ("Subject: x\r\n\r\n.y\r\n", 19);
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

const Maildrop one_mail_drop = { open_drop, count_one, get_one, get_validity, get_validity, get_one, get_date, get_content, set_flags, remove_one, close_drop };

static void
say (gpointer user, SessionSpeech speech, guint16 code, const char *said, gsize said_length)
{
}

static void
close_session (gpointer user)
{
}

const SessionOutput one_mail_output = { say, close_session };
