/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-thread-tree: messages as nodes of a tree. Only imap-thread's own files include it. Threads may
 * be as deep as there are messages, so nothing here recurses.
 */
#pragma once

#include "sim/codec/imap-thread.h"

typedef struct ThreadNode ThreadNode;

/* Children are in the order of their dates only after thread_tree_sort. */
struct ThreadNode
{
  guint32 id;       /* 0: a dummy, for a message that isn't there */
  gint64 date;      /* seconds since 1970 */
  char *subject;    /* base subject, folded; NULL in a dummy */
  gboolean is_reply;
  ThreadNode *parent; /* borrowed, as are the others */
  ThreadNode *first;
  ThreadNode *last;
  ThreadNode *next;
};

struct ImapThreads
{
  ImapThreadAlgorithm algorithm;
  GPtrArray *nodes;      /* ThreadNode *; owned */
  GHashTable *by_id;     /* Message-ID → ThreadNode * of NODES; looked up only, never gone through */
};

ThreadNode *thread_node_new (ImapThreads *threads);
/* By date, then by number (RFC 5256 2.2); a dummy counts as its first child. */
int thread_node_compare (const ThreadNode *a, const ThreadNode *b);

/* Makes the lists of children anew from what the nodes have as PARENT, in their order. What has no
 * parent is returned, in its order: ThreadNode *, borrowed. Dummies without children are left out. */
GPtrArray *thread_tree_sort (ImapThreads *threads);

/* imap-thread-references.c: RFC 5256 3, steps 1 and 3. */
void thread_references_add (ImapThreads *threads, ThreadNode *node, ImapMessage *message);
void thread_references_prune (ImapThreads *threads);
/* imap-thread-subjects.c: step 5; and ORDEREDSUBJECT. */
void thread_subjects_merge (ImapThreads *threads, GPtrArray *roots);
void thread_subjects_group (ImapThreads *threads);
