/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

/* Something was changed while the client idles (RFC 2177 3). */
static void
on_changed (gpointer user)
{
  ImapServer *server = user;

  if (server->state != IMAP_SERVER_SELECTED)
    return;
  imap_view_tell (&server->view, server->form, TRUE, server->out);
  imap_server_say (server);
}

void
imap_server_stop_idling (ImapServer *server)
{
  if (server->account != NULL)
    mail_account_unwatch (server->account, server);
}

static const char *
take_line (ImapServer *server, const char *line, gsize length)
{
  imap_server_stop_idling (server);
  return length == 4 && g_ascii_strncasecmp (line, "DONE", 4) == 0 ? "OK IDLE completed" : "BAD Expected DONE";
}

const char *
imap_server_run_idle (ImapServer *server, ImapCommand *command)
{
  server->waiting = take_line;
  imap_server_ask (server, "idling");
  mail_account_watch (server->account, on_changed, server);
  on_changed (server);
  return NULL;
}

gboolean
imap_server_is_idling (const ImapServer *server)
{
  return server->waiting == take_line;
}
