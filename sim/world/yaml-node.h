/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * yaml-node: one value of a YAML file with its place. It knows no scenario and no libyaml; the
 * nodes belong to their yaml-document.
 */
#pragma once

#include <glib.h>

typedef enum
{
  YAML_NODE_TEXT,
  YAML_NODE_LIST,
  YAML_NODE_MAP,
} YamlNodeKind;

typedef struct YamlNode YamlNode;

struct YamlNode
{
  YamlNodeKind kind;
  guint line;        /* from 1 */
  guint column;      /* from 1, in characters */
  gsize begin, end;  /* in characters of the document; END of what is made of lines (a block) is where the next thing begins */
  gboolean flow;     /* a list in [] or a map in {} */
  char *text;        /* text only; UTF-8 */
  gboolean plain;    /* text without quotes or block sign */
  guint text_line;   /* of the first line of a literal block ("|"); 0: text of another form */
  guint text_column;
  GPtrArray *items;  /* list: values; map: key, value, key, value; borrowed */
  guint weight;      /* values inside and itself, aliases counted in full */
  gboolean open;     /* its end has not been read yet */
};

YamlNode *yaml_node_new (YamlNodeKind kind, guint line, guint column);
void yaml_node_free (YamlNode *node);

/* A key with nothing behind it, "~" or "null". */
gboolean yaml_node_is_nothing (const YamlNode *node);

/* The value of KEY in a map; NULL where NODE is none or has no such key. */
const YamlNode *yaml_node_find (const YamlNode *node, const char *key);

/* Alike for nodes that say the same, however they are written; in one line; caller frees. */
char *yaml_node_write (const YamlNode *node);
/* Likewise, but without KEY of MAP, which is NODE or within it. */
char *yaml_node_write_without (const YamlNode *node, const YamlNode *map, const char *key);

/* For messages, on one line: "'fast'", "a list", "a map", "empty"; caller frees. */
char *yaml_node_describe (const YamlNode *node);
