/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reading.h"

enum
{
  MOST_NOTES = 200, /* beyond these nothing is written down */
};

typedef struct
{
  guint line, column;
  char *text;
} Note;

static void
clear_note (gpointer note)
{
  g_free (((Note *) note)->text);
}

static void
clear_reference (gpointer reference)
{
  g_free (((ScenarioReference *) reference)->name);
}

static GArray *
new_array (guint size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  g_array_set_clear_func (array, clear);
  return array;
}

void
scenario_reading_init (ScenarioReading *reading, const char *file, Scenario *scenario)
{
  reading->file = g_intern_string (file);
  reading->scenario = scenario;
  reading->problems = new_array (sizeof (Note), clear_note);
  reading->warnings = new_array (sizeof (Note), clear_note);
  reading->references = new_array (sizeof (ScenarioReference), clear_reference);
  reading->names_unsure = FALSE;
}

void
scenario_reading_clear (ScenarioReading *reading)
{
  g_array_unref (reading->problems);
  g_array_unref (reading->warnings);
  g_array_unref (reading->references);
}

ScenarioPlace
scenario_reading_place (const ScenarioReading *reading, const YamlNode *node)
{
  return (ScenarioPlace){ reading->file, node->line, node->column };
}

static void
add_note (GArray *notes, guint line, guint column, char *text)
{
  Note note = { line, column, text };

  if (notes->len < MOST_NOTES)
    g_array_append_val (notes, note);
  else
    g_free (text);
}

void
scenario_reading_add_problem (ScenarioReading *reading, const YamlNode *node, const char *format,
                              ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_note (reading->problems, node->line, node->column, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
scenario_reading_add_problem_at (ScenarioReading *reading, guint line, guint column,
                                 const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_note (reading->problems, line, column, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

guint
scenario_reading_count_problems (const ScenarioReading *reading)
{
  return reading->problems->len;
}

gboolean
scenario_reading_is_full (const ScenarioReading *reading)
{
  return reading->problems->len >= MOST_NOTES;
}

void
scenario_reading_add_idle (ScenarioReading *reading, const YamlNode *node, const char *what)
{
  add_note (reading->warnings, node->line, node->column,
            g_strdup_printf ("warning: '%s' has no effect yet", what));
}

void
scenario_reading_add_reference (ScenarioReading *reading, ScenarioNames names, const YamlNode *node,
                                const char *name)
{
  ScenarioReference reference = { names, node->line, node->column, g_strdup (name) };

  g_array_append_val (reading->references, reference);
}

static gint
compare_notes (gconstpointer a, gconstpointer b)
{
  const Note *x = a, *y = b;

  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

/* What is read through several aliases is noted several times. */
static GPtrArray *
write_notes (const ScenarioReading *reading, GArray *notes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_array_sort (notes, compare_notes);
  for (guint i = 0; i < notes->len; i++)
    {
      const Note *note = &g_array_index (notes, Note, i);
      g_autofree char *line = g_strdup_printf ("%s:%u:%u: %s", reading->file, note->line,
                                               note->column, note->text);

      if (!g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  return lines;
}

GPtrArray *
scenario_reading_write_problems (ScenarioReading *reading)
{
  return write_notes (reading, reading->problems);
}

GPtrArray *
scenario_reading_write_warnings (ScenarioReading *reading)
{
  return write_notes (reading, reading->warnings);
}
