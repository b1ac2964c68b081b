/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/ladder.h"

#include "gui/draw/ladder-words.h"
#include "sim/trace/repetition.h"
#include "sim/trace/story.h"

#include <string.h>

/* Where longer than this nothing happens, time is left out. */
static const SimTime longest_rest = SIM_SECOND;

typedef struct
{
  Ladder *ladder;
  Repetition *repetition;
  MessageId message;
  guint8 *used;       /* by HostId: has a row */
  GHashTable *arrows; /* TraceId → place in the rows, from 1 */
} Telling;

static gboolean
is_arrow (TraceKind kind)
{
  return kind == TRACE_CONNECT || kind == TRACE_DNS_QUERY || kind == TRACE_DNS_ANSWER || trace_kind_is_dialogue (kind) || trace_kind_is_packet (kind);
}

/* Told on the wire, but said by what stands around it. */
static gboolean
goes_without_saying (const Trace *trace, const TraceRecord *record)
{
  if (record->kind == TRACE_CLOSED)
    return *trace_blob (trace, record->text, NULL) == '\0';
  return record->kind == TRACE_CONNECTED || record->kind == TRACE_DNS_CACHED || record->kind == TRACE_RUN_START;
}

static gboolean
concerns (const Trace *trace, const TraceRecord *record, MessageId message)
{
  const TraceRecord *own = record->message == 0 ? NULL : trace_message_record (trace, record->message);

  return message == 0 || record->message == message || (own != NULL && own->conn == message && own->code != MESSAGE_MAIL);
}

static void
add_row (Telling *telling, LadderRow *row)
{
  GArray *rows = telling->ladder->rows;
  const LadderRow *last = rows->len == 0 ? NULL : &g_array_index (rows, LadderRow, rows->len - 1);

  if (last != NULL && row->t - last->t >= longest_rest)
    {
      g_autofree char *length = sim_time_format_friendly (row->t - last->t);
      LadderRow rest = { .kind = LADDER_BREAK, .t = last->t, .from = -1, .to = -1, .label = g_strdup_printf ("%s later", length) };

      g_array_append_val (rows, rest);
    }
  g_array_append_val (rows, *row);
}

/* Columns are not known yet: hosts stand in their place. */
static void
add_record (Telling *telling, TraceId id)
{
  const Trace *trace = telling->ladder->trace;
  const TraceRecord *record = trace_get (trace, id);
  gboolean arrow = is_arrow (record->kind) && record->host != 0 && record->peer != 0 && record->host != record->peer;
  LadderRow row = { .record = id, .t = record->t, .kind = arrow ? LADDER_ARROW : LADDER_NOTE };

  row.from = record->host;
  row.to = arrow ? record->peer : record->host;
  row.lost = trace_kind_is_packet (record->kind) && record->value < 0;
  row.tone = story_tone (record);
  row.style = arrow ? ladder_words_style (trace, record) : LADDER_CONTROL;
  row.label = arrow ? ladder_words_arrow (trace, record) : ladder_words_note (trace, id);
  telling->used[row.from] = telling->used[row.to] = TRUE;
  add_row (telling, &row);
  if (arrow)
    g_hash_table_insert (telling->arrows, GUINT_TO_POINTER (id), GUINT_TO_POINTER (telling->ladder->rows->len));
}

/* A first packet that is lost is the line itself; whoever calls in vain has called nobody. TRUE where there was a row to
 * mark. */
static gboolean
mark_lost (Telling *telling, TraceId cause)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (telling->arrows, GUINT_TO_POINTER (cause)));

  if (place > 0)
    g_array_index (telling->ladder->rows, LadderRow, place - 1).lost = TRUE;
  return place > 0;
}

static gboolean
is_first_loss (const TraceRecord *record)
{
  return trace_kind_is_packet (record->kind) && record->value < 0 && (record->kind == TRACE_UDP || (record->code & TCP_AGAIN) == 0);
}

static void
note_failed_call (Telling *telling, const TraceRecord *failed)
{
  const Trace *trace = telling->ladder->trace;

  if (strcmp (trace_blob (trace, failed->text, NULL), "refused") == 0)
    return;
  for (TraceId id = failed->cause; id != 0; id = trace_get (trace, id)->cause)
    if (trace_get (trace, id)->kind == TRACE_CONNECT && trace_get (trace, id)->conn == failed->conn)
      {
        mark_lost (telling, id);
        return;
      }
}

