/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-thread.h"

#include <string.h>

#include "sim/codec/message-id.h"

static void
test_message_ids (void)
{
  static const struct
  {
    const char *text;
    const char *ids; /* parted by spaces */
  } cases[] = {
    { "", "" },
    { "<a@b>", "a@b" },
    { "<a@b><c@d> <e@f>", "a@b c@d e@f" },
    { "<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>", "01KF8JCEOCBS0045PS@xxx.yyy.com" },
    { "<\"a\\\"b\"@c>", "a\"b@c" },
    { "your mail of Monday <a @ b> from bob@c", "a@b" },
    { "a@b <nothing> <@b> <a@> <", "" },
    { "<a@b <c@d>", "c@d" },
    { "<A@b> <a@b>", "A@b a@b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) ids = g_string_new (NULL);
      const char *at = cases[i].text;
      char *id;

      while ((id = message_id_take (&at)) != NULL)
        {
          g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", id);
          g_free (id);
        }
      g_assert_cmpstr (ids->str, ==, cases[i].ids);
    }
}

enum
{
  MOST = 12,
};

/* Messages 1, 2, … as "ID|REFERENCES|SUBJECT|SECONDS"; NULL where one is not searched for. */
typedef struct
{
  const char *name;
  const char *mails[MOST];
  const char *references; /* the answers */
  const char *subjects;
} Case;

static const Case cases[] = {
  { "none", { NULL }, "", "" },
  { "one", { "a" }, " (1)", " (1)" },
  { "parent and child", { "a", "b|a" }, " (1 2)", " (1 2)" },
  { "child before parent", { "b|a||9", "a|||1" }, " (2 1)", " (2 1)" },
  { "chain", { "a", "b|a", "c|a b", "d|a b c" }, " (1 2 3 4)", " (1 (2)(3)(4))" },
  { "siblings", { "a", "b|a", "c|a" }, " (1 (2)(3))", " (1 (2)(3))" },
  { "by date", { "a|||5", "b|a||9", "c|a||7", "d|||1" }, " (4)(1 (3)(2))", " (4 (1)(3)(2))" },
  { "missing parent of one", { "b|x" }, " (1)", " (1)" },
  { "missing parent of two", { "b|x|p", "c|x|q" }, " ((1)(2))", " (1)(2)" },
  { "missing between", { "a", "c|a b" }, " (1 2)", " (1 2)" },
  { "missing grandparents", { "c|x y|p", "d|x z|q" }, " ((1)(2))", " (1)(2)" },
  { "expunged", { "a||p", NULL, "c|a b|q" }, " (1 3)", " (1)(3)" },
  { "loop", { "a||p", "b|c a|q", "c|b|r" }, " (3 1 2)", " (1)(2)(3)" },
  { "loop of two", { "a|b|p", "b|a|q" }, " (2 1)", " (1)(2)" },
  { "own parent", { "a|a|p", "b|b a|q" }, " (2 1)", " (1)(2)" },
  { "same id", { "a||p", "a||q", "b|a|r" }, " (1 3)(2)", " (1)(2)(3)" },
  { "no id", { "||p", "||q" }, " (1)(2)", " (1)(2)" },
  { "truncated references", { "a||p", "b|a|q", "c|b|r", "d|c|s" }, " (1 2 3 4)", " (1)(2)(3)(4)" },
  { "wrong link corrected", { "c|a b|p", "b|x|q", "a||r" }, " (2 1)(3)", " (1)(2)(3)" },
  { "reply by subject", { "a||s", "b||Re: s" }, " (1 2)", " (1 2)" },
  { "reply before its subject", { "b||Re: s", "a||s" }, " (2 1)", " (1 2)" },
  { "same subject", { "a||s", "b||s", "c||Re: s" }, " ((1)(2)(3))", " (1 (2)(3))" },
  { "two replies", { "a||Re: s", "b||re: [l] S" }, " ((1)(2))", " (1 2)" },
  { "no subject", { "a||Re:", "b||" }, " (1)(2)", " (1 2)" },
  { "subject and dummy", { "a|x|s", "b|x|t", "c||s" }, " ((1)(2)(3))", " (1 3)(2)" },
  { "dummies with a subject", { "a|x|s|1", "b|x|t|2", "c|y|s|3", "d|y|u|4" }, " ((1)(2)(3)(4))", " (1 3)(2)(4)" },
  { "threads with a subject", { "a||s", "b|a|t", "c||Re: s", "d|c|u" }, " (1 (2)(3 4))", " (1 3)(2)(4)" },
};

static GBytes *
compose (const char *mail, gint64 *date)
{
  g_auto (GStrv) parts = g_strsplit (mail, "|", 4);
  guint count = g_strv_length (parts);
  g_auto (GStrv) references = g_strsplit (count > 1 ? parts[1] : "", " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  *date = count > 3 ? g_ascii_strtoll (parts[3], NULL, 10) : 0;
  if (count > 0 && *parts[0] != '\0')
    g_string_append_printf (text, "Message-ID: <%s@x>\r\n", parts[0]);
  for (guint i = 0; references[i] != NULL; i++)
    g_string_append_printf (text, "%s<%s@x>%s", i == 0 ? "References: " : " ", references[i], references[i + 1] == NULL ? "\r\n" : "");
  g_string_append_printf (text, "Subject: %s\r\n\r\n", count > 2 ? parts[2] : "same");
  return g_bytes_new (text->str, text->len);
}

static char *
thread (ImapThreadAlgorithm algorithm, const Case *it)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (algorithm);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MOST; i++)
    if (it->mails[i] != NULL)
      {
        gint64 date;
        g_autoptr (GBytes) content = compose (it->mails[i], &date);
        g_autoptr (ImapMessage) message = imap_message_new (content);

        imap_threads_add (threads, i + 1, date, message);
      }
  imap_threads_write (threads, out);
  return g_string_free (out, FALSE);
}

