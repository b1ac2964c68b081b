/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-server-verbs: what each verb does, as rows of one table. Only imap-server's own files include
 * it; a new verb is a function and a row.
 */
#pragma once

#include "sim/codec/imap-command.h"
#include "sim/codec/line-reader.h"
#include "sim/session/imap-server.h"
#include "sim/session/imap-view.h"

enum
{
  IMAP_SERVER_LONGEST_COMMAND = 64 * 1024,    /* with its literals, */
  IMAP_SERVER_LARGEST_MESSAGE = 64 << 20,     /* but for those of APPEND */
  IMAP_SERVER_MOST_BAD_COMMANDS = 100,        /* one after the other */
};

/* Appends untagged responses to OUT and returns the end of the tagged one: "OK …", "NO …", "BAD …";
 * NULL where the command is not over yet. COMMAND's rest is at its end or at the space before the
 * first argument. */
typedef const char *(*ImapServerFunc) (ImapServer *server, ImapCommand *command);

/* A line that belongs to a command that is not over; returns as ImapServerFunc does. */
typedef const char *(*ImapServerLineFunc) (ImapServer *server, const char *line, gsize length);

typedef struct
{
  SessionRow row;
  ImapServerFunc run;
  gboolean bare;      /* takes no argument */
  gboolean numbers;   /* names messages by number: no EXPUNGE may be told (RFC 3501 7.4.1) */
} ImapServerVerb;

struct ImapServer
{
  ImapServerConfig config;
  char *host_name;
  const SessionOutput *output; /* borrowed */
  gpointer user;               /* borrowed */
  ImapServerState state;
  LineReader reader;
  GString *out;    /* the untagged responses of the present command */
  GString *result; /* the text of its tagged one, where it is put together */
  MailAccount *account;        /* borrowed; NULL before login */
  ImapView view;
  guint form;                  /* ImapViewForm: what was enabled */
  GArray *saved;               /* "$": guint32 UIDs, rising (RFC 5182); NULL: empty */
  char *tag;                   /* of the present command */
  const ImapServerVerb *verb;
  ImapServerLineFunc waiting;  /* takes the next line; NULL: a command */
  char *login_name;            /* of AUTHENTICATE LOGIN, while its password is awaited; else NULL */
  guint bad_commands;
};

const ImapServerVerb *imap_server_find_verb (const char *verb);

/* imap-server.c: for what is told while a command waits. */
void imap_server_say (ImapServer *server);
/* Says "+ TEXT". */
void imap_server_ask (ImapServer *server, const char *text);

/* imap-server-arguments.c: an argument after a space; NULL where there is none. */
char *imap_server_dup_argument (ImapCommand *command);
/* A mailbox name, as the account spells it; "" where it is none that could be. */
char *imap_server_dup_mailbox (const ImapServer *server, ImapCommand *command);
char *imap_server_decode_mailbox (const ImapServer *server, const char *name);
/* Appends a mailbox name as the client reads it. */
void imap_server_write_mailbox (const ImapServer *server, const char *name, GString *out);
/* Takes " SET" and says in INDEXES which messages of the view it names; NULL where that went well,
 * or the tagged response. */
const char *imap_server_take_messages (ImapServer *server, ImapCommand *command, gboolean by_uid, GArray **indexes);
gboolean imap_server_ends (const ImapCommand *command);
const char *imap_server_result (ImapServer *server, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Whether any of INDEXES was removed by another session. */
gboolean imap_server_misses (const ImapServer *server, const GArray *indexes);
/* Switches CONDSTORE on (RFC 7162 3.1). */
void imap_server_enable_condstore (ImapServer *server);

/* imap-server-verbs.c */
void imap_server_write_capabilities (GString *out);
/* imap-server-auth.c */
const char *imap_server_run_login (ImapServer *server, ImapCommand *command);
const char *imap_server_run_authenticate (ImapServer *server, ImapCommand *command);
/* imap-server-select.c */
const char *imap_server_run_select (ImapServer *server, ImapCommand *command);
const char *imap_server_run_examine (ImapServer *server, ImapCommand *command);
const char *imap_server_run_close (ImapServer *server, ImapCommand *command);
const char *imap_server_run_unselect (ImapServer *server, ImapCommand *command);
/* imap-server-mailboxes.c */
const char *imap_server_run_create (ImapServer *server, ImapCommand *command);
const char *imap_server_run_delete (ImapServer *server, ImapCommand *command);
const char *imap_server_run_rename (ImapServer *server, ImapCommand *command);
const char *imap_server_run_subscribe (ImapServer *server, ImapCommand *command);
const char *imap_server_run_unsubscribe (ImapServer *server, ImapCommand *command);
/* imap-server-list.c */
const char *imap_server_run_list (ImapServer *server, ImapCommand *command);
const char *imap_server_run_lsub (ImapServer *server, ImapCommand *command);
/* imap-server-status.c: the items in parentheses as a bit set; FALSE where they are malformed. */
gboolean imap_server_parse_status_items (ImapScanner *scanner, guint *items);
void imap_server_write_status (ImapServer *server, const Mailbox *mailbox, guint items);
const char *imap_server_run_status (ImapServer *server, ImapCommand *command);
/* imap-server-append.c */
const char *imap_server_run_append (ImapServer *server, ImapCommand *command);
/* imap-server-copy.c */
const char *imap_server_run_copy (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_copy (ImapServer *server, ImapCommand *command);
const char *imap_server_run_move (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_move (ImapServer *server, ImapCommand *command);
/* imap-server-fetch.c */
const char *imap_server_run_fetch (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_fetch (ImapServer *server, ImapCommand *command);
/* imap-server-search.c */
const char *imap_server_run_search (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_search (ImapServer *server, ImapCommand *command);
/* imap-server-sort.c */
const char *imap_server_run_sort (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_sort (ImapServer *server, ImapCommand *command);
const char *imap_server_run_thread (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_thread (ImapServer *server, ImapCommand *command);
/* imap-server-store.c */
const char *imap_server_run_store (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_store (ImapServer *server, ImapCommand *command);
/* imap-server-expunge.c */
const char *imap_server_run_expunge (ImapServer *server, ImapCommand *command);
const char *imap_server_run_uid_expunge (ImapServer *server, ImapCommand *command);
void imap_server_expunge_all (ImapServer *server);
/* imap-server-idle.c */
const char *imap_server_run_idle (ImapServer *server, ImapCommand *command);
void imap_server_stop_idling (ImapServer *server);
/* imap-server-quota.c */
const char *imap_server_run_getquota (ImapServer *server, ImapCommand *command);
const char *imap_server_run_getquotaroot (ImapServer *server, ImapCommand *command);
const char *imap_server_run_setquota (ImapServer *server, ImapCommand *command);
