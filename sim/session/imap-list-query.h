/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-list-query: what LIST asks for (RFC 3501 6.3.8, RFC 5258). Only imap-server's own files
 * include it.
 */
#pragma once

#include "sim/session/imap-server-verbs.h"

/* Selection options: which names; the first two are bases, which RECURSIVEMATCH goes with. */
typedef enum
{
  IMAP_LIST_SUBSCRIBED = 1 << 0,
  IMAP_LIST_SPECIAL_USE = 1 << 1, /* RFC 6154 5 */
  IMAP_LIST_REMOTE = 1 << 2,
  IMAP_LIST_RECURSIVE = 1 << 3,
} ImapListSelection;

/* Return options: what is told of them. */
typedef enum
{
  IMAP_LIST_TELL_SUBSCRIBED = 1 << 0,
  IMAP_LIST_TELL_CHILDREN = 1 << 1,
  IMAP_LIST_TELL_SPECIAL_USE = 1 << 2,
  IMAP_LIST_TELL_STATUS = 1 << 3, /* RFC 5819 */
} ImapListReturn;

typedef struct
{
  gboolean extended;
  guint selection;
  guint returns;
  guint status_items;
  gboolean is_root;    /* LIST "" "": asks for the separator */
  GPtrArray *patterns; /* char *, with the reference before them, decoded */
} ImapListQuery;

/* NULL where that went well, or the tagged response. */
const char *imap_list_query_parse (ImapServer *server, ImapCommand *command, ImapListQuery *query);
void imap_list_query_clear (ImapListQuery *query);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImapListQuery, imap_list_query_clear)

gboolean imap_list_query_matches (const ImapListQuery *query, const char *name);
