/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder-words: what stands on the rows of a ladder: a record in a few words, or as it stood on the wire. Only for
 * ladder.c.
 */
#pragma once

#include "gui/draw/ladder.h"

/* Of an arrow; caller frees. */
LadderStyle ladder_words_style (const Trace *trace, const TraceRecord *record);
char *ladder_words_arrow (const Trace *trace, const TraceRecord *record);
/* Of a note. */
char *ladder_words_note (const Trace *trace, TraceId id);