static void
add_fold (Telling *telling, TraceId id)
{
  const Trace *trace = telling->ladder->trace;
  const TraceRecord *record = trace_get (trace, id);
  LadderRow row = { .kind = LADDER_NOTE, .record = id, .t = record->t, .from = record->host, .to = record->host, .tone = STORY_TONE_WAIT };

  row.label = repetition_tell (telling->repetition, trace, id);
  telling->used[record->host] = TRUE;
  add_row (telling, &row);
}

static void
tell (Telling *telling, TraceId id)
{
  const Trace *trace = telling->ladder->trace;
  const TraceRecord *record = trace_get (trace, id);
  TraceId last;

  if (record->kind == TRACE_CONNECT_FAILED)
    note_failed_call (telling, record);
  if (is_first_loss (record) && mark_lost (telling, record->cause))
    return;
  if (!story_is_told (trace, id, TRUE) || goes_without_saying (trace, record) || !concerns (trace, record, telling->message))
    return;
  if (repetition_folds (telling->repetition, id, &last) > 0)
    add_fold (telling, id);
  else if (!repetition_hides (telling->repetition, id))
    add_record (telling, id);
}

/* From the sender on the left to the recipient on the right, with the DNS between them. */
static guint
rank_host (const CastHost *host)
{
  switch (host->side)
    {
    case AREA_SENDER:
      return host->role == HOST_DEVICE ? 0 : 1;
    case AREA_DNS:
      return host->role == HOST_RESOLVER ? 2 : 3;
    case AREA_RECIPIENT:
      return host->role == HOST_DEVICE ? 5 : 4;
    case N_AREA_KINDS:
      break;
    }
  g_assert_not_reached ();
}

static int
compare_columns (gconstpointer a, gconstpointer b, gpointer user)
{
  const Ladder *ladder = user;
  guint first = *(const guint *) a, second = *(const guint *) b;
  guint first_rank = rank_host (&g_array_index (ladder->cast->hosts, CastHost, first));
  guint second_rank = rank_host (&g_array_index (ladder->cast->hosts, CastHost, second));

  return first_rank != second_rank ? (int) first_rank - (int) second_rank : (int) first - (int) second;
}

static void
choose_columns (Telling *telling)
{
  Ladder *ladder = telling->ladder;

  for (guint i = 0; i < ladder->cast->hosts->len; i++)
    if (telling->used[g_array_index (ladder->cast->hosts, CastHost, i).host])
      g_array_append_val (ladder->columns, i);
  g_array_sort_with_data (ladder->columns, compare_columns, ladder);
}

static int
find_column (const Ladder *ladder, int host)
{
  for (guint i = 0; i < ladder->columns->len; i++)
    if (ladder_get_host (ladder, i)->host == host)
      return (int) i;
  return -1;
}

static void
place_rows (Ladder *ladder)
{
  for (guint i = 0; i < ladder->rows->len; i++)
    {
      LadderRow *row = &g_array_index (ladder->rows, LadderRow, i);

      if (row->kind == LADDER_BREAK)
        continue;
      row->from = find_column (ladder, row->from);
      row->to = find_column (ladder, row->to);
      if (row->kind == LADDER_ARROW && (row->from < 0 || row->to < 0))
        {
          row->kind = LADDER_NOTE;
          row->from = row->to = MAX (row->from, row->to);
        }
    }
}

static void
clear_row (gpointer data)
{
  g_free (((LadderRow *) data)->label);
}

Ladder *
ladder_new (const Trace *trace, guint position, MessageId message)
{
  Ladder *ladder = g_new (Ladder, 1);
  g_autoptr (Repetition) repetition = repetition_new (trace);
  g_autofree guint8 *used = g_new0 (guint8, trace_count_hosts (trace) + 1);
  g_autoptr (GHashTable) arrows = g_hash_table_new (NULL, NULL);
  Telling telling = { ladder, repetition, message, used, arrows };

  ladder->trace = trace;
  ladder->cast = map_cast_new_in_order (trace);
  ladder->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  ladder->rows = g_array_new (FALSE, TRUE, sizeof (LadderRow));
  g_array_set_clear_func (ladder->rows, clear_row);
  for (TraceId id = 1; id <= position; id++)
    tell (&telling, id);
  choose_columns (&telling);
  place_rows (ladder);
  return ladder;
}

void
ladder_free (Ladder *ladder)
{
  g_array_unref (ladder->rows);
  g_array_unref (ladder->columns);
  map_cast_free (ladder->cast);
  g_free (ladder);
}

const CastHost *
ladder_get_host (const Ladder *ladder, guint column)
{
  return &g_array_index (ladder->cast->hosts, CastHost, g_array_index (ladder->columns, guint, column));
}
