/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-client.h"

#include <string.h>

#include "tests/session/session-lab.h"

typedef struct
{
  Lab lab;
  guint32 first_uid;
  const char *password;
  gboolean stays;
  GString *events;
} Owner;

static void
on_fetched (gpointer user, guint32 uid, GBytes *content)
{
  Owner *owner = user;
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  g_string_append_printf (owner->events, "%u=%.*s;", uid, (int) length, bytes != NULL ? bytes : "");
}

static void
on_marked (gpointer user, guint32 uid, guint32 flags)
{
  Owner *owner = user;

  g_string_append_printf (owner->events, "%u:%u;", uid, flags);
}

static void
on_finished (gpointer user, const char *error)
{
  Owner *owner = user;

  g_string_append_printf (owner->events, "finished:%s", error != NULL ? error : "ok");
}

static const ImapClientEvents events = { on_fetched, on_marked, on_finished };

static gpointer
begin (gpointer user)
{
  Owner *owner = user;
  const ImapClientConfig config = { "alice", owner->password, owner->first_uid, owner->stays };

  g_string_truncate (owner->events, 0);
  return imap_client_new (&config, &lab_output, &events, owner);
}

static void
receive (gpointer client, const guint8 *bytes, gsize length)
{
  imap_client_receive (client, bytes, length);
}

static void
end (gpointer client, gpointer user)
{
  imap_client_free (client);
}

static const LabKind kind = { begin, receive, end };

#define LOGIN { "", "" }, { "* OK hello\r\n", "A1 LOGIN \"alice\" \"secret\"\r\n" }, { "A1 OK in\r\n", "A2 LIST \"\" \"*\"\r\n" }, { "A2 OK done\r\n", "A3 SELECT INBOX\r\n" }
#define MAILBOX "* FLAGS (\\Seen)\r\n* 2 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 10] x\r\nA3 OK [READ-WRITE] done\r\n"
#define BYE(tag) { "* BYE bye\r\n" tag " OK done\r\n", "[close]" }

typedef struct
{
  const char *name;
  guint32 first_uid;
  const char *events;
  Turn turns[12];
} Dialogue;

