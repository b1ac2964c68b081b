/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-server-search: what SEARCH, SORT and THREAD share: finding messages, and telling which they
 * are. Only imap-server's own files include it.
 */
#pragma once

#include "sim/codec/imap-search.h"
#include "sim/session/imap-server-verbs.h"

/* An answer to SEARCH or SORT. */
typedef struct
{
  const char *name;   /* "SEARCH" */
  const char *done;   /* "OK SEARCH completed" */
  gboolean by_uid;
  const ImapSearch *search;
  const GArray *found; /* guint: indexes of the view, in the order in which they are to be told */
} ImapServerFound;

/* The tagged response for a search that can't be run. */
const char *imap_server_refuse_search (ImapSearchVerdict verdict);
/* The indexes of the messages that SEARCH means, rising: a GArray of guint. */
GArray *imap_server_find_messages (ImapServer *server, const ImapSearch *search);
/* What a client counts the message INDEX by. */
guint32 imap_server_number_of (const ImapServer *server, guint index, gboolean by_uid);
/* Appends the untagged response and saves what is to be saved; returns the tagged one. */
const char *imap_server_answer_search (ImapServer *server, const ImapServerFound *found);
