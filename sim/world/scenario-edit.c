/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-edit.h"

#include "sim/world/scenario-reader.h"
#include "sim/world/yaml-document.h"

#include <string.h>

/* A change of the text: what stands from BEGIN to END, in characters, gives way to WORDS. */
typedef struct
{
  gsize begin, end;
  char *words; /* NULL: it can't be done */
} Change;

static YamlDocument *
parse (const char *file, const char *text, GError **error)
{
  YamlDocumentError syntax = { 0 };
  YamlDocument *document = yaml_document_parse (text, strlen (text), &syntax);

  if (document != NULL && document->root->kind == YAML_NODE_MAP)
    return document;
  g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_SYNTAX, "%s:%u:%u: %s", file, document == NULL ? syntax.line : 1, document == NULL ? syntax.column : 1,
               document == NULL ? syntax.reason : "no map; expected a scenario");
  g_clear_pointer (&document, yaml_document_free);
  g_free (syntax.reason);
  return NULL;
}

/* Whether item INDEX of PARENT is an alias: what it stands for was said before. */
static gboolean
is_alias (const YamlNode *parent, guint index)
{
  const YamlNode *node = g_ptr_array_index (parent->items, index);

  for (guint i = 0; i < index; i++)
    if (node->begin <= ((const YamlNode *) g_ptr_array_index (parent->items, i))->begin)
      return TRUE;
  return node->begin < parent->begin;
}

/* The value of KEY in MAP, and whether it stands elsewhere. */
static const YamlNode *
find_value (const YamlNode *map, const char *key, gboolean *elsewhere)
{
  const YamlNode *value = yaml_node_find (map, key);

  *elsewhere = FALSE;
  for (guint i = 0; value != NULL && i < map->items->len; i += 2)
    if (strcmp (((const YamlNode *) g_ptr_array_index (map->items, i))->text, key) == 0)
      *elsewhere = is_alias (map, i + 1);
  return value;
}

/* Where what NODE says ends; FALSE where it ends in an alias, which stands elsewhere. */
static gboolean
find_end (const YamlNode *node, gsize *end)
{
  const YamlNode *last;

  *end = node->end;
  if (node->kind == YAML_NODE_TEXT || node->flow || node->items->len == 0)
    return TRUE;
  last = g_ptr_array_index (node->items, node->items->len - 1);
  return !is_alias (node, node->items->len - 1) && find_end (last, end);
}

/* The end of the last item within the brackets of NODE; its opening bracket where it has none. */
static gboolean
find_end_inside (const YamlNode *node, gsize *end)
{
  const YamlNode *last = node->items->len == 0 ? NULL : g_ptr_array_index (node->items, node->items->len - 1);

  *end = node->begin + 1;
  return last == NULL || (!is_alias (node, node->items->len - 1) && find_end (last, end));
}

/* A byte order mark is no character of the document. */
static const char *
skip_mark (const char *text)
{
  return g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
}

/* The start of the line after what ends at END. */
static gsize
next_line (const char *text, gsize end)
{
  const char *start = skip_mark (text), *p = g_utf8_offset_to_pointer (start, (glong) end), *newline;

  if (p > start && p[-1] == '\n')
    return end;
  newline = strchr (p, '\n');
  return (gsize) g_utf8_pointer_to_offset (start, newline == NULL ? p + strlen (p) : newline + 1);
}

static Change
change_at (gsize place, char *words)
{
  return (Change){ place, place, words };
}

/* LINE, indented so that it begins in COLUMN, after what ends at END. */
static Change
add_line (const char *text, gsize end, guint column, const char *line)
{
  gsize place = next_line (text, end);
  const char *p = g_utf8_offset_to_pointer (skip_mark (text), (glong) place);
  gboolean begun = place > 0 && p[-1] != '\n';

  return change_at (place, g_strdup_printf ("%s%*s%s\n", begun ? "\n" : "", (int) column - 1, "", line));
}

