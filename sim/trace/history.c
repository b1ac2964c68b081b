/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/history.h"

enum
{
  SPACING = 4096, /* records between keyframes, while states are small */
};

struct History
{
  const Trace *trace; /* borrowed */
  Snapshot *now;
  GPtrArray *keyframes; /* Snapshot *, by rising position */
  gsize memory;
};

static void
free_keyframe (gpointer keyframe)
{
  snapshot_free (keyframe);
}

History *
history_new (const Trace *trace)
{
  History *history = g_new0 (History, 1);

  history->trace = trace;
  history->now = snapshot_new ();
  history->keyframes = g_ptr_array_new_with_free_func (free_keyframe);
  return history;
}

void
history_free (History *history)
{
  snapshot_free (history->now);
  g_ptr_array_unref (history->keyframes);
  g_free (history);
}

/* The last keyframe not after POSITION, or NULL. */
static const Snapshot *
find_keyframe (const History *history, guint position)
{
  guint low = 0, high = history->keyframes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Snapshot *keyframe = g_ptr_array_index (history->keyframes, middle);

      if (keyframe->position <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? NULL : g_ptr_array_index (history->keyframes, low - 1);
}

static guint
last_keyframe_position (const History *history)
{
  const Snapshot *last;

  if (history->keyframes->len == 0)
    return 0;
  last = g_ptr_array_index (history->keyframes, history->keyframes->len - 1);
  return last->position;
}

/* Keyframes stand further apart where the state is large, so that their memory stays in
 * proportion to the trace's: at least as many bytes of records as of state between two. */
static void
consider_keyframe (History *history)
{
  guint last = last_keyframe_position (history), position = history->now->position;
  gsize memory;

  if (position < last + SPACING)
    return;
  memory = snapshot_get_memory (history->now);
  if ((gsize) (position - last) * sizeof (TraceRecord) < memory)
    return;
  g_ptr_array_add (history->keyframes, snapshot_copy (history->now));
  history->memory += memory;
}

static void
rewind_to (History *history, const Snapshot *keyframe)
{
  g_autoptr (Snapshot) empty = NULL;

  if (keyframe == NULL)
    keyframe = empty = snapshot_new ();
  snapshot_assign (history->now, keyframe);
}

const Snapshot *
history_seek (History *history, guint position)
{
  const Snapshot *keyframe = find_keyframe (history, position);

  g_assert (position <= trace_count (history->trace));
  if (history->now->position > position || (keyframe != NULL && keyframe->position > history->now->position))
    rewind_to (history, keyframe);
  while (history->now->position < position)
    {
      snapshot_advance (history->now, history->trace);
      consider_keyframe (history);
    }
  return history->now;
}

guint
history_count_keyframes (const History *history)
{
  return history->keyframes->len;
}

gsize
history_get_memory (const History *history)
{
  return history->memory + snapshot_get_memory (history->now);
}
