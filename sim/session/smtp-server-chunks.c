/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/smtp-server-verbs.h"

#include <string.h>

/* "SIZE [LAST]" (RFC 3030 2). */
static gboolean
parse_bdat (const SmtpCommand *command, gsize *size, gboolean *last)
{
  g_autofree char *argument = g_strndup (command->argument, command->argument_length);
  char *space = strchr (argument, ' ');
  guint64 number;

  *last = FALSE;
  if (space != NULL)
    {
      *space = '\0';
      *last = TRUE;
      if (g_ascii_strcasecmp (g_strstrip (space + 1), "LAST") != 0)
        return FALSE;
    }
  if (!g_ascii_string_to_unsigned (argument, 10, 0, G_MAXSIZE, &number, NULL))
    return FALSE;
  *size = number;
  return TRUE;
}

/* The bytes come in any case, right behind the command: they are waited for also where they will be
 * refused. */
gboolean
smtp_server_run_bdat (SmtpServer *server, const SmtpCommand *command)
{
  gsize size;

  if (!parse_bdat (command, &size, &server->chunk_is_last))
    return smtp_server_say (server, "501 5.5.4 Syntax: BDAT size [LAST]\r\n");
  server->chunk_comes = TRUE;
  line_reader_expect_bytes (&server->reader, size, smtp_server_content_limit (server));
  return FALSE;
}

static gboolean
is_too_large (const SmtpServer *server, gsize length)
{
  return server->chunks->len + length > smtp_server_content_limit (server);
}

static void
keep_chunk (SmtpServer *server, const char *bytes, gsize length)
{
  server->state = SMTP_SERVER_CHUNKS;
  g_string_append_len (server->chunks, bytes, (gssize) length);
  g_string_printf (server->out, "250 2.0.0 %" G_GSIZE_FORMAT " octets received\r\n", length);
  smtp_server_say_out (server, 250);
}

/* What is refused ends the transaction: chunks that were sent ahead find no recipients. */
static void
refuse_chunk (SmtpServer *server, const char *wire)
{
  smtp_server_forget_transaction (server);
  server->state = SMTP_SERVER_READY;
  smtp_server_say (server, wire);
}

void
smtp_server_take_chunk (SmtpServer *server, const char *bytes, gsize length, gboolean too_large)
{
  server->chunk_comes = FALSE;
  line_reader_expect (&server->reader, LINE_READER_LINES, SMTP_SERVER_LONGEST_RESPONSE);
  if (server->refused || (server->state != SMTP_SERVER_RCPT && server->state != SMTP_SERVER_CHUNKS))
    {
      smtp_server_say (server, "503 5.5.1 Need a valid RCPT command first\r\n");
      return;
    }
  if (server->chunks == NULL)
    server->chunks = g_string_sized_new (length);
  if (too_large || is_too_large (server, length))
    refuse_chunk (server, "552 5.3.4 Message size exceeds fixed limit\r\n");
  else if (!server->chunk_is_last)
    keep_chunk (server, bytes, length);
  else
    {
      g_string_append_len (server->chunks, bytes, (gssize) length);
      smtp_server_take_content (server, server->chunks->str, server->chunks->len, FALSE);
    }
}
