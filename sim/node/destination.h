/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * destination: how many deliveries a transfer agent makes to one next hop at a time, as Postfix's qmgr(8) does:
 * a window that grows with success and shrinks with failure; a destination that nobody answers at is left alone
 * for a while; connections are passed on to the next delivery. It knows no mail.
 */
#pragma once

#include "sim/node/internet.h"
#include "sim/node/smtp-call.h"

typedef struct Destinations Destinations;
typedef struct Destination Destination;

/* A turn that has a place now. */
typedef void (*DestinationFunc) (gpointer turn);

typedef enum
{
  DESTINATION_REACHED,
  DESTINATION_UNREACHED, /* no connection, or a refused one */
  DESTINATION_UNKNOWN,   /* nobody was called */
} DestinationResult;

/* MOST: deliveries to one destination at a time, at least 1. Calls GRANTED for turns that had to wait. */
Destinations *destinations_new (const Internet *internet, guint most, DestinationFunc granted);
void destinations_free (Destinations *destinations);

/* The one called NAME, new where there is none; it lives as long as DESTINATIONS. */
Destination *destinations_get (Destinations *destinations, const char *name);

/* TRUE: TURN has its place. FALSE: it waits; GRANTED is called later, once, unless it leaves before. */
gboolean destination_enter (Destination *destination, gpointer turn);
/* Of a turn that still waits. */
void destination_withdraw (Destination *destination, gpointer turn);
/* TURN, which had a place, is over; TROUBLE (may be NULL) is why nobody was reached. Others get their places. */
void destination_leave (Destination *destination, DestinationResult result, const SmtpReply *trouble);

/* The places that there are now. */
guint destination_count_places (const Destination *destination);
/* Why nothing is tried there for the moment, or NULL; borrowed. */
const SmtpReply *destination_get_obstacle (const Destination *destination);

/* CALL is free for the next turn; where none waits, it ends. */
void destination_give_call (Destination *destination, SmtpCall *call);
/* An open call for a turn that begins, or NULL. */
SmtpCall *destination_take_call (Destination *destination);
