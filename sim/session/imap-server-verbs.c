/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

static const char *
run_noop (ImapServer *server, ImapCommand *command)
{
  return "OK Completed";
}

static const char *
run_logout (ImapServer *server, ImapCommand *command)
{
  g_string_append (server->out, "* BYE Logging out\r\n");
  return "OK LOGOUT completed";
}

/* "NIL", or "(" and pairs of strings, the second of which may be NIL (RFC 2971 3.1). */
static gboolean
take_id (ImapScanner *scanner)
{
  if (imap_scanner_take_word (scanner, "NIL"))
    return TRUE;
  return scanner->at < scanner->end && *scanner->at == '(' && imap_scanner_skip_value (scanner);
}

static const char *
run_id (ImapServer *server, ImapCommand *command)
{
  if (!imap_scanner_take_char (&command->rest, ' ') || !take_id (&command->rest) || !imap_server_ends (command))
    return "BAD NIL or a list is needed";
  g_string_append (server->out, "* ID (\"name\" \"mailflow\")\r\n");
  return "OK ID completed";
}

/* RFC 2342 5: all is the user's own. */
static const char *
run_namespace (ImapServer *server, ImapCommand *command)
{
  g_string_append (server->out, "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");
  return "OK NAMESPACE completed";
}

/* Takes one capability; what can't be enabled is passed over (RFC 5161 3.1). */
static gboolean
enable (ImapServer *server, ImapScanner *rest, GString *enabled)
{
  const char *atom;
  gsize length;

  if (imap_scanner_take_word (rest, "CONDSTORE"))
    {
      g_string_append (enabled, server->form & IMAP_VIEW_CONDSTORE ? "" : " CONDSTORE");
      imap_server_enable_condstore (server);
      return TRUE;
    }
  if (imap_scanner_take_word (rest, "IMAP4rev2"))
    {
      g_string_append (enabled, server->form & IMAP_VIEW_REV2 ? "" : " IMAP4rev2");
      server->form |= IMAP_VIEW_REV2;
      return TRUE;
    }
  return imap_scanner_take_atom (rest, &atom, &length);
}

static const char *
run_enable (ImapServer *server, ImapCommand *command)
{
  g_autoptr (GString) enabled = g_string_new (NULL);

  if (imap_server_ends (command))
    return "BAD A capability is needed";
  while (!imap_server_ends (command))
    if (!imap_scanner_take_char (&command->rest, ' ') || !enable (server, &command->rest, enabled))
      return "BAD Capabilities are needed";
  g_string_append_printf (server->out, "* ENABLED%s\r\n", enabled->str);
  return "OK ENABLE completed";
}

void
imap_server_write_capabilities (GString *out)
{
  g_string_append (out, "IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR AUTH=PLAIN AUTH=LOGIN ID ENABLE IDLE NAMESPACE CHILDREN UNSELECT UIDPLUS MOVE "
                        "MULTIAPPEND LIST-EXTENDED LIST-STATUS SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE CONDSTORE QUOTA "
                        "ESEARCH SEARCHRES SORT SORT=DISPLAY ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES");
}

static const char *
run_capability (ImapServer *server, ImapCommand *command)
{
  g_string_append (server->out, "* CAPABILITY ");
  imap_server_write_capabilities (server->out);
  g_string_append (server->out, "\r\n");
  return "OK CAPABILITY completed";
}

enum
{
  NOT_AUTHENTICATED = 1 << IMAP_SERVER_NOT_AUTHENTICATED,
  AUTHENTICATED = 1 << IMAP_SERVER_AUTHENTICATED,
  SELECTED = 1 << IMAP_SERVER_SELECTED,
  LOGGED_IN = AUTHENTICATED | SELECTED,
  ANY = NOT_AUTHENTICATED | LOGGED_IN,
};

