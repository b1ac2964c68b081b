/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-library.h"

#include "sim/world/scenario-suggestion.h"

#include <gio/gio.h>
#include <string.h>

static const char *const ending = ".yaml";

/* Whether the running program lies in a build folder: meson leaves its own there. */
static gboolean
runs_uninstalled (void)
{
  g_autofree char *folder = g_file_read_link ("/proc/self/exe", NULL);
  gboolean found = FALSE;

  while (!found && folder != NULL && strlen (folder) > 1)
    {
      g_autofree char *inside = g_path_get_dirname (folder);
      g_autofree char *mark = g_build_filename (inside, "meson-private", NULL);

      found = g_file_test (mark, G_FILE_TEST_IS_DIR);
      g_free (folder);
      folder = g_steal_pointer (&inside);
    }
  return found;
}

/* Beside the program, ../share/mailflow/scenarios, so that an installation may be moved. */
static char *
find_installed (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program == NULL ? NULL : g_path_get_dirname (program);
  g_autofree char *moved = bin == NULL
                             ? NULL
                             : g_build_filename (bin, "..", "share", "mailflow", "scenarios", NULL);

  if (moved != NULL && g_file_test (moved, G_FILE_TEST_IS_DIR))
    return g_canonicalize_filename (moved, NULL);
  return g_strdup (SCENARIOS_INSTALLED);
}

static char *
find_folder (void)
{
  const char *given = g_getenv ("MAILFLOW_SCENARIOS");

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  if (runs_uninstalled () && g_file_test (SCENARIOS_SOURCE, G_FILE_TEST_IS_DIR))
    return g_strdup (SCENARIOS_SOURCE);
  return find_installed ();
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
scenario_library_list (void)
{
  g_autofree char *folder = find_folder ();
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GDir *directory = g_dir_open (folder, 0, NULL);
  const char *name;

  if (directory == NULL)
    return paths;
  while ((name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ending) && *name != '.')
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_dir_close (directory);
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/* The names of the library's scenarios. */
static GPtrArray *
list_names (void)
{
  g_autoptr (GPtrArray) paths = scenario_library_list ();
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    {
      char *name = g_path_get_basename (g_ptr_array_index (paths, i));

      name[strlen (name) - strlen (ending)] = '\0';
      g_ptr_array_add (names, name);
    }
  return names;
}

static char *
find_in_library (const char *name)
{
  g_autofree char *folder = find_folder ();
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  if (*name == '\0' || strchr (name, '/') != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return g_steal_pointer (&path);
}

static void
set_not_found (const char *scenario, GError **error)
{
  g_autoptr (GPtrArray) names = list_names ();
  g_autofree char *base = g_path_get_basename (scenario);
  const char *near;

  if (g_str_has_suffix (base, ending))
    base[strlen (base) - strlen (ending)] = '\0';
  near = scenario_suggestion_find (base, names);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s: no such file, and no such scenario; %s%s%s", scenario,
               near != NULL ? "did you mean "
                            : "expected a file or a name that 'mailflow list' shows",
               near != NULL ? near : "", near != NULL ? "?" : "");
}

char *
scenario_library_find (const char *scenario, GError **error)
{
  char *path = NULL;

  if (!g_file_test (scenario, G_FILE_TEST_EXISTS) || g_file_test (scenario, G_FILE_TEST_IS_DIR))
    path = find_in_library (scenario);
  if (path == NULL && g_file_test (scenario, G_FILE_TEST_EXISTS))
    path = g_strdup (scenario);
  if (path == NULL)
    set_not_found (scenario, error);
  return path;
}
