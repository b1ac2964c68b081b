/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lesson-bar: what the lesson says and asks where the player stands; is there only then. What was answered is known as long as
 * the run is the same.
 */
#pragma once

#include "gui/view/player-view.h"

#define LESSON_BAR_TYPE (lesson_bar_get_type ())
G_DECLARE_FINAL_TYPE (LessonBar, lesson_bar, MAILFLOW, LESSON_BAR, GtkBox)

/* As if CHOICE, from 1, had been pressed. */
void lesson_bar_answer (LessonBar *bar, guint choice);
