/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "gui/draw/state-diagram.h"
#include "sim/session/session-tables.h"

static void
print_list (void)
{
  for (guint i = 0; i < session_tables_count (); i++)
    {
      const SessionTable *table = session_tables_get (i);
      g_autofree char *name = session_table_make_name (table);

      g_print ("%-12s  %u states, %u rows\n", name, table->n_states, session_table_count (table));
    }
}

static char *
name_states (const SessionTable *table, guint32 states)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < table->n_states; i++)
    if (states & 1u << i)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", table->states[i]);
  return g_string_free (names, FALSE);
}

static void
print_table (const SessionTable *table)
{
  g_print ("| verb | in these states | then |\n|---|---|---|\n");
  for (guint i = 0; i < session_table_count (table); i++)
    {
      const SessionRow *row = session_table_get (table, i);
      g_autofree char *states = name_states (table, row->states);

      if (row->verb[0] != '\0')
        g_print ("| %s | %s | %s |\n", row->verb, states, row->next >= 0 ? table->states[row->next] : "stays");
    }
}

static CommandStatus
draw (const SessionTable *table, const char *path)
{
  g_autoptr (StateDiagram) diagram = state_diagram_new (table, palette_get (FALSE), -1);
  g_autoptr (GError) error = NULL;

  if (state_diagram_write (diagram, path, &error))
    return COMMAND_DONE;
  command_complain ("--draw %s", error->message);
  return COMMAND_UNUSABLE;
}

static CommandStatus
show (const char *name, const char *path)
{
  const SessionTable *table = session_tables_find (name);

  if (table == NULL)
    {
      command_complain ("protocol: there is no session '%s'; mailflow protocol lists them", name);
      return COMMAND_UNUSABLE;
    }
  if (path != NULL)
    return draw (table, path);
  print_table (table);
  return COMMAND_DONE;
}

CommandStatus
command_protocol (int argc, char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "draw", 0, 0, G_OPTION_ARG_FILENAME, &path, "write the state diagram, as SVG or PNG", "FILE" },
    { NULL },
  };
  g_auto (GStrv) words = NULL;

  if (!command_parse (argc, argv, entries, "[SESSION]", "Shows the table of states that a session runs on, or lists the sessions.", &words))
    return COMMAND_UNUSABLE;
  if (g_strv_length (words) > 1 || (words[0] == NULL && path != NULL))
    {
      command_complain ("protocol: expected one session, such as smtp-server; see mailflow protocol --help");
      return COMMAND_UNUSABLE;
    }
  if (words[0] != NULL)
    return show (words[0], path);
  print_list ();
  return COMMAND_DONE;
}
