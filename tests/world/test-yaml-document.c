/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/yaml-document.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length; /* 0: up to the NUL */
  const char *error;
} Bad;

static const Bad bads[] = {
  { "empty", "", 0, "1:1 an empty file; expected a scenario" },
  { "comment", "# nothing\n", 0, "1:1 an empty file; expected a scenario" },
  { "nul", "a: 1\nb: x\0y\n", 12, "2:5 a NUL byte; expected text" },
  { "latin-1", "a: caf\xe9\n", 0, "1:7 not UTF-8; expected a text file in UTF-8" },
  { "cut-utf8", "a: caf\xc3", 0, "1:7 not UTF-8; expected a text file in UTF-8" },
  { "overlong", "a: \xc0\x80", 0, "1:4 not UTF-8; expected a text file in UTF-8" },
  { "surrogate", "a: \xed\xa0\x80", 0, "1:4 not UTF-8; expected a text file in UTF-8" },
  { "utf16", "\xff\xfe" "a\0", 4, "1:1 not UTF-8; expected a text file in UTF-8" },
  { "escape", "ä: \x1b[1m\n", 0, "1:4 a control character; expected text" },
  { "escaped-nul", "a: \"x\\0y\"\n", 0, "1:4 text with a NUL character; expected text" },
  { "tab", "a:\n\tb: 1\n", 0, "2:1 a tab; expected spaces, the only indentation in YAML" },
  { "two-documents", "a: 1\n---\nb: 1\n", 0, "2:1 a second document; expected one scenario in a file" },
  { "circle", "a: &a [x, *a]\n", 0, "1:11 an alias inside its own anchor; expected no circle" },
  { "no-anchor", "a: *b\n", 0, "1:4 an alias without its anchor; expected '&name' before '*name'" },
  { "list-as-key", "[a, b]: 1\n", 0, "1:1 a list or map as a key; expected text" },
  { "alias-as-key", "a: &a [x]\n*a : 1\n", 0, "2:1 a list or map as a key; expected text" },
  { "unclosed", "a: [1, 2\n", 0, "2:1 not YAML: did not find expected ',' or ']' while parsing a flow sequence" },
  { "unclosed-quote", "a: \"b\n", 0, "2:1 not YAML: found unexpected end of stream while scanning a quoted scalar" },
  { "two-colons", "a: b: c\n", 0, "1:5 not YAML: mapping values are not allowed in this context" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *bad = data;
  YamlDocumentError error = { 0 };
  g_autofree char *text = NULL;

  g_assert_null (yaml_document_parse (bad->bytes, bad->length > 0 ? bad->length : strlen (bad->bytes), &error));
  text = g_strdup_printf ("%u:%u %s", error.line, error.column, error.reason);
  g_free (error.reason);
  g_assert_cmpstr (text, ==, bad->error);
}

static YamlDocument *
parse (const char *text)
{
  YamlDocumentError error = { 0 };
  YamlDocument *document = yaml_document_parse (text, strlen (text), &error);

  g_assert_cmpstr (error.reason, ==, NULL);
  return document;
}

static void
test_tree (void)
{
  g_autoptr (YamlDocument) document = parse ("a: 1\nbä: [x, 'y', {z: ~}]\n");
  const YamlNode *list = yaml_node_find (document->root, "bä");
  const YamlNode *quoted = g_ptr_array_index (list->items, 1), *map = g_ptr_array_index (list->items, 2);

  g_assert_cmpint (document->root->kind, ==, YAML_NODE_MAP);
  g_assert_cmpstr (yaml_node_find (document->root, "a")->text, ==, "1");
  g_assert_null (yaml_node_find (document->root, "c"));
  g_assert_null (yaml_node_find (list, "a"));
  g_assert_cmpuint (quoted->line, ==, 2);
  g_assert_cmpuint (quoted->column, ==, 9);
  g_assert_false (quoted->plain);
  g_assert_true (yaml_node_is_nothing (yaml_node_find (map, "z")));
}

static void
test_byte_order_mark (void)
{
  g_autoptr (YamlDocument) document = parse ("\xef\xbb\xbf" "a: 1\n");

  g_assert_cmpuint (yaml_node_find (document->root, "a")->column, ==, 4);
}

static void
test_block_place (void)
{
  g_autoptr (YamlDocument) document = parse ("a:\n  b: |  # sign\n\n      one\n       two\n  c: >\n   x\n");
  const YamlNode *b = yaml_node_find (yaml_node_find (document->root, "a"), "b");
  const YamlNode *c = yaml_node_find (yaml_node_find (document->root, "a"), "c");

  g_assert_cmpuint (b->text_line, ==, 3);
  g_assert_cmpuint (b->text_column, ==, 7);
  g_assert_cmpuint (c->text_line, ==, 0);
}

static void
test_alias (void)
{
  g_autoptr (YamlDocument) document = parse ("a: &x {k: v}\nb: *x\nc: [*x, *x]\n");

  g_assert_true (yaml_node_find (document->root, "a") == yaml_node_find (document->root, "b"));
  g_assert_cmpuint (document->root->weight, ==, 4 + 3 * 4 + 1);
}

static char *
repeat (const char *text, guint count)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

/* Refused, in a moment. */
static void
assert_refused (const char *text, const char *reason)
{
  YamlDocumentError error = { 0 };
  gint64 start = g_get_monotonic_time ();

  g_assert_null (yaml_document_parse (text, strlen (text), &error));
  g_assert_nonnull (strstr (error.reason, reason));
  g_free (error.reason);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_depth (void)
{
  static const char *const openings[] = { "[", "{a: ", "- ", "- - - ", "[{a: " };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *deep = repeat (openings[i], 100000);

      assert_refused (deep, "nested too deep");
    }
}

static void
test_allowed_depth (void)
{
  g_autofree char *open = repeat ("[", 64), *close = repeat ("]", 64);
  g_autofree char *text = g_strconcat (open, close, NULL);
  g_autoptr (YamlDocument) document = parse (text);

  g_assert_cmpuint (document->nodes->len, ==, 64);
}

static void
test_billion_laughs (void)
{
  GString *text = g_string_new ("a: &a [x, x, x, x, x, x, x, x, x]\n");

  for (char c = 'b'; c < 'k'; c++)
    {
      g_autofree char *list = g_strdup_printf ("*%c, ", c - 1);
      g_autofree char *lists = repeat (list, 9);

      g_string_append_printf (text, "%c: &%c [%s]\n", c, c, lists);
    }
  assert_refused (text->str, "too many values");
  g_string_free (text, TRUE);
}

static void
test_wide (void)
{
  g_autofree char *items = repeat ("a,", 600000);
  g_autofree char *text = g_strconcat ("[", items, "]", NULL);

  assert_refused (text, "too many values");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    {
      g_autofree char *path = g_strconcat ("/yaml-document/refuses/", bads[i].name, NULL);

      g_test_add_data_func (path, &bads[i], test_bad);
    }
  g_test_add_func ("/yaml-document/tree", test_tree);
  g_test_add_func ("/yaml-document/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/yaml-document/block-place", test_block_place);
  g_test_add_func ("/yaml-document/alias", test_alias);
  g_test_add_func ("/yaml-document/depth", test_depth);
  g_test_add_func ("/yaml-document/allowed-depth", test_allowed_depth);
  g_test_add_func ("/yaml-document/billion-laughs", test_billion_laughs);
  g_test_add_func ("/yaml-document/wide", test_wide);
  return g_test_run ();
}