static const Dialogue dialogues[] = {
  { "fetch", 0, "3=a\r\n;4=;9=b)\r\n;finished:ok",
    { LOGIN, { MAILBOX, "A4 UID FETCH 1:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 1 FETCH (UID 3 FLAGS () BODY[] {3}\r\na\r\n)\r\n", "" },
      { "* 2 FETCH (BODY[] {0}\r\n UID 4)\r\n* 3 FETCH (UID 9 BODY[] {4}\r\nb)\r\n)\r\n", "" },
      { "A4 OK done\r\n", "A5 UID STORE 3:4,9 +FLAGS.SILENT (\\Seen)\r\n" },
      { "A5 OK done\r\n", "A6 LOGOUT\r\n" }, BYE ("A6"), { "* OK x\r\n", "" } } },
  { "only-new", 7, "9=b;finished:ok",
    { LOGIN, { MAILBOX, "A4 UID FETCH 1:6 (FLAGS)\r\n" }, { "A4 OK done\r\n", "A5 UID FETCH 7:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 2 FETCH (UID 9 BODY[] {1}\r\nb)\r\nA5 OK done\r\n", "A6 UID STORE 9 +FLAGS.SILENT (\\Seen)\r\n" },
      { "A6 OK done\r\n", "A7 LOGOUT\r\n" }, BYE ("A7") } },
  { "last-is-old", 7, "finished:ok",
    { LOGIN, { "* 2 EXISTS\r\nA3 OK done\r\n", "A4 UID FETCH 1:6 (FLAGS)\r\n" }, { "A4 OK done\r\n", "A5 UID FETCH 7:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 2 FETCH (UID 6 BODY[] {1}\r\nb)\r\nA5 OK done\r\n", "A6 LOGOUT\r\n" }, BYE ("A6") } },
  { "nothing-new", 10, "finished:ok", { LOGIN, { MAILBOX, "A4 UID FETCH 1:9 (FLAGS)\r\n" }, { "A4 OK done\r\n", "A5 LOGOUT\r\n" }, BYE ("A5") } },
  { "nothing-at-all", 0, "finished:ok", { LOGIN, { "* 0 EXISTS\r\nA3 OK done\r\n", "A4 LOGOUT\r\n" }, BYE ("A4") } },
  { "flags-alone", 0, "finished:ok",
    { LOGIN, { MAILBOX, "A4 UID FETCH 1:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n* 3 EXISTS\r\n* 1 EXPUNGE\r\nA4 OK done\r\n", "A5 LOGOUT\r\n" }, BYE ("A5") } },
  { "preauth", 0, "finished:ok",
    { { "* PREAUTH hello\r\n", "A1 LIST \"\" \"*\"\r\n" }, { "* LIST () \"/\" INBOX\r\nA1 OK done\r\n", "A2 SELECT INBOX\r\n" },
      { "* 0 EXISTS\r\nA2 OK done\r\n", "A3 LOGOUT\r\n" }, BYE ("A3") } },
  { "login-refused", 0, "finished:Wrong",
    { { "* OK [CAPABILITY IMAP4rev1] hello\r\n", "A1 LOGIN \"alice\" \"secret\"\r\n" },
      { "A1 NO [AUTHENTICATIONFAILED] Wrong\r\n", "A2 LOGOUT\r\n" }, BYE ("A2") } },
  { "select-refused", 0, "finished:What?", { LOGIN, { "A3 BAD What?\r\n", "A4 LOGOUT\r\n" }, BYE ("A4") } },
  { "logout-refused", 0, "finished:What?",
    { LOGIN, { "* 0 EXISTS\r\nA3 OK done\r\n", "A4 LOGOUT\r\n" }, { "A4 BAD What?\r\n", "[close]" } } },
  { "bye-at-once", 0, "finished:Too busy", { { "* BYE Too busy\r\n", "[close]" }, { "x\r\n", "" } } },
  { "bye-in-between", 0, "finished:Shutting down", { LOGIN, { "* BYE Shutting down\r\n", "[close]" } } },
  { "no-greeting", 0, "finished:The server did not greet", { { "* 5 EXISTS\r\n", "[close]" } } },
  { "other-protocol", 0, "finished:The server answered a command that was not given", { { "220 smtp ready\r\n", "[close]" } } },
  { "unreadable", 0, "finished:The server gave a response that can't be read", { { "\r\n", "[close]" } } },
  { "other-tag", 0, "finished:The server answered a command that was not given", { LOGIN, { "A1 OK again\r\n", "[close]" } } },
  { "bad-fetch", 0, "finished:The server's answer to FETCH can't be read",
    { LOGIN, { MAILBOX, "A4 UID FETCH 1:* (FLAGS BODY.PEEK[])\r\n" }, { "* 1 FETCH UID 3\r\n", "[close]" } } },
};

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *it = data;
  Owner owner = { .first_uid = it->first_uid, .password = "secret", .events = g_string_new (NULL) };
  guint count = 0;

  lab_init (&owner.lab);
  while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
    count++;
  lab_run (&kind, &owner, it->name, it->turns, count);
  g_assert_cmpstr (owner.events->str, ==, it->events);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

#define IDLE_LOGIN { "", "" }, { "* OK [CAPABILITY IMAP4rev1 IDLE] hello\r\n", "A1 LOGIN \"alice\" \"secret\"\r\n" }, \
  { "A1 OK in\r\n", "A2 LIST \"\" \"*\"\r\n" }, { "A2 OK done\r\n", "A3 SELECT INBOX\r\n" }

