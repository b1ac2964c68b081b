/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * act-list: what can be done to what somebody points at, where a player stands, in words and as interventions. What needs
 * more to be said has a form that a view fills in.
 */
#pragma once

#include "gui/model/act-target.h"
#include "gui/model/player.h"

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
