/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/header-growth.h"
#include "gui/draw/mailbox-table.h"
#include "gui/draw/message-words.h"
#include "gui/draw/pop3-visit.h"
#include "gui/model/mailbox-list.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <gio/gio.h>
#include <string.h>

static BlobId
find_name (const Trace *trace, const char *name)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_MAILBOX && strcmp (trace_blob (trace, trace_get (trace, id)->text, NULL), name) == 0)
      return trace_get (trace, id)->text;
  g_error ("no mailbox %s", name);
}

/* The table of BOX on SERVER of LESSON at T: each cell is "head / detail". */
typedef struct
{
  const char *lesson, *server, *box;
  SimTime t;
  const char *cells[5]; /* of the first row */
} Case;

static const Case cases[] = {
  { "pop3-and-imap", "mail.example.org", "bob@example.org", 6 * SIM_SECOND, { "UID 1, 588 octets / no flags", "would be no. 1 / no session yet", "not fetched yet / ", NULL } },
  { "pop3-and-imap", "mail.example.org", "bob@example.org", 6750 * SIM_MILLISECOND, { "UID 1, 588 octets / no flags", "no. 1 / not asked for", "not fetched yet / ", NULL } },
  { "pop3-and-imap", "mail.example.org", "bob@example.org", 6870 * SIM_MILLISECOND, { "UID 1, 588 octets / no flags", "no. 1 / DELE: goes at QUIT", "has it, 09:00:06 / POP3 knows no flags", NULL } },
  { "pop3-and-imap", "mail.example.org", "bob@example.org", 7 * SIM_SECOND, { "UID 1, 588 octets / removed 09:00:06", "no. 1 / DELE: gone with QUIT", "has it, 09:00:06 / no longer on the server", NULL } },
  { "pop3-and-imap", "mail.example.org", "carol@example.org", 7 * SIM_SECOND, { "UID 1, 588 octets / \\Seen", "would be no. 1 / no session yet", "has it, 09:00:06 / \\Seen", NULL } },
  { "imap-two-devices", "mail.example.org", "bob@example.org", 8 * SIM_SECOND, { "UID 1, 600 octets / \\Seen", "would be no. 1 / no session yet", "has it, 09:00:06 / \\Seen", "not fetched yet / ", NULL } },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Player) player = lab_open (cases[i].lesson);
      const Trace *trace = player_get_trace (player);
      g_autoptr (MailboxTable) table = mailbox_table_new (trace, player_get_index (player), trace_find_host (trace, cases[i].server), find_name (trace, cases[i].box), trace_count_until (trace, cases[i].t));
      const MailboxRow *row;

      g_assert_cmpuint (table->rows->len, ==, 1);
      row = table->rows->pdata[0];
      g_assert_true (mailbox_table_find (table, row->item) == row);
      g_assert_null (mailbox_table_find (table, 999));
      for (guint j = 0; j < row->cells->len; j++)
        {
          const MailboxCell *cell = &g_array_index (row->cells, MailboxCell, j);
          g_autofree char *words = g_strdup_printf ("%s / %s", cell->head, cell->detail);

          g_test_message ("case %u", i);
          g_assert_cmpstr (words, ==, cases[i].cells[j]);
        }
      g_assert_null (cases[i].cells[row->cells->len]);
    }
}

/* What there is in the snapshot is there in the table, at any instant; and nothing of the future. */
static void
compare (Player *player, MailboxKey key)
{
  const Snapshot *snapshot = player_get_snapshot (player);
  guint position = player_get_position (player), there = 0;
  g_autoptr (MailboxTable) table = mailbox_table_new (player_get_trace (player), player_get_index (player), key.server, key.name, position);

  for (guint i = 0; i < table->rows->len; i++)
    {
      const MailboxRow *row = table->rows->pdata[i];
      const SnapshotMail *mail = snapshot_find_mail (snapshot, row->item);

      g_assert_cmpuint (row->stored, <=, position);
      g_assert_cmpuint (row->removed, <=, position);
      g_assert_true ((mail != NULL) == (row->removed == 0));
      if (mail != NULL)
        g_assert_cmpuint (mail->flags, ==, row->flags);
      g_assert_cmpuint (row->cells->len, ==, 2 + table->devices->len);
      there += mail != NULL;
    }
  for (guint i = 0; i < snapshot_count_mails (snapshot); i++)
    if (snapshot_mail_at (snapshot, i)->host == key.server && snapshot_mail_at (snapshot, i)->mailbox == key.name)
      there--;
  g_assert_cmpuint (there, ==, 0);
}

