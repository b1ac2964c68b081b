/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/host-view.h"
#include "gui/view/library-page.h"
#include "gui/view/theme.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

/* Whether a visible label below WIDGET has TEXT in it. */
static gboolean
says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* What the inspector says of HOST at the end of T. */
static void
assert_says (const char *lesson, SimTime t, const char *host, const char *const *texts)
{
  g_autoptr (Player) player = lab_open (lesson);
  FactList *list = g_object_ref_sink (g_object_new (FACT_LIST_TYPE, NULL));

  player_seek_time (player, t);
  host_view_fill (list, player, trace_find_host (player_get_trace (player), host));
  for (; *texts != NULL; texts++)
    {
      g_test_message ("%s: %s", lesson, *texts);
      g_assert_true (says (GTK_WIDGET (list), *texts));
    }
  g_object_unref (list);
}

static void
test_decisions (void)
{
  assert_says ("mx-preference", 2 * SIM_SECOND, "mail.example.com",
               (const char *const[]){ "Mail for example.org goes to", "10 mx1.example.org", "tried first", "30 mx3.example.org", NULL });
  assert_says ("no-mx", 2 * SIM_SECOND, "mail.example.com", (const char *const[]){ "0 example.org", "implicit, there is no MX record", NULL });
  assert_says ("null-mx", 2 * SIM_SECOND, "mail.example.com", (const char *const[]){ "a null MX", NULL });
  assert_says ("mx-dead-name", 2 * SIM_SECOND, "mail.example.com", (const char *const[]){ "Addresses of old-mail.example.org", "there is no such name", NULL });
}

static void
test_troubles (void)
{
  assert_says ("mailbox-full", SIM_MINUTE, "mail.example.org", (const char *const[]){ "the mailbox of bob@example.org is full", NULL });
  assert_says ("mailbox-full", SIM_MINUTE, "mail.example.com", (const char *const[]){ "1 attempt", "next try in", "452", NULL });
}

static guint
count_words (GtkWidget *widget, const char *text)
{
  guint count = GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_words (child, text);
  return count;
}

/* What its state says is not said again as a fault. */
static void
test_says_once (void)
{
  g_autoptr (Player) player = lab_open ("server-down");
  FactList *list = g_object_ref_sink (g_object_new (FACT_LIST_TYPE, NULL));
  HostId host = trace_find_host (player_get_trace (player), "mail.example.org");

  player_seek_time (player, SIM_SECOND);
  g_assert_cmpint (snapshot_host (player_get_snapshot (player), host)->state, ==, HOST_DOWN);
  host_view_fill (list, player, host);
  g_assert_cmpuint (count_words (GTK_WIDGET (list), "down"), ==, 1);
  g_object_unref (list);
}

static guint
count_rows (GtkWidget *widget, gboolean (*counts) (GtkWidget *widget))
{
  guint count = counts (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_rows (child, counts);
  return count;
}

static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static gboolean
has_picture (GtkWidget *widget)
{
  return GTK_IS_PICTURE (widget) && gtk_picture_get_paintable (GTK_PICTURE (widget)) != NULL;
}

static gboolean
is_card (GtkWidget *widget)
{
  return GTK_IS_FLOW_BOX_CHILD (widget) && gtk_widget_get_child_visible (widget) && gtk_widget_get_mapped (widget);
}

/* Every lesson with its picture, and those that are searched for. */
static void
test_library (void)
{
  g_autoptr (GPtrArray) all = lab_list ();
  GtkWidget *window = gtk_window_new (), *page = g_object_new (LIBRARY_PAGE_TYPE, NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  LAB_WAIT (count_rows (page, is_card) == all->len);
  LAB_WAIT (count_rows (page, has_picture) == all->len);
  g_assert_true (says (page, "Basic"));
  gtk_editable_set_text (GTK_EDITABLE (find_search (page)), "five-schedules");
  LAB_WAIT (count_rows (page, is_card) == 1);
  g_assert_false (says (page, "No lesson is about that"));
  gtk_editable_set_text (GTK_EDITABLE (find_search (page)), "nothing like this");
  LAB_WAIT (count_rows (page, is_card) == 0);
  g_assert_true (says (page, "No lesson is about that"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An empty page says what would be there. */
static void
test_no_library (void)
{
  g_autofree char *before = g_strdup (g_getenv ("MAILFLOW_SCENARIOS")), *folder = g_dir_make_tmp (NULL, NULL);
  GtkWidget *window = gtk_window_new (), *page = g_object_new (LIBRARY_PAGE_TYPE, NULL);

  g_setenv ("MAILFLOW_SCENARIOS", folder, TRUE);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (count_rows (page, is_card), ==, 0);
  g_assert_true (says (page, "The lessons did not come with this program"));
  g_setenv ("MAILFLOW_SCENARIOS", before, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/inspector/decisions", test_decisions);
  g_test_add_func ("/inspector/troubles", test_troubles);
  g_test_add_func ("/inspector/says-once", test_says_once);
  g_test_add_func ("/inspector/library", test_library);
  g_test_add_func ("/inspector/no-library", test_no_library);
  return g_test_run ();
}
