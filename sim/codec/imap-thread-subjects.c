/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-thread-tree.h"

#include <string.h>

/* The subject of a thread: a dummy has that of its first child. */
static const char *
find_subject (const ThreadNode *root)
{
  return root->id != 0 ? root->subject : root->first->subject;
}

/* Step 5 B iv: whether NODE is to stand for its subject rather than FOUND. */
static gboolean
is_better (const ThreadNode *node, const ThreadNode *found)
{
  return found->id != 0 && (node->id == 0 || (found->is_reply && !node->is_reply));
}

/* Step 5 B: one of ROOTS for each subject; "" has none. */
static GHashTable *
choose_for_subjects (const GPtrArray *roots)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < roots->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (roots, i);
      const char *subject = find_subject (node);
      const ThreadNode *found = g_hash_table_lookup (table, subject);

      if (*subject != '\0' && (found == NULL || is_better (node, found)))
        g_hash_table_insert (table, (gpointer) subject, node);
    }
  return table;
}

static void
move_children (ThreadNode *from, ThreadNode *to)
{
  for (ThreadNode *child = from->first; child != NULL; child = child->next)
    child->parent = to;
}

/* Step 5 C: joins NODE with FOUND, which stands for their subject; returns what stands for it then. */
static ThreadNode *
join (ImapThreads *threads, ThreadNode *node, ThreadNode *found)
{
  ThreadNode *dummy;

  if (node->id == 0 && found->id == 0)
    {
      move_children (node, found);
      return found;
    }
  if (found->id == 0 || (node->is_reply && !found->is_reply))
    {
      node->parent = found;
      return found;
    }
  dummy = thread_node_new (threads);
  node->parent = found->parent = dummy;
  return dummy;
}

void
thread_subjects_merge (ImapThreads *threads, GPtrArray *roots)
{
  g_autoptr (GHashTable) table = choose_for_subjects (roots);

  for (guint i = 0; i < roots->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (roots, i);
      const char *subject = find_subject (node);
      ThreadNode *found = *subject != '\0' ? g_hash_table_lookup (table, subject) : NULL;

      if (found != NULL && found != node && node->parent == NULL)
        g_hash_table_insert (table, (gpointer) subject, join (threads, node, found));
    }
}

static int
compare_subjects (gconstpointer a, gconstpointer b)
{
  const ThreadNode *first = *(ThreadNode *const *) a, *second = *(ThreadNode *const *) b;
  int order = strcmp (first->subject, second->subject);

  return order != 0 ? order : thread_node_compare (first, second);
}

void
thread_subjects_group (ImapThreads *threads)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (threads->nodes, NULL, NULL);
  ThreadNode *head = NULL;

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_subjects);
  for (guint i = 0; i < sorted->len; i++)
    {
      ThreadNode *node = g_ptr_array_index (sorted, i);

      if (head == NULL || strcmp (head->subject, node->subject) != 0)
        head = node;
      else
        node->parent = head;
    }
}
