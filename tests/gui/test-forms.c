/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The forms as somebody fills them in: what is accepted has happened, what can't be is said, and nothing is lost.
 */
#include "gui/view/answer-form.h"
#include "gui/view/attachment-list.h"
#include "gui/view/composer.h"
#include "gui/view/form.h"
#include "gui/view/zone-form.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

static Window *
open_window (void)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open ("first-delivery");

  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static Form *
find_form (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (all, i);

      if (MAILFLOW_IS_FORM (one))
        return MAILFLOW_FORM (one);
    }
  return NULL;
}

static void
write_in (const char *name, const char *text)
{
  GtkWidget *widget = form_find (find_form (), name);

  if (GTK_IS_TEXT_VIEW (widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

static void
press_accept (void)
{
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (find_form ())), "clicked");
}

static gboolean
is_complaining (GtkWidget *widget)
{
  gboolean found = gtk_widget_has_css_class (widget, "form-complaint") && gtk_widget_get_visible (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found; child = gtk_widget_get_next_sibling (child))
    found = is_complaining (child);
  return found;
}

static void
accept_form (void)
{
  press_accept ();
  LAB_WAIT (find_form () == NULL);
}

/* It says why, and stays with what is written in it. */
static void
accept_in_vain (void)
{
  press_accept ();
  g_assert_true (is_complaining (GTK_WIDGET (find_form ())));
}

static const Trace *
trace_of (Window *window)
{
  return player_get_trace (window_get_player (window));
}

static guint
count_kind (Window *window, TraceKind kind)
{
  guint count = 0;

  for (TraceId id = 1; id <= trace_count (trace_of (window)); id++)
    count += trace_get (trace_of (window), id)->kind == kind;
  return count;
}

static void
close_window (Window *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_mail (void)
{
  Window *window = open_window ();
  g_autofree char *folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL), *path = g_build_filename (folder, "plan.pdf", NULL);
  AttachmentList *files;

  g_assert_true (g_file_set_contents (path, "%PDF-1.4 of a kind", -1, NULL));
  player_set_playing (window_get_player (window), TRUE);
  composer_present (window, "bob@example.org");
  g_assert_false (player_get_playing (window_get_player (window)));
  write_in ("to", "");
  accept_in_vain (); /* nobody to go to */
  write_in ("to", "alice@example.com; bob@example.org");
  write_in ("subject", "The plan");
  files = MAILFLOW_ATTACHMENT_LIST (form_find (find_form (), "files"));
  attachment_list_add (files, path);
  attachment_list_add (files, path);
  accept_form ();
  g_assert_cmpuint (trace_count_messages (trace_of (window)), ==, 2);
  g_assert_cmpuint (count_kind (window, TRACE_COMPOSED), ==, 2);
  g_unlink (path);
  g_rmdir (folder);
  close_window (window);
}

/* The mail that was written stays where its file has gone meanwhile. */
static void
test_file_gone (void)
{
  Window *window = open_window ();
  AttachmentList *files;
  g_auto (GStrv) paths = NULL;

  composer_present (window, NULL);
  files = MAILFLOW_ATTACHMENT_LIST (form_find (find_form (), "files"));
  attachment_list_add (files, "/no/such/file.txt");
  accept_in_vain ();
  g_assert_cmpuint (trace_count_messages (trace_of (window)), ==, 1);
  paths = attachment_list_get_paths (files);
  g_assert_cmpuint (g_strv_length (paths), ==, 1);
  close_window (window);
}

static void
test_answer (void)
{
  Window *window = open_window ();

  answer_form_present (window, "mail.example.org");
  accept_form ();
  g_assert_cmpuint (count_kind (window, TRACE_FAULT_START), ==, 1);
  close_window (window);
}

static void
test_zone (void)
{
  Window *window = open_window ();

  zone_form_present (window, "example.org");
  write_in ("zone", "@ IN MX ten mail\n");
  accept_in_vain (); /* no zone */
  write_in ("zone", "@ 3600 IN MX 10 nowhere.example.org.\n");
  accept_form ();
  g_assert_cmpuint (count_kind (window, TRACE_FAULT_START), ==, 1);
  close_window (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/mail", test_mail);
  g_test_add_func ("/forms/file-gone", test_file_gone);
  g_test_add_func ("/forms/answer", test_answer);
  g_test_add_func ("/forms/zone", test_zone);
  return g_test_run ();
}
