/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * worksheet: a run as an exercise on paper: its ladder with gaps where servers answer and mail goes wrong, a question for
 * each gap, and the answers. What is said twice is one gap with one number, so that no answer stands elsewhere.
 */
#pragma once

#include "gui/draw/drawing.h"
#include "gui/draw/ladder.h"

typedef struct
{
  char *question, *answer; /* numbered from 1, by their places */
} WorksheetItem;

typedef struct
{
  Ladder *ladder; /* with the gaps */
  GArray *items;  /* WorksheetItem */
} Worksheet;

/* Of the first POSITION records of TRACE, which is borrowed; of MESSAGE only, or 0. */
Worksheet *worksheet_new (const Trace *trace, guint position, MessageId message);
void worksheet_free (Worksheet *worksheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Worksheet, worksheet_free)

/* Drawing *, of this size: the questions with a line under each to write on, and one for the name; the answers. */
GPtrArray *worksheet_question_pages (const Worksheet *worksheet, double width, double height);
GPtrArray *worksheet_answer_pages (const Worksheet *worksheet, double width, double height);
