/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * repetition: what a reader need not be told again: the way of an attempt that goes as the one before
 * (the outcome is enough), and looks into a mailbox that found nothing new.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct Repetition Repetition;

/* Of the whole of TRACE. */
Repetition *repetition_new (const Trace *trace);
void repetition_free (Repetition *repetition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repetition, repetition_free)

/* TRUE for the records between an attempt and a deferral (neither of them included) where the
 * attempt before it, for the same queue entry, was deferred for the same reason; and for connections to
 * an access server that brought no mail, unless they failed. */
gboolean repetition_hides (const Repetition *repetition, TraceId id);
