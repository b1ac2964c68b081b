/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * repetition: attempts that go the same way as the one before. A reader wants to be told of the way
 * once; after that the outcome is enough.
 */
#pragma once

#include "sim/trace/trace.h"

typedef struct Repetition Repetition;

/* Of the whole of TRACE. */
Repetition *repetition_new (const Trace *trace);
void repetition_free (Repetition *repetition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repetition, repetition_free)

/* TRUE for the records between an attempt and a deferral (neither of them included) where the
 * attempt before it, for the same queue entry, was deferred for the same reason. */
gboolean repetition_hides (const Repetition *repetition, TraceId id);
