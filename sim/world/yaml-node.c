/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/yaml-node.h"

#include <string.h>

enum
{
  MOST_QUOTED = 60, /* characters of a text that a message repeats */
};

YamlNode *
yaml_node_new (YamlNodeKind kind, guint line, guint column)
{
  YamlNode *node = g_new0 (YamlNode, 1);

  node->kind = kind;
  node->line = line;
  node->column = column;
  node->weight = 1;
  if (kind != YAML_NODE_TEXT)
    node->items = g_ptr_array_new ();
  return node;
}

void
yaml_node_free (YamlNode *node)
{
  g_free (node->text);
  g_clear_pointer (&node->items, g_ptr_array_unref);
  g_free (node);
}

gboolean
yaml_node_is_nothing (const YamlNode *node)
{
  return node->kind == YAML_NODE_TEXT && node->plain
         && (*node->text == '\0' || g_str_equal (node->text, "~")
             || g_str_equal (node->text, "null"));
}

const YamlNode *
yaml_node_find (const YamlNode *node, const char *key)
{
  if (node->kind != YAML_NODE_MAP)
    return NULL;
  for (guint i = 0; i + 1 < node->items->len; i += 2)
    {
      const YamlNode *name = g_ptr_array_index (node->items, i);

      if (g_str_equal (name->text, key))
        return g_ptr_array_index (node->items, i + 1);
    }
  return NULL;
}

static char *
quote (const char *text)
{
  GString *quoted = g_string_new ("'");
  int count = 0;

  for (; *text != '\0' && count < MOST_QUOTED; text = g_utf8_next_char (text), count++)
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (quoted, g_unichar_isprint (c) ? c : ' ');
    }
  g_string_append (quoted, *text != '\0' ? "…'" : "'");
  return g_string_free (quoted, FALSE);
}

char *
yaml_node_describe (const YamlNode *node)
{
  switch (node->kind)
    {
    case YAML_NODE_TEXT:
      return yaml_node_is_nothing (node) ? g_strdup ("empty") : quote (node->text);
    case YAML_NODE_LIST:
      return g_strdup ("a list");
    case YAML_NODE_MAP:
      return g_strdup ("a map");
    }
  g_assert_not_reached ();
}

static char *write_node (const YamlNode *node, const YamlNode *map, const char *key);

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The values of a list; of a map each key with its value, in no order but that of letters. Without KEY of MAP. */
static GPtrArray *
write_items (const YamlNode *node, const YamlNode *map, const char *key)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  guint step = node->kind == YAML_NODE_MAP ? 2 : 1;

  for (guint i = 0; i < node->items->len; i += step)
    {
      g_autofree char *first = NULL, *second = NULL;

      if (node == map && g_str_equal (((const YamlNode *) g_ptr_array_index (node->items, i))->text, key))
        continue;
      first = write_node (g_ptr_array_index (node->items, i), map, key);
      second = step == 1 ? NULL : write_node (g_ptr_array_index (node->items, i + 1), map, key);
      g_ptr_array_add (words, g_strconcat (first, second, NULL));
    }
  if (step == 2)
    g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  return words;
}

static char *
write_node (const YamlNode *node, const YamlNode *map, const char *key)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *inside = NULL;

  if (node->kind == YAML_NODE_TEXT)
    {
      g_autofree char *text = g_strescape (node->text, NULL);

      return g_strdup_printf ("\"%s\"%s", text, yaml_node_is_nothing (node) ? "~" : "");
    }
  items = write_items (node, map, key);
  inside = g_strjoinv ("", (char **) items->pdata);
  return g_strdup_printf (node->kind == YAML_NODE_MAP ? "{%s}" : "[%s]", inside);
}

char *
yaml_node_write_without (const YamlNode *node, const YamlNode *map, const char *key)
{
  return write_node (node, map, key);
}

char *
yaml_node_write (const YamlNode *node)
{
  return write_node (node, NULL, NULL);
}
