/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-list: what can be done to a host, a way, a connection, a packet or a message where a player stands, in words and as
 * interventions. What needs more to be said has a form that a view fills in.
 */
#pragma once

#include "gui/model/player.h"

/* What somebody points at; what it is not is 0. */
typedef struct
{
  HostId host;
  HostId way_a, way_b;  /* the way between two hosts */
  guint32 connection;
  TraceId packet;
  MessageId message;
} ActTarget;

/* What record ID is about: its host, connection and message, and the packet that carried it. */
ActTarget act_target_of_record (const Trace *trace, TraceId id);
ActTarget act_target_of_selection (Selection selection);
/* It is nothing at all. */
gboolean act_target_is_empty (const ActTarget *target);

typedef enum
{
  ACT_DO,      /* INTERVENTION says it all */
  ACT_ANSWER,  /* how server SUBJECT is to answer */
  ACT_ZONE,    /* what zone SUBJECT is to be */
  ACT_COMPOSE, /* a mail from SUBJECT, an address */
} ActForm;

typedef struct
{
  ActForm form;
  char *label;                /* "Stop: packets to it vanish" */
  Intervention *intervention; /* NULL but for ACT_DO */
  char *subject;              /* NULL for ACT_DO */
  char *heading;              /* above it, where it is the first of its group; or NULL */
} Act;

/* Act *, in groups, which are parted by NULLs; empty where nothing can be done. */
GPtrArray *act_list_new (Player *player, const ActTarget *target);

/* When what is done now happens: right after all that is shown. FALSE where the run's time is up by then. */
gboolean act_list_find_time (Player *player, SimTime *t);
