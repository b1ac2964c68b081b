/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parcel: what a record looks like on its way: which shape, what stands on it and what beside it. It
 * draws nothing.
 */
#pragma once

#include "gui/draw/palette.h"
#include "sim/trace/trace.h"

typedef enum
{
  PARCEL_CONTROL,  /* a small dot: SYN, ACK, FIN */
  PARCEL_QUESTION, /* a diamond with a question mark */
  PARCEL_ANSWER,   /* a full diamond */
  PARCEL_COMMAND,  /* a tag that points onwards */
  PARCEL_REPLY,    /* a pill */
  PARCEL_MAIL,     /* an envelope */
  PARCEL_BOUNCE,   /* an envelope with a warning sign */
  PARCEL_NOTE,     /* what happens inside a host: a sign above it */
} ParcelKind;

typedef enum
{
  PARCEL_NOTE_NONE,
  PARCEL_NOTE_MAIL,
  PARCEL_NOTE_TICK,
  PARCEL_NOTE_CLOCK,
  PARCEL_NOTE_CROSS,
} ParcelNote;

typedef struct
{
  ParcelKind kind;
  ParcelNote note;
  Colour fill;
  char *text;          /* on it: "RCPT", "250"; "" for none */
  char *label;         /* beside it: "TO:<bob@example.org>"; "" for none */
  double label_room;   /* the label is cut to this; 0: not at all */
  gboolean leftwards;  /* a tag points to the left */
  gboolean lost;       /* crossed out */
} Parcel;

/* What flies as packet ID, of TRACE_TCP or TRACE_UDP. Never NULL. */
Parcel *parcel_of_packet (const Trace *trace, TraceId id);

/* What is shown above a host while record ID is told; NULL where it is nothing that a sign helps with. */
Parcel *parcel_of_moment (const Trace *trace, TraceId id);

void parcel_free (Parcel *parcel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parcel, parcel_free)
