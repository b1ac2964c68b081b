/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialogue-turn: one thing that was said, or happened, on a connection: when, how long after what went before, by
 * which side, in which words.
 */
#pragma once

#include <glib-object.h>

#include "sim/trace/trace.h"

typedef enum
{
  DIALOGUE_CLIENT,
  DIALOGUE_SERVER,
  DIALOGUE_EVENT, /* nothing was said: it was opened, or ended */
} DialogueSide;

#define DIALOGUE_TURN_TYPE (dialogue_turn_get_type ())
G_DECLARE_FINAL_TYPE (DialogueTurn, dialogue_turn, MAILFLOW, DIALOGUE_TURN, GObject)

/* Of record ID, of a connection; PREVIOUS is the one before on that connection, 0: none. */
DialogueTurn *dialogue_turn_new (const Trace *trace, TraceId id, TraceId previous);

TraceId dialogue_turn_get_record (DialogueTurn *turn);
DialogueSide dialogue_turn_get_side (DialogueTurn *turn);
/* Lines as they stood on the wire, long content cut in the middle; or the event as a sentence. */
const char *dialogue_turn_get_text (DialogueTurn *turn);
const char *dialogue_turn_get_clock (DialogueTurn *turn);
/* "+40 ms"; "" where no time has passed, or so much that there is a pause. */
const char *dialogue_turn_get_wait (DialogueTurn *turn);
/* "5 min later"; "" where there is none. */
const char *dialogue_turn_get_pause (DialogueTurn *turn);

/* The lines of BYTES, parted by LF, each with PREFIX; where there are very many, those in the middle are only counted.
 * Valid UTF-8; caller frees. */
char *dialogue_turn_cut (const char *bytes, gsize length, const char *prefix);
