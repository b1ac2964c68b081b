/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/yaml-node.h"

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

/* Without KEY of MAP. */
static void
write_node (GString *out, const YamlNode *node, const YamlNode *map, const char *key)
{
  static const char brackets[][3] = { [YAML_NODE_TEXT] = "\"\"", [YAML_NODE_LIST] = "[]", [YAML_NODE_MAP] = "{}" };
  g_autofree char *text = node->kind == YAML_NODE_TEXT ? g_strescape (node->text, NULL) : NULL;

  g_string_append_c (out, brackets[node->kind][0]);
  g_string_append (out, text == NULL ? "" : text);
  for (guint i = 0; text == NULL && i < node->items->len; i++)
    if (node == map && i % 2 == 0 && g_str_equal (((const YamlNode *) g_ptr_array_index (node->items, i))->text, key))
      i++;
    else
      write_node (out, g_ptr_array_index (node->items, i), map, key);
  g_string_append_c (out, brackets[node->kind][1]);
  g_string_append (out, yaml_node_is_nothing (node) ? "~" : "");
}

char *
yaml_node_write_without (const YamlNode *node, const YamlNode *map, const char *key)
{
  GString *out = g_string_new (NULL);

  write_node (out, node, map, key);
  return g_string_free (out, FALSE);
}

char *
yaml_node_write (const YamlNode *node)
{
  return yaml_node_write_without (node, NULL, NULL);
}