static Change
add_section (const char *text, const YamlNode *root, const char *section, const char *entry)
{
  g_autofree char *lines = g_strdup_printf ("%s:\n%*s- %s", section, (int) root->column + 1, "", entry);
  gsize end;

  if (root->flow)
    return find_end_inside (root, &end) ? change_at (end, g_strdup_printf (", %s: [%s]", section, entry)) : (Change){ 0 };
  return find_end (root, &end) ? add_line (text, end, root->column, lines) : (Change){ 0 };
}

static Change
add_item (const char *text, const YamlNode *list, const char *entry)
{
  g_autofree char *line = g_strdup_printf ("- %s", entry);
  gsize end;

  if (list->flow)
    return find_end_inside (list, &end) ? change_at (end, g_strconcat (list->items->len == 0 ? "" : ", ", entry, NULL)) : (Change){ 0 };
  return find_end (list, &end) ? add_line (text, end, list->column, line) : (Change){ 0 };
}

static Change
plan_addition (const char *text, const YamlNode *root, const char *section, const char *entry)
{
  gboolean elsewhere;
  const YamlNode *list = find_value (root, section, &elsewhere);

  if (list == NULL)
    return add_section (text, root, section, entry);
  if (elsewhere)
    return (Change){ 0 };
  if (yaml_node_is_nothing (list))
    return (Change){ list->begin, list->end, g_strdup_printf ("%s[%s]", list->begin == list->end ? " " : "", entry) };
  return list->kind == YAML_NODE_LIST ? add_item (text, list, entry) : (Change){ 0 };
}

static const YamlNode *
find_item (const YamlNode *root, const char *section, guint index)
{
  const YamlNode *list = yaml_node_find (root, section);
  const YamlNode *item = list == NULL || list->kind != YAML_NODE_LIST || index >= list->items->len ? NULL : g_ptr_array_index (list->items, index);

  return item != NULL && item->kind == YAML_NODE_MAP && !is_alias (list, index) ? item : NULL;
}

/* VALUE in the place of OLD, which is more than a word: from its first sign to the end of its last line. */
static Change
replace_list (const YamlNode *old, const char *value)
{
  gsize end;

  if (old->flow)
    return (Change){ old->begin, old->end, g_strdup (value) };
  return find_end (old, &end) ? (Change){ old->begin, end, g_strdup (value) } : (Change){ 0 };
}

static Change
plan_setting (const char *text, const YamlNode *item, const char *key, const char *value)
{
  gboolean elsewhere;
  const YamlNode *old = find_value (item, key, &elsewhere);
  g_autofree char *line = g_strdup_printf ("%s: %s", key, value);
  gsize end;

  if (old != NULL && !elsewhere && old->kind != YAML_NODE_TEXT)
    return replace_list (old, value);
  if (old != NULL)
    return old->text_line == 0 && !elsewhere ? (Change){ old->begin, old->end, g_strdup (value) } : (Change){ 0 };
  if (item->flow)
    return find_end_inside (item, &end) ? change_at (end, g_strconcat (", ", line, NULL)) : (Change){ 0 };
  return find_end (item, &end) ? add_line (text, end, item->column, line) : (Change){ 0 };
}

/* Takes CHANGE. */
static char *
carry_out (const char *text, Change change)
{
  const char *start = skip_mark (text), *begin, *end;
  GString *out = g_string_new_len (text, start - text);

  begin = g_utf8_offset_to_pointer (start, (glong) change.begin);
  end = g_utf8_offset_to_pointer (start, (glong) change.end);
  g_string_append_len (out, start, begin - start);
  g_string_append (out, change.words);
  g_string_append (out, end);
  g_free (change.words);
  return g_string_free (out, FALSE);
}

static void
refuse (const char *file, const YamlNode *node, GError **error)
{
  g_clear_error (error);
  g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_INVALID, "%s:%u:%u: written so that nothing can be put in; expected a plain list of maps, without aliases",
               file, node->line, node->column);
}

static guint
count_items (const YamlNode *root, const char *section)
{
  const YamlNode *list = yaml_node_find (root, section);

  return list == NULL || list->kind != YAML_NODE_LIST ? 0 : list->items->len;
}

