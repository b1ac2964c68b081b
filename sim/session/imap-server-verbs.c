/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

#include "sim/session/imap-flags.h"

#define ALL_FLAGS "\\Answered \\Flagged \\Deleted \\Seen \\Draft"

static const char *
run_capability (ImapServer *server, ImapCommand *command)
{
  g_string_append (server->out, "* CAPABILITY " IMAP_SERVER_CAPABILITY "\r\n");
  return "OK CAPABILITY completed";
}

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

/* One argument after a space; NULL where there is none. */
static char *
dup_argument (ImapCommand *command)
{
  return imap_scanner_take_char (&command->rest, ' ') ? imap_scanner_dup_astring (&command->rest) : NULL;
}

static const char *
run_login (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = dup_argument (command);
  g_autofree char *password = name != NULL ? dup_argument (command) : NULL;

  if (password == NULL || !imap_scanner_is_at_end (&command->rest))
    return "BAD Syntax: LOGIN name password";
  server->open = server->maildrop->open (server->user, name, password);
  return server->open ? "OK [CAPABILITY " IMAP_SERVER_CAPABILITY "] Logged in"
                      : "NO [AUTHENTICATIONFAILED] Invalid name or password"; /* RFC 5530 */
}

/* The number of the first message without \Seen, or 0; *COUNT is how many there are. */
static guint
find_unseen (const ImapServer *server, guint *count)
{
  guint first = 0;

  *count = 0;
  for (guint i = 0; i < server->view.entries->len; i++)
    if (!(imap_view_entry (&server->view, i)->flags & MAIL_SEEN) && ++*count == 1)
      first = i + 1;
  return first;
}

/* What a mailbox is like (RFC 3501 6.3.1). */
static void
describe_mailbox (ImapServer *server)
{
  guint unseen, first = find_unseen (server, &unseen);

  g_string_append_printf (server->out, "* FLAGS (" ALL_FLAGS ")\r\n* %u EXISTS\r\n* 0 RECENT\r\n",
                          server->view.entries->len);
  if (first > 0)
    g_string_append_printf (server->out, "* OK [UNSEEN %u] First unseen\r\n", first);
  g_string_append_printf (server->out, "* OK [PERMANENTFLAGS (%s)] Flags that last\r\n",
                          server->read_only ? "" : ALL_FLAGS);
  g_string_append_printf (server->out, "* OK [UIDVALIDITY %u] UIDs valid\r\n* OK [UIDNEXT %u] Next UID\r\n",
                          server->maildrop->uid_validity (server->user), server->maildrop->uid_next (server->user));
}

/* A SELECT that fails leaves no mailbox selected (RFC 3501 6.3.1). */
static const char *
select_mailbox (ImapServer *server, ImapCommand *command, gboolean read_only)
{
  g_autofree char *name = dup_argument (command);

  if (name == NULL || !imap_scanner_is_at_end (&command->rest))
    return "BAD A mailbox name is needed";
  imap_view_forget (&server->view);
  server->state = IMAP_SERVER_AUTHENTICATED;
  if (g_ascii_strcasecmp (name, "INBOX") != 0)
    return "NO [NONEXISTENT] No such mailbox";
  server->read_only = read_only;
  imap_view_load (&server->view);
  describe_mailbox (server);
  return read_only ? "OK [READ-ONLY] EXAMINE completed" : "OK [READ-WRITE] SELECT completed";
}

static const char *
run_select (ImapServer *server, ImapCommand *command)
{
  return select_mailbox (server, command, FALSE);
}

static const char *
run_examine (ImapServer *server, ImapCommand *command)
{
  return select_mailbox (server, command, TRUE);
}

/* "*" matches anything, "%" anything within one level of the hierarchy: there is only one. Goes
 * through PATTERN once, with the set of places in NAME that it may have come to. */
static gboolean
matches (const char *pattern, const char *name)
{
  guint length = (guint) strlen (name);
  guint32 places = 1;

  for (; *pattern != '\0' && places != 0; pattern++)
    {
      guint32 next = 0;

      for (guint i = 0; i <= length; i++)
        if (*pattern == '*' || *pattern == '%')
          next |= (places & ((2u << i) - 1)) != 0 ? 1u << i : 0;
        else if (places & 1u << i && g_ascii_toupper (*pattern) == name[i])
          next |= 2u << i;
      places = next;
    }
  return (places & 1u << length) != 0;
}

/* The pattern of LIST, which unlike other arguments may hold "*" and "%" (list-mailbox). */
static char *
dup_pattern (ImapCommand *command)
{
  ImapScanner *scanner = &command->rest;
  const char *start;

  if (!imap_scanner_take_char (scanner, ' '))
    return NULL;
  start = scanner->at;
  if (scanner->at < scanner->end && (*scanner->at == '"' || *scanner->at == '{'))
    return imap_scanner_dup_string (scanner);
  while (scanner->at < scanner->end && g_ascii_isgraph (*scanner->at))
    scanner->at++;
  return scanner->at > start ? g_strndup (start, (gsize) (scanner->at - start)) : NULL;
}

static const char *
list (ImapServer *server, ImapCommand *command, const char *verb)
{
  g_autofree char *reference = dup_argument (command);
  g_autofree char *pattern = reference != NULL ? dup_pattern (command) : NULL;
  g_autofree char *full = NULL;

  if (pattern == NULL || !imap_scanner_is_at_end (&command->rest))
    return "BAD A reference and a mailbox pattern are needed";
  full = g_strconcat (reference, pattern, NULL);
  if (strlen (full) > 255)
    return "BAD Mailbox pattern too long";
  if (*pattern == '\0')
    g_string_append_printf (server->out, "* %s (\\Noselect) \"/\" \"\"\r\n", verb);
  else if (matches (full, "INBOX"))
    g_string_append_printf (server->out, "* %s () \"/\" INBOX\r\n", verb);
  return "OK Completed";
}

