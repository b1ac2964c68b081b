/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * acting: what is done in the run that a window shows: it is run again with that, and the window shows the new run.
 */
#pragma once

#include "gui/model/act-list.h"
#include "gui/view/window.h"

/* Shows RUN, which is taken: what was shown with something done, undone or read anew in it. It stands at AT and looks at the same. */
void acting_show (Window *window, Run *run, SimTime at);
/* FALSE and an error where it can't be done: the window shows what it did. */
gboolean acting_do (Window *window, const Intervention *intervention, GError **error);
/* Writes the scenario with all that was done to PATH. */
gboolean acting_save (Window *window, const char *path, GError **error);
/* ACT, or the form that it needs; what goes wrong is told in the window. */
void acting_begin (Window *window, const Act *act);

/* The actions "win.undo", "win.save-scenario", "win.compose" and "win.act". */
void acting_install (GtkWidgetClass *class);
