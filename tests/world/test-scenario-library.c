/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-library.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static const char *const names[] = { "first-delivery.yaml", "backup-mx.yaml", "notes.txt", ".hidden.yaml" };

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("mailflow-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  g_setenv ("MAILFLOW_SCENARIOS", fixture->folder, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_unsetenv ("MAILFLOW_SCENARIOS");
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) paths = scenario_library_list ();
  g_autofree char *first = g_build_filename (fixture->folder, "backup-mx.yaml", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "first-delivery.yaml", NULL);

  g_assert_cmpuint (paths->len, ==, 2);
  g_assert_cmpstr (paths->pdata[0], ==, first);
  g_assert_cmpstr (paths->pdata[1], ==, second);
}

static void
test_name (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = scenario_library_find ("backup-mx", &error);
  g_autofree char *expected = g_build_filename (fixture->folder, "backup-mx.yaml", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, expected);
}

static void
test_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *path = scenario_library_find (file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, file);
}

static void
assert_not_found (const char *scenario, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (scenario_library_find (scenario, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_unknown (Fixture *fixture, gconstpointer unused)
{
  assert_not_found ("backup-mxx", "backup-mxx: no such file, and no such scenario; did you mean backup-mx?");
  assert_not_found ("a/first-delivry.yaml",
                    "a/first-delivry.yaml: no such file, and no such scenario; did you mean first-delivery?");
  assert_not_found ("xyz", "xyz: no such file, and no such scenario; expected a file or a name that 'mailflow list' shows");
  assert_not_found ("", ": no such file, and no such scenario; expected a file or a name that 'mailflow list' shows");
  assert_not_found ("../backup-mx", "../backup-mx: no such file, and no such scenario; did you mean backup-mx?");
}

static void
test_no_folder (void)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_setenv ("MAILFLOW_SCENARIOS", "/nonexistent", TRUE);
  paths = scenario_library_list ();
  g_assert_cmpuint (paths->len, ==, 0);
  assert_not_found ("backup-mx", "backup-mx: no such file, and no such scenario; expected a file or a name that 'mailflow list' shows");
  g_unsetenv ("MAILFLOW_SCENARIOS");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/scenario-library/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/scenario-library/name", Fixture, NULL, set_up, test_name, tear_down);
  g_test_add ("/scenario-library/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/scenario-library/unknown", Fixture, NULL, set_up, test_unknown, tear_down);
  g_test_add_func ("/scenario-library/no-folder", test_no_folder);
  return g_test_run ();
}
