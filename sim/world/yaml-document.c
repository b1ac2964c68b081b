/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/yaml-document.h"

#include <string.h>
#include <yaml.h>

enum
{
  DEEPEST = 64,
  MOST_NODES = 500000, /* with every alias counted in full */
};

/* One document on its way from events to nodes. */
typedef struct
{
  const char *bytes;
  gsize length;
  YamlDocument *document;   /* borrowed */
  YamlDocumentError *error; /* borrowed; the first one stays */
  GPtrArray *open;          /* YamlNode *, outermost first; borrowed */
  GHashTable *anchors;      /* name → YamlNode *, borrowed */
  guint documents;
  const char *cursor;       /* the start of line cursor_line, so that looking for lines is cheap */
  guint cursor_line;
} Builder;

static gboolean
refuse (Builder *builder, guint line, guint column, const char *reason)
{
  builder->error->line = line;
  builder->error->column = column;
  builder->error->reason = g_strdup (reason);
  return FALSE;
}

static gboolean
refuse_at (Builder *builder, const yaml_mark_t *mark, const char *reason)
{
  return refuse (builder, (guint) mark->line + 1, (guint) mark->column + 1, reason);
}

static gboolean
refuse_empty (Builder *builder)
{
  return refuse (builder, 1, 1, "an empty file; expected a scenario");
}

/* What YAML allows in a stream (YAML 1.1 5.1). */
static const char *
complain_about (gunichar c)
{
  if (c == 0)
    return "a NUL byte; expected text";
  if (c == (gunichar) -1 || c == (gunichar) -2)
    return "not UTF-8; expected a text file in UTF-8";
  if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0 && c != 0x85)
      || c == 0xfffe || c == 0xffff)
    return "a control character; expected text";
  return NULL;
}

static gboolean
check_characters (Builder *builder)
{
  const char *p = builder->bytes, *end = p + builder->length;
  guint line = 1, column = 1;

  while (p < end)
    {
      gunichar c = *p == '\0' ? 0 : g_utf8_get_char_validated (p, end - p);
      const char *reason = complain_about (c);

      if (reason != NULL)
        return refuse (builder, line, column, reason);
      p = g_utf8_next_char (p);
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n';
    }
  return TRUE;
}

/* The start of LINE, from 1; the end of the bytes where there is no such line. Lines are looked for
 * in rising order, but for the last time. */
static const char *
find_line (Builder *builder, guint line)
{
  const char *end = builder->bytes + builder->length;

  if (builder->cursor == NULL || line < builder->cursor_line)
    {
      builder->cursor = builder->bytes;
      builder->cursor_line = 1;
    }
  for (; builder->cursor_line < line && builder->cursor < end; builder->cursor_line++)
    {
      const char *newline = memchr (builder->cursor, '\n', (gsize) (end - builder->cursor));

      builder->cursor = newline == NULL ? end : newline + 1;
    }
  return builder->cursor;
}

static void
place_block (Builder *builder, YamlNode *node)
{
  const char *end = builder->bytes + builder->length;
  const char *p = find_line (builder, node->line + 1);

  node->text_line = node->line + 1;
  node->text_column = 1;
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r'))
    {
      node->text_column = *p == ' ' ? node->text_column + 1 : 1;
      p++;
    }
}

/* Whether the next value of the innermost open node is a key. */
static gboolean
expects_key (const YamlNode *parent)
{
  return parent->kind == YAML_NODE_MAP && parent->items->len % 2 == 0;
}

static gboolean
attach (Builder *builder, YamlNode *node, const yaml_mark_t *mark)
{
  YamlNode *parent;

  if (builder->open->len == 0)
    {
      builder->document->root = node;
      return TRUE;
    }
  parent = g_ptr_array_index (builder->open, builder->open->len - 1);
  if (expects_key (parent) && node->kind != YAML_NODE_TEXT)
    return refuse_at (builder, mark, "a list or map as a key; expected text");
  parent->weight += node->weight;
  if (parent->weight > MOST_NODES)
    return refuse_at (builder, mark,
                      "too many values; expected 500000 at most, each alias counted in full");
  g_ptr_array_add (parent->items, node);
  return TRUE;
}

static YamlNode *
add_node (Builder *builder, YamlNodeKind kind, const yaml_mark_t *mark, const yaml_char_t *anchor)
{
  YamlNode *node = yaml_node_new (kind, (guint) mark->line + 1, (guint) mark->column + 1);

  node->begin = node->end = mark->index;
  g_ptr_array_add (builder->document->nodes, node);
  if (anchor != NULL)
    g_hash_table_insert (builder->anchors, g_strdup ((const char *) anchor), node);
  return node;
}

