/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder: a run as a sequence diagram: which hosts are its columns, and row by row what passes between them, what
 * happens at one of them, and where time is left out. It knows no places.
 */
#pragma once

#include "gui/draw/map-cast.h"
#include "sim/trace/story-tone.h"

typedef enum
{
  LADDER_ARROW, /* from one host to another */
  LADDER_NOTE,  /* what happens at a host, or, without one, in the whole world */
  LADDER_BREAK, /* so long nothing happens */
} LadderKind;

typedef enum
{
  LADDER_CONTROL,  /* a connection is made, a packet is lost or sent again */
  LADDER_QUESTION, /* DNS */
  LADDER_ANSWER,
  LADDER_COMMAND,
  LADDER_MAIL, /* a whole message */
  LADDER_GOOD, /* 2xx, +OK, OK */
  LADDER_MORE, /* 3xx, + */
  LADDER_WAIT, /* 4xx */
  LADDER_BAD,  /* 5xx, -ERR, NO, BAD */
} LadderStyle;

typedef struct
{
  LadderKind kind;
  TraceId record; /* 0 of a break */
  SimTime t;
  int from, to;      /* columns; of a note both are its host's, -1: none */
  LadderStyle style; /* of an arrow */
  StoryTone tone;    /* of a note */
  gboolean lost;     /* it never arrives */
  char *label;       /* one line of valid text */
} LadderRow;

typedef struct
{
  const Trace *trace; /* borrowed */
  MapCast *cast;
  GArray *columns; /* guint: index of a host in the cast, from left to right */
  GArray *rows;    /* LadderRow */
} Ladder;

/* Of the first POSITION records of TRACE, which is borrowed. MESSAGE: only what concerns it and the reports about it;
 * 0: everything. What an attempt repeats is left out, as repetition says. */
Ladder *ladder_new (const Trace *trace, guint position, MessageId message);
void ladder_free (Ladder *ladder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ladder, ladder_free)

const CastHost *ladder_get_host (const Ladder *ladder, guint column);
