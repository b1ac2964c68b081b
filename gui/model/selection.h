/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * selection: what an inspector looks at: a host, a connection or a message; and which of these a
 * record is about.
 */
#pragma once

#include "sim/trace/trace-index.h"

typedef enum
{
  SELECTION_NONE,
  SELECTION_HOST,
  SELECTION_CONNECTION,
  SELECTION_MESSAGE,
} SelectionKind;

typedef struct
{
  SelectionKind kind;
  guint32 number; /* HostId, connection or MessageId */
} Selection;

gboolean selection_equal (Selection a, Selection b);

/* What to look at while record ID is told; SELECTION_NONE where it suggests nothing. */
Selection selection_of_record (const Trace *trace, TraceId id);