static void
test_references (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = thread (IMAP_THREAD_REFERENCES, &cases[i]);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (answer, ==, cases[i].references);
    }
}

static void
test_ordered_subject (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = thread (IMAP_THREAD_ORDEREDSUBJECT, &cases[i]);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (answer, ==, cases[i].subjects);
    }
}

static void
add_text (ImapThreads *threads, guint32 id, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr (ImapMessage) message = imap_message_new (content);

  imap_threads_add (threads, id, 0, message);
}

static void
test_in_reply_to (void)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (IMAP_THREAD_REFERENCES);
  g_autoptr (GString) out = g_string_new (NULL);

  add_text (threads, 1, "Message-ID: <a@x>\r\n\r\n");
  add_text (threads, 2, "Message-ID: <b@x>\r\nIn-Reply-To: mail of <a@x> <c@x>\r\nReferences: none\r\n\r\n");
  add_text (threads, 3, "Message-ID: <c@x>\r\nIn-Reply-To: <a@x>\r\nReferences: <b@x>\r\n\r\n");
  imap_threads_write (threads, out);
  g_assert_cmpstr (out->str, ==, " (1 2 3)");
}

/* A thread of 50000, every message with an answer besides the one that goes on: nothing recurses. */
static void
test_deep (void)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (IMAP_THREAD_REFERENCES);
  g_autoptr (GString) out = g_string_new (NULL);

  add_text (threads, 1, "Message-ID: <0@x>\r\n\r\n");
  for (guint32 i = 1; i < 25000; i++)
    {
      g_autofree char *on = g_strdup_printf ("Message-ID: <%u@x>\r\nReferences: <%u@x>\r\n\r\n", i, i - 1);
      g_autofree char *aside = g_strdup_printf ("References: <%u@x>\r\n\r\n", i - 1);

      add_text (threads, 2 * i, on);
      add_text (threads, 2 * i + 1, aside);
    }
  imap_threads_write (threads, out);
  g_assert_true (g_str_has_prefix (out->str, " (1 (2 (4 (6 "));
  g_assert_true (g_str_has_suffix (out->str, ")(7))(5))(3))"));
}

/* Very many references in one message. */
static void
test_many_references (void)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (IMAP_THREAD_REFERENCES);
  g_autoptr (GString) text = g_string_new ("Message-ID: <a@x>\r\nReferences:");
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, " <%u@x>", i);
  g_string_append (text, "\r\n\r\n");
  add_text (threads, 1, text->str);
  add_text (threads, 2, text->str);
  imap_threads_write (threads, out);
  g_assert_cmpstr (out->str, ==, " ((1)(2))");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-thread/message-ids", test_message_ids);
  g_test_add_func ("/imap-thread/references", test_references);
  g_test_add_func ("/imap-thread/ordered-subject", test_ordered_subject);
  g_test_add_func ("/imap-thread/in-reply-to", test_in_reply_to);
  g_test_add_func ("/imap-thread/deep", test_deep);
  g_test_add_func ("/imap-thread/many-references", test_many_references);
  return g_test_run ();
}
