/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/preferences.h"

#include "gui/view/program-folder.h"

#define SCHEMA "org.mailflow.Mailflow"

struct Preferences
{
  GSettingsSchema *schema; /* NULL: there is none */
  GSettings *settings;     /* likewise */
  GPtrArray *left_out;     /* keys */
};

static GSettingsSchema *
read_schema (const char *folder, GSettingsSchemaSource *beyond)
{
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (folder, beyond, TRUE, NULL);

  return source == NULL ? NULL : g_settings_schema_source_lookup (source, SCHEMA, TRUE);
}

/* The one that came with this program before any other. */
static GSettingsSchema *
find_schema (void)
{
  g_autofree char *folder = program_folder_find (SCHEMA_FOLDER, "glib-2.0/schemas");
  GSettingsSchemaSource *usual = g_settings_schema_source_get_default ();
  GSettingsSchema *own = read_schema (folder, usual);

  if (own != NULL || usual == NULL)
    return own;
  return g_settings_schema_source_lookup (usual, SCHEMA, TRUE);
}

Preferences *
preferences_new (const char *folder)
{
  Preferences *preferences = g_new0 (Preferences, 1);

  preferences->schema = folder == NULL ? find_schema () : read_schema (folder, NULL);
  preferences->left_out = g_ptr_array_new_with_free_func (g_free);
  if (preferences->schema != NULL)
    preferences->settings = g_settings_new_full (preferences->schema, NULL, NULL);
  return preferences;
}

void
preferences_free (Preferences *preferences)
{
  if (preferences->settings != NULL)
    g_settings_sync (); /* what was changed last is on its way still */
  g_clear_object (&preferences->settings);
  g_ptr_array_unref (preferences->left_out);
  g_clear_pointer (&preferences->schema, g_settings_schema_unref);
  g_free (preferences);
}

gboolean
preferences_are_kept (const Preferences *preferences)
{
  return preferences->settings != NULL;
}

void
preferences_leave_out (Preferences *preferences, const char *key)
{
  g_ptr_array_add (preferences->left_out, g_strdup (key));
}

void
preferences_bind (Preferences *preferences, const char *key, gpointer object, const char *property)
{
  if (preferences->settings == NULL || !g_settings_schema_has_key (preferences->schema, key))
    return;
  if (!g_ptr_array_find_with_equal_func (preferences->left_out, key, g_str_equal, NULL))
    g_settings_bind (preferences->settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}