/* It learns what another device did, fetches what comes while it idles, and doesn't mark again what is seen. */
static const Dialogue stays[] = {
  { "idle", 7, "3:1;6:0;9=b;6:1;10=c;",
    { IDLE_LOGIN,
      { "* 3 EXISTS\r\n* OK [UIDNEXT 10] x\r\nA3 OK done\r\n", "A4 UID FETCH 1:6 (FLAGS)\r\n" },
      { "* 1 FETCH (UID 3 FLAGS (\\Seen \\Recent x))\r\n* 2 FETCH (FLAGS () UID 6)\r\nA4 OK done\r\n", "A5 UID FETCH 7:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 3 FETCH (UID 9 FLAGS () BODY[] {1}\r\nb)\r\nA5 OK done\r\n", "A6 UID STORE 9 +FLAGS.SILENT (\\Seen)\r\n" },
      { "A6 OK done\r\n", "A7 IDLE\r\n" },
      { "+ idling\r\n* 1 EXPUNGE\r\n* 1 FETCH (FLAGS (\\Seen))\r\n", "" },
      { "* 3 EXISTS\r\n", "DONE\r\n" },
      { "A7 OK done\r\n", "A8 UID FETCH 10:* (FLAGS BODY.PEEK[])\r\n" },
      { "* 3 FETCH (UID 10 FLAGS (\\Seen) BODY[] {1}\r\nc)\r\nA8 OK done\r\n", "A9 IDLE\r\n" } } },
  { "news-before-idle", 1, "",
    { IDLE_LOGIN, { "* 0 EXISTS\r\nA3 OK done\r\n", "A4 IDLE\r\n" }, { "* 1 EXISTS\r\n+ idling\r\n", "DONE\r\n" },
      { "A4 OK done\r\n", "A5 UID FETCH 1:* (FLAGS BODY.PEEK[])\r\n" } } },
  { "no-idle-offered", 1, "finished:ok",
    { { "", "" }, { "* OK [CAPABILITY IMAP4rev1] x\r\n", "A1 LOGIN \"alice\" \"secret\"\r\n" }, { "A1 OK in\r\n", "A2 LIST \"\" \"*\"\r\n" },
      { "A2 OK done\r\n", "A3 SELECT INBOX\r\n" }, { "* 0 EXISTS\r\nA3 OK done\r\n", "A4 LOGOUT\r\n" }, BYE ("A4") } },
};

static void
run_staying (const Dialogue *it)
{
  Owner owner = { .first_uid = it->first_uid, .password = "secret", .stays = TRUE, .events = g_string_new (NULL) };
  guint count = 0;

  lab_init (&owner.lab);
  while (count < G_N_ELEMENTS (it->turns) && it->turns[count].say != NULL)
    count++;
  lab_run (&kind, &owner, it->name, it->turns, count);
  g_assert_cmpstr (owner.events->str, ==, it->events);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_staying (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    run_staying (&stays[i]);
}

static void
test_quoting (void)
{
  static const Turn turns[] = { { "* OK\r\n", "A1 LOGIN \"alice\" \"a\\\"b\\\\c d\"\r\n" } };
  Owner owner = { .password = "a\"b\\c d", .events = g_string_new (NULL) };

  lab_init (&owner.lab);
  lab_run (&kind, &owner, "quoting", turns, 1);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

/* Once, however often the server says that it is ready. */
static void
test_literal_password (void)
{
  static const Turn turns[] = {
    { "* OK\r\n", "A1 LOGIN \"alice\" {4}\r\n" },
    { "+ go on\r\n", "p\xc3\xa4\"\r\n" },
    { "+ go on\r\n", "" },
    { "A1 OK in\r\n", "A2 LIST \"\" \"*\"\r\n" },
    { "+ go on\r\n", "" },
  };
  Owner owner = { .password = "p\xc3\xa4\"", .events = g_string_new (NULL) };

  lab_init (&owner.lab);
  lab_run (&kind, &owner, "literal-password", turns, G_N_ELEMENTS (turns));
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_garbage (void)
{
  Owner owner = { .password = "secret", .events = g_string_new (NULL) };

  lab_init (&owner.lab);
  lab_run_garbage (&kind, &owner, "", 100);
  lab_run_garbage (&kind, &owner, "* OK\r\nA1 OK\r\n* ", 200);
  lab_run_garbage (&kind, &owner, "* OK\r\nA1 OK\r\nA2 OK\r\n* 1 EXISTS\r\nA3 OK\r\n* 1 FETCH (", 200);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_table (void)
{
  lab_check_table (imap_client_table (), 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/imap-client/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/imap-client/quoting", test_quoting);
  g_test_add_func ("/imap-client/literal-password", test_literal_password);
  g_test_add_func ("/imap-client/garbage", test_garbage);
  g_test_add_func ("/imap-client/table", test_table);
  g_test_add_func ("/imap-client/staying", test_staying);
  return g_test_run ();
}
