/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/worksheet.h"
#include "gui/view/printing.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

/* What COMMAND says; caller frees. NULL where there is no such program. */
static char *
say (const char *const *command)
{
  char *said = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status, NULL))
    return NULL;
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return said;
}

static GtkWindow *complained;
static char *complaint;

static void
on_complaint (GtkWindow *window, const char *words)
{
  complained = window;
  g_free (complaint);
  complaint = g_strdup (words);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  *(int *) data = (int) result;
}

/* Prints to FILE, on paper of the kind PAPER. */
static GtkPrintOperationResult
print_to (Player *player, PrintingMatter matter, const char *file, const char *paper, GtkWindow *window)
{
  g_autoptr (GtkPrintOperation) operation = printing_new (player, matter);
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (paper);
  int result = -1;

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_export_filename (operation, file);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), &result);
  printing_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, window, on_complaint);
  LAB_WAIT (result != -1);
  return (GtkPrintOperationResult) result;
}

static char *
print_text (Player *player, PrintingMatter matter, const char *paper)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL), *file = g_build_filename (folder, "run.pdf", NULL);
  const char *const command[] = { "pdftotext", "-layout", file, "-", NULL };
  char *text;

  g_assert_cmpint (print_to (player, matter, file, paper, NULL), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  text = say (command);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return text;
}

static guint
count_pages (const char *text)
{
  guint pages = 0;

  for (; *text != '\0'; text++)
    pages += *text == '\f';
  return pages;
}

static void
test_ladder (void)
{
  g_autoptr (Player) player = lab_open ("unknown-user");
  g_autofree char *text = print_text (player, PRINTING_LADDER, GTK_PAPER_NAME_A4), *last = NULL;

  if (text == NULL)
    {
      g_test_skip ("no pdftotext");
      return;
    }
  g_assert_nonnull (strstr (text, run_get_title (player_get_run (player))));
  g_assert_nonnull (strstr (text, "550 5.1.1"));
  last = g_strdup_printf ("%u ?/ ?%u\n", count_pages (text), count_pages (text));
  g_assert_cmpuint (count_pages (text), >, 1);
  g_assert_true (g_regex_match_simple (last, text, 0, 0));
}

/* The answers stand on the last page alone. */
static void
test_worksheet (void)
{
  g_autoptr (Player) player = lab_open ("unknown-user");
  g_autofree char *text = print_text (player, PRINTING_WORKSHEET, GTK_PAPER_NAME_LETTER);
  const char *answers;

  if (text == NULL)
    {
      g_test_skip ("no pdftotext");
      return;
    }
  answers = strstr (text, "Answers: ");
  g_assert_nonnull (answers);
  g_assert_nonnull (strstr (answers, "550 5.1.1"));
  g_assert_true (strstr (text, "550 5.1.1") > answers);
  g_assert_true (strstr (text, "User unknown") > answers);
  g_assert_true (strstr (text, "Name") < answers);
  g_assert_true (strstr (text, "answer to “RCPT TO:<bert@example.org>”?") < answers);
}

/* A place that can't be written to is told. */
static void
test_complaint (void)
{
  g_autoptr (Player) player = lab_open ("same-server");
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  g_assert_cmpint (print_to (player, PRINTING_LADDER, "/nowhere/run.pdf", GTK_PAPER_NAME_A4, window), ==, GTK_PRINT_OPERATION_RESULT_ERROR);
  LAB_WAIT (complaint != NULL);
  g_assert_true (complained == window);
  g_assert_true (g_str_has_prefix (complaint, "It was not printed: "));
  g_clear_pointer (&complaint, g_free);
  gtk_window_destroy (window);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkPrintUnixDialog") && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* The window's actions ask in the desktop's dialog. */
static void
test_dialog (void)
{
  static const char *const actions[] = { "win.print", "win.print-worksheet" };
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("same-server");

  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_assert_null (find_dialog ());
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL));
      LAB_WAIT (find_dialog () != NULL);
      gtk_window_close (find_dialog ());
      LAB_WAIT (find_dialog () == NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nobody wants thousands of pages, or to wait for them. */
static void
test_too_long (void)
{
  g_autoptr (GString) text = g_string_new ("mailflow: 1\ntitle: Flood\ndomains:\n  example.com:\n    users:\n      alice: {password: wonderland, reads: imap}\nmessages:\n");
  g_autoptr (Player) some = lab_open ("vip-flood"), many = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  Run *run;

  for (guint i = 0; i < 700; i++)
    g_string_append_printf (text, "  - {id: m%u, at: %us, from: alice@example.com, to: [alice@example.com], subject: Note}\n", i + 1, i + 1);
  run = run_open_text ("flood", text->str, &error);
  g_assert_no_error (error);
  many = player_new (run);
  g_assert_cmpuint (stops_count (player_get_stops (many)), >, 8000);
  g_assert_null (printing_refuse (some));
  refused = printing_refuse (many);
  g_assert_nonnull (refused);
  g_assert_nonnull (strstr (refused, " events, and at most 8000 are printed"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  theme_start (FALSE);
  g_test_add_func ("/printing/ladder", test_ladder);
  g_test_add_func ("/printing/worksheet", test_worksheet);
  g_test_add_func ("/printing/dialog", test_dialog);
  g_test_add_func ("/printing/complaint", test_complaint);
  g_test_add_func ("/printing/too-long", test_too_long);
  return g_test_run ();
}
