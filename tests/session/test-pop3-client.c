/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/pop3-client.h"

#include <string.h>

#include "tests/session/session-lab.h"

typedef struct
{
  Lab lab;
  gboolean leave;
  const char *known; /* a UIDL, or NULL */
  GString *events;
} Owner;

static gboolean
on_known (gpointer user, const char *uidl)
{
  Owner *owner = user;

  return owner->known != NULL && strcmp (owner->known, uidl) == 0;
}

static void
on_retrieved (gpointer user, const char *uidl, GBytes *content)
{
  Owner *owner = user;
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  g_string_append_printf (owner->events, "%s=%.*s;", uidl, (int) length, bytes != NULL ? bytes : "");
}

static void
on_finished (gpointer user, const char *error)
{
  Owner *owner = user;

  g_string_append_printf (owner->events, "finished:%s", error != NULL ? error : "ok");
}

static const Pop3ClientEvents events = { on_known, on_retrieved, on_finished };

static gpointer
begin (gpointer user)
{
  Owner *owner = user;

  g_string_truncate (owner->events, 0);
  return pop3_client_new ("alice", "secret", owner->leave, &lab_output, &events, owner);
}

static void
receive (gpointer client, const guint8 *bytes, gsize length)
{
  pop3_client_receive (client, bytes, length);
}

static void
end (gpointer client, gpointer user)
{
  pop3_client_free (client);
}

static const LabKind kind = { begin, receive, end };

#define LOGIN { "", "" }, { "+OK hello\r\n", "USER alice\r\n" }, { "+OK\r\n", "PASS secret\r\n" }, { "+OK\r\n", "STAT\r\n" }
#define TWO { "+OK 2 99\r\n", "UIDL\r\n" }
#define LIST "+OK\r\n1 aa\r\n2 bb\r\n.\r\n"

typedef struct
{
  const char *name;
  gboolean leave;
  const char *known;
  const char *events;
  Turn turns[12];
} Dialogue;

static const Dialogue dialogues[] = {
  { "fetch-and-delete", FALSE, NULL, "aa=x\r\n.\r\n;bb=;finished:ok",
    { LOGIN, TWO, { LIST, "RETR 1\r\n" }, { "+OK\r\nx\r\n..\r\n.\r\n", "DELE 1\r\n" }, { "+OK\r\n", "RETR 2\r\n" },
      { "+OK\r\n.\r\n", "DELE 2\r\n" }, { "+OK\r\n", "QUIT\r\n" }, { "+OK bye\r\n", "[close]" }, { "+OK\r\n", "" } } },
  { "leave", TRUE, NULL, "aa=x\r\n;bb=y\r\n;finished:ok",
    { LOGIN, TWO, { LIST, "RETR 1\r\n" }, { "+OK\r\nx\r\n.\r\n", "RETR 2\r\n" }, { "+OK\r\ny\r\n.\r\n", "QUIT\r\n" },
      { "+OK\r\n", "[close]" } } },
  { "leave-known", TRUE, "aa", "bb=y\r\n;finished:ok",
    { LOGIN, TWO, { LIST, "RETR 2\r\n" }, { "+OK\r\ny\r\n.\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "delete-known", FALSE, "bb", "aa=x\r\n;finished:ok",
    { LOGIN, TWO, { LIST, "RETR 1\r\n" }, { "+OK\r\nx\r\n.\r\n", "DELE 1\r\n" }, { "+OK\r\n", "DELE 2\r\n" },
      { "+OK\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "nothing", FALSE, NULL, "finished:ok", { LOGIN, { "+OK 0 0\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "greeting-refused", FALSE, NULL, "finished:Too busy", { { "-ERR Too busy\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "password-refused", FALSE, NULL, "finished:Wrong",
    { { "+OK\r\n+OK\r\n", "USER alice\r\nPASS secret\r\n" }, { "-ERR Wrong\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "uidl-refused", FALSE, NULL, "finished:What?", { LOGIN, TWO, { "-ERR What?\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "retr-refused", FALSE, NULL, "finished:Gone",
    { LOGIN, TWO, { LIST, "RETR 1\r\n" }, { "-ERR Gone\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "quit-refused", FALSE, NULL, "finished:Not all deleted",
    { LOGIN, { "+OK 0 0\r\n", "QUIT\r\n" }, { "-ERR Not all deleted\r\n", "[close]" } } },
  { "quit-refused-too", FALSE, NULL, "finished:First", { { "-ERR First\r\n", "QUIT\r\n" }, { "-ERR Second\r\n", "[close]" } } },
  { "unreadable", FALSE, NULL, "finished:The server gave a reply that is neither +OK nor -ERR", { { "220 smtp\r\n", "[close]" } } },
  { "bad-stat", FALSE, NULL, "finished:The server's answer to STAT can't be read",
    { LOGIN, { "+OK many\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "bad-uidl", FALSE, NULL, "finished:The server's answer to UIDL can't be read",
    { LOGIN, TWO, { "+OK\r\n1 aa\r\nx\r\n.\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
  { "bare-lf-in-uidl", FALSE, NULL, "finished:The server's answer to UIDL can't be read",
    { LOGIN, TWO, { "+OK\r\n\n1 aa\r\n.\r\n", "QUIT\r\n" }, { "+OK\r\n", "[close]" } } },
};

static void
test_dialogue (gconstpointer data)
{
  const Dialogue *it = data;
  Owner owner = { .leave = it->leave, .known = it->known, .events = g_string_new (NULL) };
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
test_garbage (void)
{
  Owner owner = { .events = g_string_new (NULL) };

  lab_init (&owner.lab);
  lab_run_garbage (&kind, &owner, "", 100);
  lab_run_garbage (&kind, &owner, "+OK\r\n+OK\r\n+OK\r\n+OK 2 2\r\n+OK\r\n", 200);
  lab_run_garbage (&kind, &owner, "+OK\r\n+OK\r\n+OK\r\n+OK 2 2\r\n" LIST "+OK\r\n", 200);
  lab_clear (&owner.lab);
  g_string_free (owner.events, TRUE);
}

static void
test_table (void)
{
  lab_check_table (pop3_client_table (), 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogues); i++)
    {
      g_autofree char *path = g_strconcat ("/pop3-client/dialogue/", dialogues[i].name, NULL);

      g_test_add_data_func (path, &dialogues[i], test_dialogue);
    }
  g_test_add_func ("/pop3-client/garbage", test_garbage);
  g_test_add_func ("/pop3-client/table", test_table);
  return g_test_run ();
}