static void
test_instants (void)
{
  static const char *const lessons[] = { "pop3-and-imap", "imap-two-devices", "pop3-deletes", "pop3-keeps", "lost-250", "alias-and-list", "vip-flood" };

  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autoptr (Player) player = lab_open (lessons[i]);
      g_autoptr (MailboxList) list = mailbox_list_new (player);
      guint last = stops_count (player_get_stops (player)) - 1;

      for (guint step = 0; step <= 40; step++)
        {
          player_go_to_stop (player, last * (step <= 20 ? step : 40 - step) / 20);
          mailbox_list_update (list);
          for (guint place = 0; place < g_list_model_get_n_items (G_LIST_MODEL (list)); place++)
            if (mailbox_list_get (list, place).server != 0)
              compare (player, mailbox_list_get (list, place));
        }
    }
}

static const char *
chosen_name (MailboxList *list, Player *player, guint place)
{
  mailbox_list_update (list);
  return trace_blob (player_get_trace (player), mailbox_list_get (list, place).name, NULL);
}

static void
test_choice (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  g_autoptr (MailboxList) list = mailbox_list_new (player);
  const Trace *trace = player_get_trace (player);
  g_autoptr (LabelItem) item = NULL;
  g_autofree char *label = NULL;

  player_seek (player, 0);
  player_set_pinned (player, TRUE);
  player_go_to_end (player);
  player_select (player, (Selection){ SELECTION_HOST, trace_find_host (trace, "bob.example.org") });
  g_assert_cmpstr (chosen_name (list, player, 0), ==, "bob@example.org");
  player_select (player, (Selection){ SELECTION_CONNECTION, 4 });
  g_assert_cmpstr (chosen_name (list, player, 0), ==, "carol@example.org");
  player_select (player, (Selection){ SELECTION_HOST, trace_find_host (trace, "mail.example.com") });
  g_assert_cmpstr (chosen_name (list, player, 0), ==, "alice@example.com");
  player_select (player, (Selection){ SELECTION_HOST, trace_find_host (trace, "mail.example.org") }); /* it has two: the one that got mail last */
  g_assert_cmpstr (chosen_name (list, player, 0), ==, "carol@example.org");
  g_assert_cmpstr (chosen_name (list, player, 2), ==, "bob@example.org");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  item = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_object_get (item, "label", &label, NULL);
  g_assert_cmpstr (label, ==, "bob@example.org on mail.example.org");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 4));
}

typedef struct
{
  const char *client, *server;
} Turn;

static GArray *
list_three (TraceId login, gpointer user)
{
  const guint32 items[] = { 7, 8, 11 };

  return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (guint32)), items, G_N_ELEMENTS (items));
}

/* A visit of these turns; then the connection ends. */
static Pop3Visit *
visit (const Turn *turns)
{
  g_autoptr (Trace) trace = trace_new (NULL, TRACE_PACKETS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (TraceId));
  TraceRecord record = { .conn = 1, .host = 1 };
  TraceId id;

  for (; turns->client != NULL; turns++)
    {
      record.kind = TRACE_POP3_COMMAND;
      record.text = trace_text (trace, turns->client);
      id = trace_append (trace, &record);
      g_array_append_val (ids, id);
      record.kind = TRACE_POP3_REPLY;
      record.text = trace_text (trace, turns->server);
      id = trace_append (trace, &record);
      g_array_append_val (ids, id);
    }
  record.kind = TRACE_CLOSED;
  id = trace_append (trace, &record);
  g_array_append_val (ids, id);
  return pop3_visit_new (trace, ids, ids->len, list_three, NULL);
}

static const Pop3Mail *
mail_at (const Pop3Visit *visit, guint place)
{
  return &g_array_index (visit->mails, Pop3Mail, place);
}