static gboolean
on_scalar (Builder *builder, const yaml_event_t *event)
{
  const char *value = (const char *) event->data.scalar.value;
  YamlNode *node = add_node (builder, YAML_NODE_TEXT, &event->start_mark,
                             event->data.scalar.anchor);

  node->text = g_strndup (value, event->data.scalar.length);
  node->end = event->end_mark.index;
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  if (strlen (node->text) != event->data.scalar.length)
    return refuse_at (builder, &event->start_mark, "text with a NUL character; expected text");
  if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE)
    place_block (builder, node);
  return attach (builder, node, &event->start_mark);
}

static gboolean
on_start (Builder *builder, YamlNodeKind kind, const yaml_event_t *event, const yaml_char_t *anchor)
{
  YamlNode *node = add_node (builder, kind, &event->start_mark, anchor);

  if (builder->open->len == DEEPEST)
    return refuse_at (builder, &event->start_mark, "nested too deep; expected 64 levels at most");
  if (!attach (builder, node, &event->start_mark))
    return FALSE;
  node->open = TRUE;
  node->flow = kind == YAML_NODE_LIST ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  g_ptr_array_add (builder->open, node);
  return TRUE;
}

/* The parent counted a child as 1 when it began. */
static gboolean
on_end (Builder *builder, const yaml_event_t *event)
{
  YamlNode *node = g_ptr_array_steal_index (builder->open, builder->open->len - 1);
  YamlNode *parent;

  node->open = FALSE;
  node->end = event->end_mark.index;
  if (builder->open->len == 0)
    return TRUE;
  parent = g_ptr_array_index (builder->open, builder->open->len - 1);
  parent->weight += node->weight - 1;
  if (parent->weight > MOST_NODES)
    return refuse_at (builder, &event->start_mark,
                      "too many values; expected 500000 at most, each alias counted in full");
  return TRUE;
}

static gboolean
on_alias (Builder *builder, const yaml_event_t *event)
{
  YamlNode *node = g_hash_table_lookup (builder->anchors, event->data.alias.anchor);

  if (node == NULL)
    return refuse_at (builder, &event->start_mark,
                      "an alias without its anchor; expected '&name' before '*name'");
  if (node->open)
    return refuse_at (builder, &event->start_mark,
                      "an alias inside its own anchor; expected no circle");
  return attach (builder, node, &event->start_mark);
}

static gboolean
on_event (Builder *builder, const yaml_event_t *event)
{
  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      return ++builder->documents == 1
             || refuse_at (builder, &event->start_mark,
                           "a second document; expected one scenario in a file");
    case YAML_SCALAR_EVENT:
      return on_scalar (builder, event);
    case YAML_SEQUENCE_START_EVENT:
      return on_start (builder, YAML_NODE_LIST, event, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
      return on_start (builder, YAML_NODE_MAP, event, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      return on_end (builder, event);
    case YAML_ALIAS_EVENT:
      return on_alias (builder, event);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
      return TRUE;
    }
  g_assert_not_reached ();
}

static gboolean
refuse_syntax (Builder *builder, const yaml_parser_t *parser)
{
  const yaml_mark_t *mark = &parser->problem_mark;
  const char *line = find_line (builder, (guint) mark->line + 1);
  const char *end = builder->bytes + builder->length;
  g_autofree char *reason = NULL;

  if (line + mark->column < end && line[mark->column] == '\t')
    return refuse_at (builder, mark, "a tab; expected spaces, the only indentation in YAML");
  reason = g_strdup_printf (
    "not YAML: %s%s%s", parser->problem != NULL ? parser->problem : "out of memory",
    parser->context != NULL ? " " : "", parser->context != NULL ? parser->context : "");
  return refuse_at (builder, mark, reason);
}

static gboolean
build (Builder *builder, yaml_parser_t *parser)
{
  gboolean more = TRUE;

  while (more)
    {
      yaml_event_t event;
      gboolean fine;

      if (!yaml_parser_parse (parser, &event))
        return refuse_syntax (builder, parser);
      fine = on_event (builder, &event);
      more = event.type != YAML_STREAM_END_EVENT;
      yaml_event_delete (&event);
      if (!fine)
        return FALSE;
    }
  return builder->document->root != NULL || refuse_empty (builder);
}

static gboolean
parse (Builder *builder)
{
  yaml_parser_t parser;
  gboolean done;

  if (builder->length == 0)
    return refuse_empty (builder);
  if (!check_characters (builder))
    return FALSE;
  g_assert (yaml_parser_initialize (&parser));
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const unsigned char *) builder->bytes, builder->length);
  done = build (builder, &parser);
  yaml_parser_delete (&parser);
  return done;
}

YamlDocument *
yaml_document_parse (const char *bytes, gsize length, YamlDocumentError *error)
{
  g_autoptr (YamlDocument) document = g_new0 (YamlDocument, 1);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GHashTable) anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize mark = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* U+FEFF */
  Builder builder = { bytes + mark, length - mark, document, error, open, anchors, 0, NULL, 0 };

  document->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) yaml_node_free);
  return parse (&builder) ? g_steal_pointer (&document) : NULL;
}

void
yaml_document_free (YamlDocument *document)
{
  g_ptr_array_unref (document->nodes);
  g_free (document);
}