char *
scenario_edit_add (const char *file, const char *text, const char *section, const char *entry, GError **error)
{
  g_autoptr (YamlDocument) before = parse (file, text, error), after = NULL;
  g_autofree char *changed = NULL;
  Change change;

  if (before == NULL)
    return NULL;
  change = plan_addition (text, before->root, section, entry);
  changed = change.words == NULL ? NULL : carry_out (text, change);
  after = changed == NULL ? NULL : parse (file, changed, error);
  if (after != NULL && count_items (after->root, section) == count_items (before->root, section) + 1)
    return g_steal_pointer (&changed);
  refuse (file, before->root, error);
  return NULL;
}

/* Whether KEY of ITEM is VALUE. */
static gboolean
has_value (const YamlNode *item, const char *key, const char *value)
{
  YamlDocumentError syntax = { 0 };
  g_autoptr (YamlDocument) wanted = yaml_document_parse (value, strlen (value), &syntax);
  const YamlNode *found = yaml_node_find (item, key);
  g_autofree char *a = wanted == NULL ? NULL : yaml_node_write (wanted->root), *b = found == NULL ? NULL : yaml_node_write (found);

  g_free (syntax.reason);
  return a != NULL && g_strcmp0 (a, b) == 0;
}

/* Whether KEY of item INDEX of SECTION is VALUE in AFTER, which otherwise says what BEFORE says. */
static gboolean
is_set (const YamlNode *before, const YamlNode *after, const char *section, guint index, const char *key, const char *value)
{
  const YamlNode *old_item = find_item (before, section, index), *item = find_item (after, section, index);
  g_autofree char *old_rest = NULL, *rest = NULL;

  if (item == NULL || !has_value (item, key, value))
    return FALSE;
  old_rest = yaml_node_write_without (before, old_item, key);
  rest = yaml_node_write_without (after, item, key);
  return strcmp (old_rest, rest) == 0;
}

char *
scenario_edit_set (const char *file, const char *text, const char *section, guint index, const char *key, const char *value, GError **error)
{
  g_autoptr (YamlDocument) before = parse (file, text, error), after = NULL;
  g_autofree char *changed = NULL;
  const YamlNode *item;
  Change change = { 0 };

  if (before == NULL)
    return NULL;
  item = find_item (before->root, section, index);
  if (item != NULL)
    change = plan_setting (text, item, key, value);
  changed = change.words == NULL ? NULL : carry_out (text, change);
  after = changed == NULL ? NULL : parse (file, changed, error);
  if (after != NULL && is_set (before->root, after->root, section, index, key, value))
    return g_steal_pointer (&changed);
  refuse (file, before->root, error);
  return NULL;
}

static char *
describe_item (const YamlNode *root, const char *section, guint index)
{
  const YamlNode *item = find_item (root, section, index);

  return item == NULL ? NULL : yaml_node_write (item);
}

char *
scenario_edit_describe (const char *text, const char *section, guint index)
{
  g_autoptr (YamlDocument) document = parse ("", text, NULL);

  return document == NULL ? NULL : describe_item (document->root, section, index);
}

gboolean
scenario_edit_find (const char *file, const char *text, const char *section, const char *words, guint *index, GError **error)
{
  g_autoptr (YamlDocument) document = parse (file, text, error);
  guint count;

  if (document == NULL)
    return FALSE;
  count = count_items (document->root, section);
  for (guint i = 0; i <= count; i++)
    {
      guint candidate = i == 0 ? *index : i - 1;
      g_autofree char *found = describe_item (document->root, section, candidate);

      if (g_strcmp0 (found, words) == 0)
        {
          *index = candidate;
          return TRUE;
        }
    }
  g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_INVALID, "%s: what it changed is not among the file's %s any more; undo it, or put that back", file, section);
  return FALSE;
}

char *
scenario_edit_quote (const char *text)
{
  GString *out = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff)
        g_string_append_printf (out, "\\u%04X", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

char *
scenario_edit_quote_list (const char *const *texts)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *quoted = scenario_edit_quote (texts[i]);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", quoted);
    }
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}
