/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * yaml-document: the bytes of one YAML document as a tree of nodes, by libyaml's events. It is safe
 * with any bytes: depth, size and the growth of aliases have limits. It knows no scenario.
 */
#pragma once

#include "sim/world/yaml-node.h"

typedef struct
{
  const YamlNode *root;
  GPtrArray *nodes; /* YamlNode *, owned */
} YamlDocument;

/* Why bytes are no document, and where. */
typedef struct
{
  guint line;   /* from 1 */
  guint column; /* from 1, in characters */
  char *reason; /* owned by the caller once set */
} YamlDocumentError;

/* NULL and ERROR where BYTES are not exactly one YAML document in UTF-8. Every key of every map is
 * text. An alias is the very node that has the anchor, so nodes may be shared; they form no circle.
 */
YamlDocument *yaml_document_parse (const char *bytes, gsize length, YamlDocumentError *error);
void yaml_document_free (YamlDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YamlDocument, yaml_document_free)