static void
test_visit (void)
{
  g_autoptr (Pop3Visit) told = visit ((const Turn[]){ { "USER a\r\n", "+OK\r\n" }, { "PASS x\r\n", "-ERR no\r\n" }, { "PASS y\r\n", "+OK\r\n" }, { "LIST\r\n", "+OK\r\n1 100\r\n2 200\r\n3 300\r\n.\r\n" }, { "UIDL 2\r\n", "+OK 2 abc\r\n" }, { "RETR 2\r\n", "+OK 200 octets\r\nx\r\n.\r\n" }, { "DELE 1\r\n", "+OK\r\n" }, { "RSET\r\n", "+OK\r\n" }, { "DELE 3\r\n", "+OK\r\n" }, { "DELE 9\r\n", "-ERR\r\n" }, { "QUIT\r\n", "+OK\r\n" }, { NULL } });
  g_autoptr (Pop3Visit) broken = visit ((const Turn[]){ { "AUTH PLAIN\r\n", "+ \r\n" }, { "AGEAeA==\r\n", "+OK\r\n" }, { "DELE 1\r\n", "+OK\r\n" }, { NULL } });
  g_autoptr (Pop3Visit) outside = visit ((const Turn[]){ { "USER a\r\n", "+OK\r\n" }, { "PASS x\r\n", "-ERR no\r\n" }, { "QUIT\r\n", "+OK\r\n" }, { NULL } });

  g_assert_cmpint (told->state, ==, POP3_VISIT_OVER);
  g_assert_cmpuint (pop3_visit_find (told, 8), ==, 2);
  g_assert_cmpuint (pop3_visit_find (told, 9), ==, 0);
  g_assert_cmpuint (mail_at (told, 1)->size, ==, 200);
  g_assert_cmpstr (mail_at (told, 1)->uidl, ==, "abc");
  g_assert_null (mail_at (told, 0)->uidl);
  g_assert_true (mail_at (told, 1)->retrieved && !mail_at (told, 0)->retrieved);
  g_assert_true (mail_at (told, 2)->marked && !mail_at (told, 0)->marked);
  g_assert_cmpint (broken->state, ==, POP3_VISIT_BROKEN);
  g_assert_true (mail_at (broken, 0)->marked);
  g_assert_cmpint (outside->state, ==, POP3_VISIT_OUTSIDE);
  g_assert_cmpuint (outside->mails->len, ==, 0);
}

static void
test_measure (void)
{
  g_assert_cmpuint (header_growth_measure ("R: 1\r\nA: b\r\n\r\nx", "A: b\r\n\r\nx"), ==, 6);
  g_assert_cmpuint (header_growth_measure ("A: b\r\n\r\nx", "A: b\r\n\r\nx"), ==, 0);
  g_assert_cmpuint (header_growth_measure ("A: b\r\n", NULL), ==, 0);
  /* Return-Path: goes when the message does (RFC 5321 4.4) */
  g_assert_cmpuint (header_growth_measure ("R: 1\r\nA: b\r\n\r\nx", "P: <>\r\nA: b\r\n\r\nx"), ==, 6);
}

/* Each hop adds its own above; what is put together is the header that there is. */
static void
test_growth (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  const Trace *trace = player_get_trace (player);
  const GArray *ids = trace_index_message (player_get_index (player), 1);
  TraceId last = header_growth_find_last (trace, ids, ids->len);
  g_autoptr (GArray) steps = header_growth_new (trace, last);
  const char *whole = trace_blob (trace, trace_record_get_content (trace_get (trace, last)), NULL);
  g_autoptr (GString) joined = g_string_new (NULL);

  g_assert_cmpuint (steps->len, ==, 4); /* written, taken twice, stored; to be fetched adds nothing */
  g_assert_cmpint (trace_get (trace, g_array_index (steps, GrowthStep, 0).record)->kind, ==, TRACE_COMPOSED);
  g_assert_cmpint (trace_get (trace, g_array_index (steps, GrowthStep, 3).record)->kind, ==, TRACE_STORED);
  for (guint i = 0; i < steps->len; i++)
    {
      const GrowthStep *step = &g_array_index (steps, GrowthStep, i);

      g_string_prepend_len (joined, trace_blob (trace, step->content, NULL), (gssize) step->added);
    }
  g_assert_true (g_str_has_prefix (whole, joined->str));
  g_assert_true (g_str_has_suffix (joined->str, "\r\n\r\n"));
  g_assert_cmpuint (header_growth_find_last (trace, ids, 0), ==, 0);
}

static void
test_words (void)
{
  g_autofree char *much = g_strnfill (50000, 'x'), *words = message_words_source (much, 50000), *few = message_words_source ("a\r\nb", 4);
  g_autofree char *flags = mailbox_table_format_flags (1 << 0 | 1 << 3), *none = mailbox_table_format_flags (0);

  g_assert_cmpstr (few, ==, "a\nb");
  g_assert_nonnull (strstr (words, "\n… 32592 more bytes …\n"));
  g_assert_cmpstr (flags, ==, "\\Seen \\Deleted");
  g_assert_cmpstr (none, ==, "no flags");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mailbox/cells", test_cells);
  g_test_add_func ("/mailbox/instants", test_instants);
  g_test_add_func ("/mailbox/choice", test_choice);
  g_test_add_func ("/mailbox/visit", test_visit);
  g_test_add_func ("/mailbox/measure", test_measure);
  g_test_add_func ("/mailbox/growth", test_growth);
  g_test_add_func ("/mailbox/words", test_words);
  return g_test_run ();
}
