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
  PARCEL_ANSWER,   /* a square */
  PARCEL_COMMAND,  /* a tag that points onwards */
  PARCEL_REPLY,    /* shaped by its class */
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

/* RFC 5321 4.2.1; what POP3 and IMAP say stands where it is most like. */
typedef enum
{
  PARCEL_REPLY_DONE,  /* 2xx, +OK, OK: a pill */
  PARCEL_REPLY_GO_ON, /* 3xx, +: a ribbon with notched ends */
  PARCEL_REPLY_LATER, /* 4xx: pointed ends */
  PARCEL_REPLY_NEVER, /* 5xx, -ERR, NO, BAD: a stop sign's corners */
} ParcelReply;

/* Halves of what is drawn; the label's are 0 where there is none. */
typedef struct
{
  double half_width, half_height, label_width, label_height;
} ParcelSize;

typedef struct
{
  ParcelKind kind;
  ParcelReply reply;
  ParcelNote note;
  Colour fill;
  char *text;          /* on it: "RCPT", "250"; "" for none */
  char *label;         /* beside it: "TO:<bob@example.org>"; "" for none */
  double label_room;   /* the label is cut to this; 0: not at all */
  gboolean leftwards;  /* a tag points to the left */
  gboolean lost;       /* crossed out */
  gboolean again;      /* sent before: a turning arrow at its corner */
  guint count;         /* it stands for so many of its like; 0 and 1: for itself */

  ParcelSize size;     /* as it was measured last, for these: */
  double sized_room;
  gboolean sized, sized_lost;
  guint sized_count;
} Parcel;

/* Of what is usual for its kind and class of reply: a DNS answer that is no error. */
Colour parcel_usual_colour (const Parcel *parcel);

/* What flies as packet ID, of TRACE_TCP or TRACE_UDP. Never NULL. */
Parcel *parcel_of_packet (const Trace *trace, TraceId id);

/* What is shown above a host while record ID is told; NULL where it is nothing that a sign helps with. */
Parcel *parcel_of_moment (const Trace *trace, TraceId id);

void parcel_free (Parcel *parcel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parcel, parcel_free)
