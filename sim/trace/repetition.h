/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * repetition: what a reader need not be told again: the way of an attempt that ends as an earlier one did
 * (the outcome is enough), long rows of such attempts, and looks into a mailbox that found nothing new.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct Repetition Repetition;

/* Of the whole of TRACE. */
Repetition *repetition_new (const Trace *trace);
void repetition_free (Repetition *repetition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repetition, repetition_free)

/* How many attempts in a row, of which ID is the first, are told as one: all of them are hidden, and all were
 * put off for reasons that had been told before; 0 for any other record. *LAST is the last of the deferrals. */
guint repetition_folds (const Repetition *repetition, TraceId id, TraceId *last);
/* That row in words, without who does it: "tries m1 for … another 5 times, until 12:00:00 …"; caller frees. ID is one that
 * folds. */
char *repetition_tell (const Repetition *repetition, const Trace *trace, TraceId id);
/* TRUE for the records between an attempt and a deferral (neither of them included, unless they are folded) where an
 * earlier attempt, for the same queue entry, was deferred for the same reason; and for connections to an access
 * server that brought no mail, unless they failed. */
gboolean repetition_hides (const Repetition *repetition, TraceId id);
