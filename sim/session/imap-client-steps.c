/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-client-steps.h"

#include <string.h>

#include "sim/codec/imap-scanner.h"
#include "sim/codec/imap-sequence.h"

/* Begins a command in OUT with the next tag. */
static void
begin_command (ImapClient *client, const char *verb)
{
  g_string_printf (client->out, "A%u %s", ++client->last_tag, verb);
}

static void
say_command (ImapClient *client)
{
  g_string_append (client->out, "\r\n");
  client->output->say (client->user, SESSION_COMMAND, 0, client->out->str, client->out->len);
}

static void
go_on (ImapClient *client)
{
  imap_client_enter (client, (ImapClientState) imap_client_step (client)->row.next);
}

/* A quoted string holds ASCII only; all else goes as a literal (RFC 3501 4.3). */
static void
say_login (ImapClient *client)
{
  client->owes_password = !g_str_is_ascii (client->password);
  begin_command (client, "LOGIN ");
  imap_scanner_write_quoted (client->out, client->name);
  g_string_append_c (client->out, ' ');
  if (client->owes_password)
    g_string_append_printf (client->out, "{%" G_GSIZE_FORMAT "}", strlen (client->password));
  else
    imap_scanner_write_quoted (client->out, client->password);
  say_command (client);
}

void
imap_client_go_on_with_login (ImapClient *client)
{
  if (client->state != IMAP_CLIENT_LOGIN || !client->owes_password)
    return;
  client->owes_password = FALSE;
  g_string_assign (client->out, client->password);
  say_command (client);
}

static void
say_list (ImapClient *client)
{
  begin_command (client, "LIST \"\" \"*\"");
  say_command (client);
}

static void
say_select (ImapClient *client)
{
  begin_command (client, "SELECT INBOX");
  say_command (client);
}

/* Nothing is left to ask: waits for news, or leaves. */
static void
rest (ImapClient *client)
{
  imap_client_enter (client, client->stays && client->offered && !client->leaves ? IMAP_CLIENT_IDLE : IMAP_CLIENT_LOGOUT);
}

/* Fetches only where there can be something new. */
static void
look_for_new (ImapClient *client)
{
  gboolean nothing = client->exists == 0 || (client->uid_next != 0 && client->uid_next <= client->first_uid);

  if (nothing)
    rest (client);
  else
    imap_client_enter (client, IMAP_CLIENT_FETCH);
}

static void
end_select (ImapClient *client)
{
  if (client->exists > 0 && client->first_uid > 1)
    imap_client_enter (client, IMAP_CLIENT_SYNC);
  else
    look_for_new (client);
}

/* What other devices did to the messages that are here (RFC 4549 4.3). */
static void
say_sync (ImapClient *client)
{
  begin_command (client, "UID FETCH ");
  g_string_append_printf (client->out, "1:%u (FLAGS)", client->first_uid - 1);
  say_command (client);
}

static void
say_fetch (ImapClient *client)
{
  begin_command (client, "UID FETCH ");
  g_string_append_printf (client->out, "%u:* (FLAGS BODY.PEEK[])", client->first_uid);
  say_command (client);
}

static void
end_fetch (ImapClient *client)
{
  client->uid_next = client->first_uid; /* all that there was is here */
  if (client->fetched->len > 0)
    imap_client_enter (client, IMAP_CLIENT_STORE);
  else
    rest (client);
}

static void
say_store (ImapClient *client)
{
  begin_command (client, "UID STORE ");
  imap_sequence_write (client->fetched, client->out);
  g_string_append (client->out, " +FLAGS.SILENT (\\Seen)");
  say_command (client);
  g_array_set_size (client->fetched, 0);
}

static void
say_idle (ImapClient *client)
{
  begin_command (client, "IDLE");
  say_command (client);
}

void
imap_client_say_done (ImapClient *client)
{
  client->idling = FALSE;
  client->output->say (client->user, SESSION_COMMAND, 0, "DONE\r\n", 6);
}

static void
end_idle (ImapClient *client)
{
  if (client->leaves)
    imap_client_enter (client, IMAP_CLIENT_LOGOUT);
  else
    look_for_new (client);
}

static void
say_logout (ImapClient *client)
{
  begin_command (client, "LOGOUT");
  say_command (client);
}

static const ImapClientStep steps[] = {
  { { "CONNECT", 1 << IMAP_CLIENT_GREETING, IMAP_CLIENT_LOGIN }, NULL, go_on },
  { { "LOGIN", 1 << IMAP_CLIENT_LOGIN, IMAP_CLIENT_LIST }, say_login, go_on },
  { { "LIST", 1 << IMAP_CLIENT_LIST, IMAP_CLIENT_SELECT }, say_list, go_on },
  { { "SELECT", 1 << IMAP_CLIENT_SELECT, IMAP_CLIENT_FETCH }, say_select, end_select },
  { { "UID FETCH FLAGS", 1 << IMAP_CLIENT_SYNC, IMAP_CLIENT_FETCH }, say_sync, look_for_new },
  { { "UID FETCH", 1 << IMAP_CLIENT_FETCH, IMAP_CLIENT_STORE }, say_fetch, end_fetch },
  { { "UID STORE", 1 << IMAP_CLIENT_STORE, IMAP_CLIENT_IDLE }, say_store, rest },
  { { "IDLE", 1 << IMAP_CLIENT_IDLE, IMAP_CLIENT_FETCH }, say_idle, end_idle },
  { { "LOGOUT", 1 << IMAP_CLIENT_LOGOUT, IMAP_CLIENT_CLOSED }, say_logout, imap_client_finish },
  { { "", 1 << IMAP_CLIENT_CLOSED, -1 }, NULL, NULL },
};

const ImapClientStep *
imap_client_step (const ImapClient *client)
{
  return &steps[client->state];
}

void
imap_client_enter (ImapClient *client, ImapClientState state)
{
  client->state = state;
  if (imap_client_step (client)->enter != NULL)
    imap_client_step (client)->enter (client);
}

const SessionTable *
imap_client_table (void)
{
  static const char *const states[] = { "GREETING", "LOGIN", "LIST", "SELECT", "SYNC", "FETCH", "STORE", "IDLE", "LOGOUT", "CLOSED" };
  static const SessionRow ways[] = {
    { "mail is here", 1 << IMAP_CLIENT_SELECT, IMAP_CLIENT_SYNC },
    { "nothing new", 1 << IMAP_CLIENT_SELECT | 1 << IMAP_CLIENT_SYNC | 1 << IMAP_CLIENT_FETCH, IMAP_CLIENT_IDLE },
    { "leaves, or NO or BAD", 1 << IMAP_CLIENT_LOGIN | 1 << IMAP_CLIENT_LIST | 1 << IMAP_CLIENT_SELECT | 1 << IMAP_CLIENT_SYNC | 1 << IMAP_CLIENT_FETCH | 1 << IMAP_CLIENT_STORE | 1 << IMAP_CLIENT_IDLE, IMAP_CLIENT_LOGOUT },
  };
  static const SessionTable table = { "IMAP client", states, G_N_ELEMENTS (states), steps, sizeof steps[0], G_N_ELEMENTS (steps), ways, G_N_ELEMENTS (ways) };

  return &table;
}
