/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-actions: how files come into a window and out of it: its actions that open scenarios and traces and save
 * traces, files that are dropped on it, and the scenario that somebody edits meanwhile.
 */
#pragma once

#include "gui/view/window.h"

/* For the class of Window. */
void file_actions_install (GtkWidgetClass *class);
/* From now on files can be dropped on WINDOW. */
void file_actions_attach (Window *window);
/* The file of what WINDOW shows is looked after: when it changes, it is run anew. */
void file_actions_watch (Window *window);
