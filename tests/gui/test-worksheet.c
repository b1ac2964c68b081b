/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/handout.h"
#include "tests/gui/lab.h"

#include <string.h>

static Worksheet *
open_worksheet (Player *player)
{
  const Trace *trace = player_get_trace (player);

  return worksheet_new (trace, trace_count (trace), 0);
}

static const WorksheetItem *
find_item (const Worksheet *worksheet, const char *answer)
{
  for (guint i = 0; i < worksheet->items->len; i++)
    if (g_str_has_prefix (g_array_index (worksheet->items, WorksheetItem, i).answer, answer))
      return &g_array_index (worksheet->items, WorksheetItem, i);
  g_error ("no gap for %s", answer);
}

/* Commands that were sent together (RFC 2920) are asked for one by one. */
static void
test_questions (void)
{
  g_autoptr (Player) player = lab_open ("greylisting");
  g_autoptr (Worksheet) worksheet = open_worksheet (player);

  g_assert_cmpstr (find_item (worksheet, "220 mail.example.com")->question, ==, "What does mail.example.com say first, when somebody connects to it?");
  g_assert_cmpstr (find_item (worksheet, "250 2.1.5")->question, ==, "What does mail.example.com answer to “RCPT TO:<bob@example.org>”?");
  g_assert_cmpstr (find_item (worksheet, "354 ")->question, ==, "What does mail.example.com answer to “DATA”?");
  g_assert_cmpstr (find_item (worksheet, "451 4.7.1")->question, ==, "What does mail.example.org answer to “RCPT TO:<bob@example.org>”?");
  g_assert_cmpstr (find_item (worksheet, "503 5.5.1")->question, ==, "What does mail.example.org answer to “DATA”?");
  g_assert_cmpstr (find_item (worksheet, "MX 10 mail.example.org")->question, ==, "What does ns.example.org answer to “MX example.org?”?");
  g_assert_cmpstr (find_item (worksheet, "keeps m1 for bob")->question, ==, "What does mail.example.com make of this, and why?");
}

/* Whatever is asked for can't be read off the ladder, in words or in colours. */
static void
test_gaps (void)
{
  g_autoptr (GPtrArray) list = lab_list ();

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (Player) player = lab_open (g_ptr_array_index (list, i));
      g_autoptr (Worksheet) worksheet = open_worksheet (player);
      g_autoptr (GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (worksheet->items->len, >, 3);
      for (guint n = 0; n < worksheet->items->len; n++)
        g_hash_table_add (answers, g_array_index (worksheet->items, WorksheetItem, n).answer);
      for (guint n = 0; n < worksheet->ladder->rows->len; n++)
        {
          const LadderRow *row = &g_array_index (worksheet->ladder->rows, LadderRow, n);

          g_assert_false (row->kind == LADDER_ARROW && !row->lost && g_hash_table_contains (answers, row->label));
          if (strstr (row->label, ") ____") != NULL)
            g_assert_cmpint (row->style, ==, LADDER_COMMAND);
        }
    }
}

/* Nothing reaches beyond its page; no page is empty; each question has a line to write on. */
static void
test_pages (void)
{
  const double width = 700, height = 500;
  g_autoptr (Player) player = lab_open ("unknown-user");
  g_autoptr (Worksheet) worksheet = open_worksheet (player);
  g_autoptr (GPtrArray) questions = worksheet_question_pages (worksheet, width, height), answers = worksheet_answer_pages (worksheet, width, height);
  guint lines = 0;

  g_assert_cmpuint (questions->len, >, 1);
  for (guint i = 0; i < questions->len + answers->len; i++)
    {
      const Drawing *page = i < questions->len ? g_ptr_array_index (questions, i) : g_ptr_array_index (answers, i - questions->len);

      g_assert_cmpuint (drawing_count (page), >, 1);
      for (guint n = 0; n < drawing_count (page); n++)
        {
          const DrawingPart *part = drawing_get (page, n);

          lines += part->kind == DRAWING_LINE;
          for (guint p = 0; p < part->n_points; p++)
            g_assert_true (part->points[p].x >= 0 && part->points[p].x <= width && part->points[p].y >= 0 && part->points[p].y <= height);
        }
    }
  g_assert_cmpuint (lines, ==, worksheet->items->len + 2); /* and the name, and the date */
}

/* A ladder that is too wide for the paper lies on its side, and then still fits. */
static void
test_paper (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  g_autoptr (Ladder) ladder = ladder_new (trace, trace_count (trace), 0);
  g_autoptr (GPtrArray) small = handout_ladder (ladder, 400, 600), large = handout_ladder (ladder, 3000, 4000);
  const HandoutPage *page = g_ptr_array_index (small, 0);

  g_assert_true (page->lengthwise);
  g_assert_cmpfloat (drawing_get_width (page->drawing) * page->scale, <=, 600.01);
  g_assert_cmpfloat (drawing_get_height (page->drawing) * page->scale, <=, 400.01);
  g_assert_false (((const HandoutPage *) g_ptr_array_index (large, 0))->lengthwise);
  g_assert_cmpuint (large->len, <, small->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worksheet/questions", test_questions);
  g_test_add_func ("/worksheet/gaps", test_gaps);
  g_test_add_func ("/worksheet/pages", test_pages);
  g_test_add_func ("/worksheet/paper", test_paper);
  return g_test_run ();
}
