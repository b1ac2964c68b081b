/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/library-page.h"
#include "gui/view/help.h"
#include "gui/view/recent-files.h"
#include "gui/view/shortcuts.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"
#include "tests/gui/x-keys.h"

#include <glib/gstdio.h>
#include <string.h>

static Window *
open_window (const char *scenario)
{
  Window *window = window_new (NULL);
  g_autoptr (Player) player = lab_open (scenario);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  window_set_player (window, player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

/* And all that it has opened. */
static void
close_windows (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  while (g_list_model_get_n_items (all) > 0)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, 0);

      gtk_window_destroy (one);
    }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* The menu button below WIDGET whose menu F10 opens, or NULL. */
static GtkMenuButton *
find_primary (GtkWidget *widget)
{
  GtkMenuButton *found = NULL;

  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (widget)))
    return GTK_MENU_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_primary (child);
  return found;
}

static gboolean
has_action (GMenuModel *menu, int row, char **action)
{
  return g_menu_model_get_item_attribute (menu, row, G_MENU_ATTRIBUTE_ACTION, "s", action);
}

static guint
check_rows (GtkWidget *window, GMenuModel *menu)
{
  guint count = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL, *label = NULL;

      if (section != NULL)
        count += check_rows (window, section);
      if (!has_action (menu, i, &action))
        continue;
      count++;
      g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label));
      if (!g_str_has_suffix (label, "…")) /* dialogs of other programs, and forms */
        g_assert_true (gtk_widget_activate_action (window, action, NULL));
    }
  return count;
}

/* Each row does something that there is; what it opens goes with the window. */
static void
test_rows (void)
{
  Window *window = open_window ("same-server");
  GtkMenuButton *button = find_primary (GTK_WIDGET (window));
  gboolean dark = theme_is_dark ();

  g_assert_nonnull (button);
  g_assert_cmpuint (check_rows (GTK_WIDGET (window), gtk_menu_button_get_menu_model (button)), >=, 6);
  g_assert_true (theme_is_dark () != dark);
  window_set_dark (window, dark);
  close_windows ();
}

/* The label below WIDGET that is shown and says something with PART in it. */
static gboolean
says (GtkWidget *widget, const char *part)
{
  gboolean found = FALSE;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found; child = gtk_widget_get_next_sibling (child))
    found = says (child, part);
  return found;
}

/* What the browser was given; NULL as long as it has not written it down. */
static char *
read_given (const char *file)
{
  char *text = NULL;

  if (g_file_get_contents (file, &text, NULL, NULL) && g_str_has_suffix (text, "\n"))
    return g_strchomp (text);
  g_free (text);
  return NULL;
}

static GtkWidget *
find_shown_popover (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_shown_popover (child);
  return found;
}

/* Whatever lies over it when it is closed goes with it; who tells it something later tells nobody. */
static void
test_closed_under_popovers (void)
{
  static const char *const actions[] = { "win.until", "win.live", "win.act" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      Window *window = open_window ("same-server");
      GtkWidget *popover = NULL;

      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL);
      LAB_WAIT ((popover = find_shown_popover (GTK_WIDGET (window))) != NULL);
      g_object_add_weak_pointer (G_OBJECT (popover), (gpointer *) &popover);
      g_object_ref (window);
      gtk_window_destroy (GTK_WINDOW (window));
      window_complain (window, "too late");
      g_object_unref (window);
      LAB_WAIT (window == NULL && popover == NULL);
    }
}

/* Help opens its first page in the program that the desktop has for pages: here, one that writes down what it is given. */
static void
test_help (void)
{
  Window *window = open_window ("same-server");
  g_autofree char *file = g_build_filename (g_get_user_data_dir (), "given", NULL), *page = help_find (),
                  *given = NULL;

  g_unlink (file);
  g_assert_true (g_file_test (page, G_FILE_TEST_IS_REGULAR));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL));
  LAB_WAIT ((given = read_given (file)) != NULL);
  g_assert_true (g_str_has_suffix (given, page)); /* a path, or the URI of one */
  help_present (window, "/nowhere/help.html");
  LAB_WAIT (says (GTK_WIDGET (window), "there is no /nowhere/help.html"));
  close_windows ();
}

