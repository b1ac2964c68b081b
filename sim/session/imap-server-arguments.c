/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <stdarg.h>
#include <string.h>

#include "sim/codec/imap-sequence.h"
#include "sim/codec/imap-utf7.h"

char *
imap_server_dup_argument (ImapCommand *command)
{
  return imap_scanner_take_char (&command->rest, ' ') ? imap_scanner_dup_astring (&command->rest) : NULL;
}

gboolean
imap_server_ends (const ImapCommand *command)
{
  return imap_scanner_is_at_end (&command->rest);
}

/* IMAP4rev1 writes names in modified UTF-7, IMAP4rev2 in UTF-8 (RFC 9051 5.1). */
char *
imap_server_decode_mailbox (const ImapServer *server, const char *name)
{
  if (server->form & IMAP_VIEW_REV2)
    return g_utf8_validate (name, -1, NULL) ? g_strdup (name) : NULL;
  return g_str_is_ascii (name) ? imap_utf7_decode (name) : NULL;
}

char *
imap_server_dup_mailbox (const ImapServer *server, ImapCommand *command)
{
  g_autofree char *wire = imap_server_dup_argument (command);
  g_autofree char *name = wire != NULL ? imap_server_decode_mailbox (server, wire) : NULL;

  if (wire == NULL)
    return NULL;
  return name != NULL ? mail_account_dup_name (name) : g_strdup ("");
}

/* Whether NAME can stand without quotes, and is not NIL. */
static gboolean
is_atom (const char *name)
{
  ImapScanner scanner;
  const char *atom;
  gsize length;

  imap_scanner_init (&scanner, name, strlen (name));
  return imap_scanner_take_atom (&scanner, &atom, &length) && imap_scanner_is_at_end (&scanner)
         && g_ascii_strcasecmp (name, "NIL") != 0;
}

void
imap_server_write_mailbox (const ImapServer *server, const char *name, GString *out)
{
  g_autofree char *wire = server->form & IMAP_VIEW_REV2 ? g_strdup (name) : imap_utf7_encode (name);

  if (is_atom (wire))
    g_string_append (out, wire);
  else
    imap_scanner_write_quoted (out, wire);
}

/* "$", the result of the last search that was saved (RFC 5182 2.1). */
static GArray *
resolve_saved (const ImapServer *server)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; server->saved != NULL && i < server->saved->len; i++)
    {
      int index = imap_view_find (&server->view, g_array_index (server->saved, guint32, i));

      if (index >= 0)
        g_array_append_val (indexes, index);
    }
  return indexes;
}

const char *
imap_server_take_messages (ImapServer *server, ImapCommand *command, gboolean by_uid, GArray **indexes)
{
  g_autoptr (GArray) sequence = NULL;

  if (!imap_scanner_take_char (&command->rest, ' '))
    return "BAD A message set is needed";
  if (imap_scanner_take_char (&command->rest, '$'))
    {
      *indexes = resolve_saved (server);
      return NULL;
    }
  sequence = imap_sequence_parse (&command->rest);
  if (sequence == NULL)
    return "BAD A message set is needed";
  if (!by_uid && imap_sequence_exceeds (sequence, imap_view_count (&server->view)))
    return "BAD No such message number";
  *indexes = imap_view_resolve (&server->view, sequence, by_uid);
  return NULL;
}

gboolean
imap_server_misses (const ImapServer *server, const GArray *indexes)
{
  for (guint i = 0; i < indexes->len; i++)
    if (imap_view_entry (&server->view, g_array_index (indexes, guint, i))->mail->removed)
      return TRUE;
  return FALSE;
}

const char *
imap_server_result (ImapServer *server, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_vprintf (server->result, format, arguments);
  va_end (arguments);
  return server->result->str;
}

/* The first command that shows that a client knows of it is answered with where things stand. */
void
imap_server_enable_condstore (ImapServer *server)
{
  if (server->form & IMAP_VIEW_CONDSTORE)
    return;
  server->form |= IMAP_VIEW_CONDSTORE;
  if (server->state == IMAP_SERVER_SELECTED)
    g_string_append_printf (server->out, "* OK [HIGHESTMODSEQ %" G_GUINT64_FORMAT "] Changes are counted\r\n", server->view.mailbox->highest_modseq);
}
