/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stage-lab: one large view alone in a window, with a lesson; and what is to be found in it.
 */
#pragma once

#include "gui/view/picture-pane.h"
#include "gui/view/player-view.h"

/* At the start of a program: the toolkit, in which any warning is fatal and nothing moves by itself, and our style sheets. */
void stage_lab_start (int *argc, char ***argv);

/* A view of TYPE that shows LESSON's PLAYER, drawn once; in a window of its own. */
GtkWidget *stage_lab_open (GType type, const char *lesson, Player **player);
/* And takes its player. */
void stage_lab_close (GtkWidget *stage, Player *player);

/* The first of TYPE below WIDGET, itself included, or NULL. */
GtkWidget *stage_lab_find (GtkWidget *widget, GType type);
/* Of a stack of panes the one that is seen. */
PicturePane *stage_lab_find_pane (GtkWidget *pages);
/* Whether the drawing of that has TEXT in it. */
gboolean stage_lab_draws (GtkWidget *pages, const char *text);
