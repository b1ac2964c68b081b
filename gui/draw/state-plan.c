/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/state-plan.h"

#include <string.h>

static void
free_arrow (gpointer data)
{
  StateArrow *arrow = data;

  g_string_free (arrow->verbs, TRUE);
  g_free (arrow);
}

guint
state_plan_first (guint32 states)
{
  return (guint) g_bit_nth_lsf (states, -1);
}

guint
state_plan_last (guint32 states)
{
  return (guint) g_bit_nth_msf (states, -1);
}

static ArrowSide
side_of (guint32 from, guint to)
{
  if (from == 1u << (to - 1) && to > 0)
    return ARROW_DOWN;
  return state_plan_first (from) < to ? ARROW_RIGHT : ARROW_LEFT;
}

/* A verb once more from the same states to the same one joins the arrow that is there. */
static void
add_arrow (GPtrArray *arrows, const char *verb, guint32 from, guint to)
{
  StateArrow *arrow;

  for (guint i = 0; i < arrows->len; i++)
    {
      arrow = g_ptr_array_index (arrows, i);
      if (arrow->from != from || arrow->to != to)
        continue;
      g_string_append_printf (arrow->verbs, ", %s", verb);
      return;
    }
  arrow = g_new0 (StateArrow, 1);
  *arrow = (StateArrow){ from, to, side_of (from, to), g_string_new (verb), 0 };
  g_ptr_array_add (arrows, arrow);
}

static void
add_row (GPtrArray *arrows, const SessionRow *row)
{
  guint32 below = row->states & ((2u << row->next) - 1) & ~(1u << row->next), above = row->states & ~((2u << row->next) - 1);
  guint32 neighbour = row->next > 0 ? 1u << (row->next - 1) : 0;

  if (row->verb[0] == '\0')
    return;
  if ((below & neighbour) != 0 && below != neighbour)
    {
      add_arrow (arrows, row->verb, below & ~neighbour, (guint) row->next);
      below = neighbour;
    }
  if (below != 0)
    add_arrow (arrows, row->verb, below, (guint) row->next);
  if (above != 0)
    add_arrow (arrows, row->verb, above, (guint) row->next);
}

static guint
span_of (const StateArrow *arrow)
{
  guint first = MIN (state_plan_first (arrow->from), arrow->to), last = MAX (state_plan_last (arrow->from), arrow->to);

  return last - first;
}

/* The shorter an arrow, the nearer it is to the states. */
static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const StateArrow *x = *(const StateArrow *const *) a, *y = *(const StateArrow *const *) b;

  return span_of (x) != span_of (y) ? (int) span_of (x) - (int) span_of (y) : (int) x->to - (int) y->to;
}

GPtrArray *
state_plan_arrows (const SessionTable *table)
{
  GPtrArray *arrows = g_ptr_array_new_with_free_func (free_arrow);
  guint lanes[] = { 0, 0, 0 };

  for (guint i = 0; i < session_table_count (table); i++)
    if (session_table_get (table, i)->next >= 0)
      add_row (arrows, session_table_get (table, i));
  g_ptr_array_sort (arrows, compare_spans);
  for (guint i = 0; i < arrows->len; i++)
    {
      StateArrow *arrow = g_ptr_array_index (arrows, i);

      arrow->lane = lanes[arrow->side]++;
    }
  return arrows;
}

char *
state_plan_loops (const SessionTable *table, guint state)
{
  GString *verbs = g_string_new (NULL);

  for (guint i = 0; i < session_table_count (table); i++)
    {
      const SessionRow *row = session_table_get (table, i);

      if ((row->states & 1u << state) != 0 && (row->next < 0 || row->next == (int) state) && row->verb[0] != '\0')
        g_string_append_printf (verbs, "%s%s", verbs->len > 0 ? ", " : "", row->verb);
    }
  return g_string_free (verbs, FALSE);
}
