/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-thread-tree.h"

#include "sim/codec/base-subject.h"
#include "sim/codec/imap-date.h"

static void
free_node (gpointer data)
{
  ThreadNode *node = data;

  g_free (node->subject);
  g_free (node);
}

ImapThreads *
imap_threads_new (ImapThreadAlgorithm algorithm)
{
  ImapThreads *threads = g_new0 (ImapThreads, 1);

  threads->algorithm = algorithm;
  threads->nodes = g_ptr_array_new_with_free_func (free_node);
  threads->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return threads;
}

void
imap_threads_free (ImapThreads *threads)
{
  g_hash_table_unref (threads->by_id);
  g_ptr_array_unref (threads->nodes);
  g_free (threads);
}

ThreadNode *
thread_node_new (ImapThreads *threads)
{
  ThreadNode *node = g_new0 (ThreadNode, 1);

  g_ptr_array_add (threads->nodes, node);
  return node;
}

int
thread_node_compare (const ThreadNode *a, const ThreadNode *b)
{
  a = a->id == 0 && a->first != NULL ? a->first : a;
  b = b->id == 0 && b->first != NULL ? b->first : b;
  if (a->date != b->date)
    return a->date < b->date ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return thread_node_compare (*(ThreadNode *const *) a, *(ThreadNode *const *) b);
}

static void
append_child (ThreadNode *parent, ThreadNode *child)
{
  if (parent->last != NULL)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

/* Copies of the pointers to those nodes that have a parent (WITH_PARENT), or those that have none. */
static GPtrArray *
select_nodes (ImapThreads *threads, gboolean with_parent)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < threads->nodes->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (threads->nodes, i);

      if ((node->parent != NULL) == with_parent && (node->id != 0 || with_parent || node->first != NULL))
        g_ptr_array_add (selected, node);
    }
  g_ptr_array_sort (selected, compare);
  return selected;
}

GPtrArray *
thread_tree_sort (ImapThreads *threads)
{
  g_autoptr (GPtrArray) children = NULL;

  for (guint i = 0; i < threads->nodes->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (threads->nodes, i);

      node->first = node->last = node->next = NULL;
    }
  children = select_nodes (threads, TRUE);
  for (guint i = 0; i < children->len; i++)
    append_child (((ThreadNode *) g_ptr_array_index (children, i))->parent, g_ptr_array_index (children, i));
  return select_nodes (threads, FALSE);
}

void
imap_threads_add (ImapThreads *threads, guint32 id, gint64 internal_date, ImapMessage *message)
{
  g_autofree char *raw = imap_message_dup_field (message, imap_message_outline (message), "Subject");
  ThreadNode data = { .id = id };

  data.date = imap_date_find_sent (message, internal_date);
  data.subject = base_subject_extract (raw, &data.is_reply);
  if (threads->algorithm == IMAP_THREAD_REFERENCES)
    thread_references_add (threads, &data, message);
  else
    *thread_node_new (threads) = data;
}

static gboolean
is_one_of_many (const ThreadNode *node)
{
  return node->parent->first->next != NULL;
}

/* From NODE, which has no children, to the node that is to be written next; NULL where ROOT is done. */
static const ThreadNode *
climb (const ThreadNode *node, const ThreadNode *root, GString *out)
{
  for (; node != root; node = node->parent)
    if (is_one_of_many (node))
      {
        g_string_append (out, node->next != NULL ? ")(" : ")");
        if (node->next != NULL)
          return node->next;
      }
  return NULL;
}

/* "(3 6 (4 23)(44 7 96))" (RFC 5256 BASE.7.2, THREAD) */
static void
write_thread (const ThreadNode *root, GString *out)
{
  const ThreadNode *node = root;

  g_string_append_c (out, '(');
  while (node != NULL)
    {
      if (node->id != 0)
        g_string_append_printf (out, "%u%s", node->id, node->first != NULL ? " " : "");
      if (node->first != NULL)
        {
          node = node->first;
          g_string_append (out, is_one_of_many (node) ? "(" : "");
        }
      else
        node = climb (node, root, out);
    }
  g_string_append_c (out, ')');
}

static GPtrArray *
build (ImapThreads *threads)
{
  g_autoptr (GPtrArray) roots = NULL;

  if (threads->algorithm == IMAP_THREAD_ORDEREDSUBJECT)
    {
      thread_subjects_group (threads);
      return thread_tree_sort (threads);
    }
  thread_references_prune (threads);
  roots = thread_tree_sort (threads);
  thread_subjects_merge (threads, roots);
  return thread_tree_sort (threads);
}

void
imap_threads_write (ImapThreads *threads, GString *out)
{
  g_autoptr (GPtrArray) roots = build (threads);

  if (roots->len > 0)
    g_string_append_c (out, ' ');
  for (guint i = 0; i < roots->len; i++)
    write_thread (g_ptr_array_index (roots, i), out);
}
