/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-suggestion.h"

#include <string.h>

enum
{
  LONGEST_WORD = 80, /* longer ones get no suggestion */
  MOST_LISTED = 16,
};

/* Levenshtein's distance, a swap of neighbours counting as one change. */
static guint
measure (const char *a, const char *b)
{
  guint rows[3][LONGEST_WORD + 1];
  guint *before = rows[0], *last = rows[1], *row = rows[2];
  gsize length = strlen (b);

  for (gsize j = 0; j <= length; j++)
    last[j] = (guint) j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint *spare = before;

      row[0] = (guint) i;
      for (gsize j = 1; j <= length; j++)
        {
          row[j] = MIN (last[j], row[j - 1]) + 1;
          row[j] = MIN (row[j],
                        last[j - 1] + (g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1])));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
      before = last;
      last = row;
      row = spare;
    }
  return last[length];
}

const char *
scenario_suggestion_find (const char *word, const GPtrArray *names)
{
  guint best = MAX (1, (guint) strlen (word) / 5) + 1;
  const char *found = NULL;

  if (strlen (word) > LONGEST_WORD)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      guint distance = strlen (name) > LONGEST_WORD ? best : measure (word, name);

      if (distance < best && distance < strlen (name))
        {
          best = distance;
          found = name;
        }
    }
  return found;
}

char *
scenario_suggestion_format (const char *word, const GPtrArray *names)
{
  const char *near = scenario_suggestion_find (word, names);
  GString *text;

  if (near != NULL)
    return g_strdup_printf ("; did you mean '%s'?", near);
  if (names->len == 0 || names->len > MOST_LISTED)
    return g_strdup ("");
  text = g_string_new ("; expected ");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i + 1 == names->len ? " or " : ", ",
                            (const char *) g_ptr_array_index (names, i));
  return g_string_free (text, FALSE);
}
