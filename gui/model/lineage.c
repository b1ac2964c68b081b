/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/lineage.h"

gboolean
lineage_joins (Player *before, Player *after)
{
  return before != NULL && player_get_lineage (before) == player_get_lineage (after);
}

HostId
lineage_find_host (Player *before, Player *after, HostId host)
{
  if (host == 0 || !lineage_joins (before, after))
    return 0;
  return trace_find_host (player_get_trace (after), trace_host_name (player_get_trace (before), host));
}

MessageId
lineage_find_message (Player *before, Player *after, MessageId message)
{
  MessageId found;

  if (message == 0 || !lineage_joins (before, after))
    return 0;
  found = trace_find_message (player_get_trace (after), trace_message_label (player_get_trace (before), message));
  return found != 0 && trace_message_record (player_get_trace (after), found) != NULL ? found : 0;
}

/* The record that opened it, or NULL. */
static const TraceRecord *
find_opening (Player *player, guint32 conn)
{
  const GArray *ids = trace_index_connection (player_get_index (player), conn);

  return ids->len == 0 ? NULL : trace_get (player_get_trace (player), g_array_index (ids, TraceId, 0));
}

static guint32
find_connection (Player *before, Player *after, guint32 conn)
{
  const TraceRecord *then = find_opening (before, conn), *now = find_opening (after, conn);

  if (then == NULL || now == NULL || then->code != now->code)
    return 0;
  if (lineage_find_host (before, after, then->host) != now->host || lineage_find_host (before, after, then->peer) != now->peer)
    return 0;
  return conn;
}

static guint32
find_number (Player *before, Player *after, Selection selection)
{
  switch (selection.kind)
    {
    case SELECTION_HOST:
      return lineage_find_host (before, after, (HostId) selection.number);
    case SELECTION_MESSAGE:
      return lineage_find_message (before, after, selection.number);
    case SELECTION_CONNECTION:
      return find_connection (before, after, selection.number);
    case SELECTION_NONE:
      return 0;
    }
  g_assert_not_reached ();
}

Selection
lineage_find_selection (Player *before, Player *after, Selection selection)
{
  guint32 number = find_number (before, after, selection);

  return (Selection){ number == 0 ? SELECTION_NONE : selection.kind, number };
}