/* RFC 3501 6, RFC 9051 6 */
static const ImapServerVerb verbs[] = {
  { { "CAPABILITY", ANY, -1 }, run_capability, TRUE, FALSE },
  { { "NOOP", ANY, -1 }, run_noop, TRUE, FALSE },
  { { "LOGOUT", ANY, IMAP_SERVER_LOGOUT }, run_logout, TRUE, FALSE },
  { { "ID", ANY, -1 }, run_id, FALSE, FALSE },
  { { "LOGIN", NOT_AUTHENTICATED, IMAP_SERVER_AUTHENTICATED }, imap_server_run_login, FALSE, FALSE },
  { { "AUTHENTICATE", NOT_AUTHENTICATED, IMAP_SERVER_AUTHENTICATED }, imap_server_run_authenticate, FALSE, FALSE },
  { { "ENABLE", LOGGED_IN, -1 }, run_enable, FALSE, FALSE },
  { { "SELECT", LOGGED_IN, IMAP_SERVER_SELECTED }, imap_server_run_select, FALSE, FALSE },
  { { "EXAMINE", LOGGED_IN, IMAP_SERVER_SELECTED }, imap_server_run_examine, FALSE, FALSE },
  { { "CREATE", LOGGED_IN, -1 }, imap_server_run_create, FALSE, FALSE },
  { { "DELETE", LOGGED_IN, -1 }, imap_server_run_delete, FALSE, FALSE },
  { { "RENAME", LOGGED_IN, -1 }, imap_server_run_rename, FALSE, FALSE },
  { { "SUBSCRIBE", LOGGED_IN, -1 }, imap_server_run_subscribe, FALSE, FALSE },
  { { "UNSUBSCRIBE", LOGGED_IN, -1 }, imap_server_run_unsubscribe, FALSE, FALSE },
  { { "LIST", LOGGED_IN, -1 }, imap_server_run_list, FALSE, FALSE },
  { { "LSUB", LOGGED_IN, -1 }, imap_server_run_lsub, FALSE, FALSE },
  { { "NAMESPACE", LOGGED_IN, -1 }, run_namespace, TRUE, FALSE },
  { { "STATUS", LOGGED_IN, -1 }, imap_server_run_status, FALSE, FALSE },
  { { "APPEND", LOGGED_IN, -1 }, imap_server_run_append, FALSE, FALSE },
  { { "IDLE", LOGGED_IN, -1 }, imap_server_run_idle, TRUE, FALSE },
  { { "GETQUOTA", LOGGED_IN, -1 }, imap_server_run_getquota, FALSE, FALSE },
  { { "GETQUOTAROOT", LOGGED_IN, -1 }, imap_server_run_getquotaroot, FALSE, FALSE },
  { { "SETQUOTA", LOGGED_IN, -1 }, imap_server_run_setquota, FALSE, FALSE },
  { { "CHECK", SELECTED, -1 }, run_noop, TRUE, FALSE },
  { { "CLOSE", SELECTED, IMAP_SERVER_AUTHENTICATED }, imap_server_run_close, TRUE, FALSE },
  { { "UNSELECT", SELECTED, IMAP_SERVER_AUTHENTICATED }, imap_server_run_unselect, TRUE, FALSE },
  { { "EXPUNGE", SELECTED, -1 }, imap_server_run_expunge, TRUE, FALSE },
  { { "UID EXPUNGE", SELECTED, -1 }, imap_server_run_uid_expunge, FALSE, FALSE },
  { { "FETCH", SELECTED, -1 }, imap_server_run_fetch, FALSE, TRUE },
  { { "UID FETCH", SELECTED, -1 }, imap_server_run_uid_fetch, FALSE, FALSE },
  { { "SEARCH", SELECTED, -1 }, imap_server_run_search, FALSE, TRUE },
  { { "UID SEARCH", SELECTED, -1 }, imap_server_run_uid_search, FALSE, FALSE },
  { { "SORT", SELECTED, -1 }, imap_server_run_sort, FALSE, TRUE },
  { { "UID SORT", SELECTED, -1 }, imap_server_run_uid_sort, FALSE, FALSE },
  { { "THREAD", SELECTED, -1 }, imap_server_run_thread, FALSE, TRUE },
  { { "UID THREAD", SELECTED, -1 }, imap_server_run_uid_thread, FALSE, FALSE },
  { { "STORE", SELECTED, -1 }, imap_server_run_store, FALSE, TRUE },
  { { "UID STORE", SELECTED, -1 }, imap_server_run_uid_store, FALSE, FALSE },
  { { "COPY", SELECTED, -1 }, imap_server_run_copy, FALSE, FALSE },
  { { "UID COPY", SELECTED, -1 }, imap_server_run_uid_copy, FALSE, FALSE },
  { { "MOVE", SELECTED, -1 }, imap_server_run_move, FALSE, FALSE },
  { { "UID MOVE", SELECTED, -1 }, imap_server_run_uid_move, FALSE, FALSE },
};

const ImapServerVerb *
imap_server_find_verb (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].row.verb, verb) == 0)
      return &verbs[i];
  return NULL;
}

const SessionTable *
imap_server_table (void)
{
  static const char *const states[] = { "NOT AUTHENTICATED", "AUTHENTICATED", "SELECTED", "LOGOUT" };
  static const SessionTable table = { "IMAP server", states, G_N_ELEMENTS (states), verbs, sizeof verbs[0], G_N_ELEMENTS (verbs), NULL, 0 };

  return &table;
}
