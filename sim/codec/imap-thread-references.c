/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-thread-tree.h"

#include "sim/codec/message-id.h"

enum
{
  MOST_REFERENCES = 1000, /* of one message; the first ones are left out */
};

/* The node for the message ID, a dummy where there is none yet. Takes ID over. */
static ThreadNode *
find_or_add (ImapThreads *threads, char *id)
{
  ThreadNode *node = g_hash_table_lookup (threads->by_id, id);

  if (node == NULL)
    {
      node = thread_node_new (threads);
      g_hash_table_insert (threads->by_id, id, node);
    }
  else
    g_free (id);
  return node;
}

/* Whether NODE is ANCESTOR or has it above it. One without children is above nothing. */
static gboolean
descends_from (const ThreadNode *node, const ThreadNode *ancestor)
{
  if (node == ancestor)
    return TRUE;
  if (ancestor->first == NULL)
    return FALSE;
  while (node != NULL && node != ancestor)
    node = node->parent;
  return node != NULL;
}

/* Makes PARENT that of CHILD unless that would be a loop. While links are being made, FIRST says only
 * that a node has had a child. */
static void
link_nodes (ThreadNode *parent, ThreadNode *child)
{
  if (descends_from (parent, child))
    return;
  child->parent = parent;
  parent->first = child;
}

/* The msg-ids of TEXT, which may be NULL, up to COUNT of them. */
static GPtrArray *
read_ids (const char *text, guint count)
{
  GPtrArray *ids = g_ptr_array_new ();
  const char *at = text != NULL ? text : "";
  char *id;

  while ((id = message_id_take (&at)) != NULL)
    {
      g_ptr_array_add (ids, id);
      if (ids->len == count)
        break;
    }
  return ids;
}

/* References, or else the first of In-Reply-To. */
static GPtrArray *
read_references (ImapMessage *message)
{
  const MimePart *root = imap_message_outline (message);
  g_autofree char *references = imap_message_dup_field (message, root, "References");
  g_autofree char *reply = imap_message_dup_field (message, root, "In-Reply-To");
  GPtrArray *ids = read_ids (references, G_MAXUINT);

  if (ids->len > 0)
    return ids;
  g_ptr_array_unref (ids);
  return read_ids (reply, 1);
}

/* Step 1 A: links those that MESSAGE refers to, and returns the last of them; NULL where it refers to
 * none. */
static ThreadNode *
link_references (ImapThreads *threads, ImapMessage *message)
{
  g_autoptr (GPtrArray) ids = read_references (message);
  ThreadNode *before = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      ThreadNode *node;

      if (ids->len - i > MOST_REFERENCES)
        {
          g_free (g_ptr_array_index (ids, i));
          continue;
        }
      node = find_or_add (threads, g_ptr_array_index (ids, i));
      if (before != NULL && node->parent == NULL)
        link_nodes (before, node);
      before = node;
    }
  return before;
}

/* The node for MESSAGE: that of its Message-ID, unless it has none or another message has the same. */
static ThreadNode *
find_own (ImapThreads *threads, ImapMessage *message)
{
  g_autofree char *text = imap_message_dup_field (message, imap_message_outline (message), "Message-ID");
  const char *at = text != NULL ? text : "";
  char *id = message_id_take (&at);
  ThreadNode *node = id != NULL ? find_or_add (threads, id) : NULL;

  return node != NULL && node->id == 0 ? node : thread_node_new (threads);
}

void
thread_references_add (ImapThreads *threads, ThreadNode *data, ImapMessage *message)
{
  ThreadNode *node = find_own (threads, message), *last;

  node->id = data->id;
  node->date = data->date;
  node->subject = data->subject;
  node->is_reply = data->is_reply;
  last = link_references (threads, message);
  node->parent = NULL; /* step 1 B: this link is the correct one */
  if (last != NULL)
    link_nodes (last, node);
}

/* The next message above NODE; where there are only dummies, the topmost. */
static ThreadNode *
find_parent (const ThreadNode *node)
{
  ThreadNode *parent = node->parent;

  while (parent != NULL && parent->id == 0 && parent->parent != NULL)
    parent = parent->parent;
  return parent;
}

/* Takes the dummies out from between messages. */
static void
skip_dummies (ImapThreads *threads)
{
  g_autofree ThreadNode **parents = g_new0 (ThreadNode *, threads->nodes->len);

  for (guint i = 0; i < threads->nodes->len; i++)
    parents[i] = find_parent (g_ptr_array_index (threads->nodes, i));
  for (guint i = 0; i < threads->nodes->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (threads->nodes, i);

      node->parent = node->id != 0 ? parents[i] : NULL;
      node->first = node->last = NULL;
    }
}

/* Notes in each node the first and the last message below it. */
static void
note_children (ImapThreads *threads)
{
  for (guint i = 0; i < threads->nodes->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (threads->nodes, i);

      if (node->parent == NULL)
        continue;
      node->parent->last = node;
      if (node->parent->first == NULL)
        node->parent->first = node;
    }
}

/* Step 3: only those dummies stay that hold several threads together at the top. */
void
thread_references_prune (ImapThreads *threads)
{
  skip_dummies (threads);
  note_children (threads);
  for (guint i = 0; i < threads->nodes->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (threads->nodes, i);

      if (node->id == 0 && node->first != NULL && node->first == node->last)
        node->first->parent = NULL;
    }
}
