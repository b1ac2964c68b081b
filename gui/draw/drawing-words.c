/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing.h"

static void
append (GString *words, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, "; ");
  g_string_append (words, text);
}

static guint
append_titles (const Drawing *drawing, guint most, GString *words)
{
  guint count = 0;

  for (guint i = 0; i < drawing_count_groups (drawing); i++)
    {
      const char *title = drawing_get_group (drawing, i)->title;

      if (title != NULL && count++ < most)
        append (words, title);
    }
  if (count > most)
    g_string_append_printf (words, "; and %u more", count - most);
  return count;
}

static void
append_texts (const Drawing *drawing, guint most, GString *words)
{
  for (guint i = 0, count = 0; i < drawing_count (drawing) && count < most; i++)
    if (drawing_get (drawing, i)->kind == DRAWING_TEXT)
      {
        append (words, drawing_get (drawing, i)->text);
        count++;
      }
}

char *
drawing_describe (const Drawing *drawing, guint most)
{
  GString *words = g_string_new (drawing_get_title (drawing));

  if (append_titles (drawing, most, words) == 0)
    append_texts (drawing, most, words);
  return g_string_free (words, FALSE);
}