static const char *
run_list (ImapServer *server, ImapCommand *command)
{
  return list (server, command, "LIST");
}

static const char *
run_lsub (ImapServer *server, ImapCommand *command)
{
  return list (server, command, "LSUB");
}

typedef struct
{
  const char *name;
  guint32 (*get) (ImapServer *server);
} StatusItem;

static guint32
status_messages (ImapServer *server)
{
  return server->maildrop->count (server->user);
}

static guint32
status_recent (ImapServer *server)
{
  return 0;
}

static guint32
status_uid_next (ImapServer *server)
{
  return server->maildrop->uid_next (server->user);
}

static guint32
status_uid_validity (ImapServer *server)
{
  return server->maildrop->uid_validity (server->user);
}

static guint32
status_unseen (ImapServer *server)
{
  guint count = server->maildrop->count (server->user), unseen = 0;

  for (guint i = 0; i < count; i++)
    if (!(server->maildrop->flags (server->user, i) & MAIL_SEEN))
      unseen++;
  return unseen;
}

static const StatusItem status_items[] = {
  { "MESSAGES", status_messages },
  { "RECENT", status_recent },
  { "UIDNEXT", status_uid_next },
  { "UIDVALIDITY", status_uid_validity },
  { "UNSEEN", status_unseen },
};

static gboolean
append_status_item (ImapServer *server, ImapCommand *command, GString *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_items); i++)
    if (imap_scanner_take_word (&command->rest, status_items[i].name))
      {
        g_string_append_printf (answer, "%s%s %u", answer->len > 0 ? " " : "", status_items[i].name,
                                status_items[i].get (server));
        return TRUE;
      }
  return FALSE;
}

/* RFC 3501 6.3.10 */
static const char *
run_status (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = dup_argument (command);
  g_autoptr (GString) answer = g_string_new (NULL);

  if (name == NULL || !imap_scanner_take_char (&command->rest, ' ') || !imap_scanner_take_char (&command->rest, '('))
    return "BAD A mailbox name and a list of items are needed";
  do
    if (!append_status_item (server, command, answer))
      return "BAD Unknown STATUS item";
  while (imap_scanner_take_char (&command->rest, ' '));
  if (!imap_scanner_take_char (&command->rest, ')') || !imap_scanner_is_at_end (&command->rest))
    return "BAD A list of items is needed";
  if (g_ascii_strcasecmp (name, "INBOX") != 0)
    return "NO [NONEXISTENT] No such mailbox";
  g_string_append_printf (server->out, "* STATUS INBOX (%s)\r\n", answer->str);
  return "OK STATUS completed";
}

enum
{
  NOT_AUTHENTICATED = 1 << IMAP_SERVER_NOT_AUTHENTICATED,
  AUTHENTICATED = 1 << IMAP_SERVER_AUTHENTICATED,
  SELECTED = 1 << IMAP_SERVER_SELECTED,
  LOGGED_IN = AUTHENTICATED | SELECTED,
  ANY = NOT_AUTHENTICATED | LOGGED_IN,
};

/* RFC 3501 6 */
static const ImapServerVerb verbs[] = {
  { { "CAPABILITY", ANY, -1 }, run_capability, TRUE, FALSE },
  { { "NOOP", ANY, -1 }, run_noop, TRUE, FALSE },
  { { "LOGOUT", ANY, IMAP_SERVER_LOGOUT }, run_logout, TRUE, FALSE },
  { { "LOGIN", NOT_AUTHENTICATED, IMAP_SERVER_AUTHENTICATED }, run_login, FALSE, FALSE },
  { { "SELECT", LOGGED_IN, IMAP_SERVER_SELECTED }, run_select, FALSE, FALSE },
  { { "EXAMINE", LOGGED_IN, IMAP_SERVER_SELECTED }, run_examine, FALSE, FALSE },
  { { "LIST", LOGGED_IN, -1 }, run_list, FALSE, FALSE },
  { { "LSUB", LOGGED_IN, -1 }, run_lsub, FALSE, FALSE },
  { { "STATUS", LOGGED_IN, -1 }, run_status, FALSE, FALSE },
  { { "CHECK", SELECTED, -1 }, run_noop, TRUE, FALSE },
  { { "CLOSE", SELECTED, IMAP_SERVER_AUTHENTICATED }, imap_server_run_close, TRUE, FALSE },
  { { "EXPUNGE", SELECTED, -1 }, imap_server_run_expunge, TRUE, FALSE },
  { { "FETCH", SELECTED, -1 }, imap_server_run_fetch, FALSE, TRUE },
  { { "UID FETCH", SELECTED, -1 }, imap_server_run_uid_fetch, FALSE, FALSE },
  { { "STORE", SELECTED, -1 }, imap_server_run_store, FALSE, TRUE },
  { { "UID STORE", SELECTED, -1 }, imap_server_run_uid_store, FALSE, FALSE },
};

const ImapServerVerb *
imap_server_find_verb (const ImapServer *server, const char *verb)
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
  static SessionRow rows[G_N_ELEMENTS (verbs)];
  static const SessionTable table = { "IMAP server", states, G_N_ELEMENTS (states), rows, G_N_ELEMENTS (rows) };
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        rows[i] = verbs[i].row;
      g_once_init_leave (&filled, 1);
    }
  return &table;
}
