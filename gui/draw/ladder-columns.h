/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder-columns: how far apart the hosts of a ladder stand: near, but so that there is room between them for what is
 * said. Only for ladder-picture.c.
 */
#pragma once

#include "gui/draw/ladder.h"

#define LADDER_NAME_SIZE 14.0
#define LADDER_BELOW_SIZE 11.0

/* Of the box with a host's name. */
double ladder_columns_head_width (const CastHost *host);
/* The middles of the columns from 0, where the first one's box begins, and behind them where the last one's ends;
 * caller frees. LABEL_SIZE is that of the words on arrows. */
double *ladder_columns_place (const Ladder *ladder, double label_size);