/* A browser of our own, for whoever runs this test. */
static void
write_browser (void)
{
  const char *home = g_get_user_data_dir ();
  g_autofree char *folder = g_build_filename (home, "applications", NULL), *script = g_build_filename (home, "browser", NULL),
                  *entry = g_build_filename (folder, "mailflow-test.desktop", NULL), *list = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *orders = g_strdup_printf ("#!/bin/sh\necho \"$1\" >'%s/given'\n", home);
  g_autofree char *words = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Test\nExec=%s %%u\nMimeType=text/html;\n", script);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (script, orders, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_assert_true (g_file_set_contents (entry, words, -1, NULL));
  g_assert_true (g_file_set_contents (list, "[Default Applications]\ntext/html=mailflow-test.desktop\n", -1, NULL));
}

/* While the menu is open, its keys move in it, not in the run; when it is closed, they do again. */
static void
test_keys (void)
{
  Window *window = open_window ("first-delivery");
  Player *player = window_get_player (window);
  XKeys *keys = x_keys_new ();
  GtkWidget *button = GTK_WIDGET (find_primary (GTK_WIDGET (window))), *popover;
  guint stop = player_get_stop (player);

  if (keys == NULL)
    {
      g_test_skip ("no XTEST");
      close_windows ();
      return;
    }
  x_keys_press (keys, "F10", FALSE);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  LAB_WAIT (gtk_widget_get_mapped (popover));
  x_keys_press (keys, "End", FALSE);
  x_keys_press (keys, "Escape", FALSE);
  LAB_WAIT (!gtk_widget_get_mapped (popover));
  g_assert_cmpuint (player_get_stop (player), ==, stop);
  LAB_WAIT (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), button));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window)); /* by now the X server has given the keys back */
  x_keys_press (keys, "Right", FALSE);
  LAB_WAIT (player_get_stop (player) == stop + 1);
  x_keys_free (keys);
  close_windows ();
}

/* The widget of TYPE below WIDGET, or NULL. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* A letter that is searched for does not do what it does elsewhere. */
static void
test_letters (void)
{
  Window *window = open_window ("first-delivery");
  GtkWidget *page = find_widget (GTK_WIDGET (window), LIBRARY_PAGE_TYPE), *search;
  XKeys *keys = x_keys_new ();

  if (keys == NULL)
    {
      g_test_skip ("no XTEST");
      close_windows ();
      return;
    }
  g_object_set (window, "library", TRUE, NULL);
  search = find_widget (page, GTK_TYPE_SEARCH_ENTRY);
  LAB_WAIT (gtk_widget_get_mapped (search));
  gtk_test_widget_wait_for_draw (search);
  x_keys_press (keys, "d", FALSE);
  LAB_WAIT (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (search)), "d"));
  g_assert_false (theme_is_dark ());
  x_keys_free (keys);
  close_windows ();
}

static void
test_accelerators (void)
{
  g_autofree char *dark = shortcuts_find_key ("win.dark"), *open = shortcuts_find_key ("win.open"), *none = shortcuts_find_key ("win.about");

  g_assert_cmpstr (dark, ==, "d");
  g_assert_cmpstr (open, ==, "<Control>o");
  g_assert_null (none);
}

/* The row of MENU that opens PATH, or -1. */
static int
row_of (GMenuModel *menu, const char *path)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *target = NULL;

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &target) && g_str_equal (target, path))
        return i;
    }
  return -1;
}

/* The file of a trace, with an underscore in its name, is the first that the menu offers, until it is gone. */
static void
test_recent (void)
{
  Window *window = open_window ("same-server");
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *written = lab_write_trace ("same-server"), *path = g_strconcat (written, "_a_b.jsonl", NULL), *label = NULL;

  g_assert_cmpint (g_rename (written, path), ==, 0);
  recent_files_fill (menu);
  g_assert_cmpint (row_of (G_MENU_MODEL (menu), path), ==, -1);
  g_assert_true (window_open (window, path));
  LAB_WAIT ((recent_files_fill (menu), row_of (G_MENU_MODEL (menu), path) == 0));
  g_assert_true (g_menu_model_get_item_attribute (G_MENU_MODEL (menu), 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_true (g_str_has_suffix (label, "__a__b.jsonl"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  recent_files_fill (menu);
  g_assert_cmpint (row_of (G_MENU_MODEL (menu), path), ==, -1);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), >=, 1);
  close_windows ();
}

int
main (int argc, char **argv)
{
  write_browser ();
  gtk_test_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/menu/rows", test_rows);
  g_test_add_func ("/menu/keys", test_keys);
  g_test_add_func ("/menu/letters", test_letters);
  g_test_add_func ("/menu/closed-under-popovers", test_closed_under_popovers);
  g_test_add_func ("/menu/help", test_help);
  g_test_add_func ("/menu/accelerators", test_accelerators);
  g_test_add_func ("/menu/recent", test_recent);
  return g_test_run ();
}
