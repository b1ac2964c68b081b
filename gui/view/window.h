/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * window: the classroom window: the map, the sentence, the time line, the events and the inspector,
 * all of one player; and the actions that keys and buttons name.
 */
#pragma once

#include "gui/model/live-session.h"
#include "gui/view/preferences.h"

#include <gtk/gtk.h>

#define WINDOW_TYPE (window_get_type ())
G_DECLARE_FINAL_TYPE (Window, window, MAILFLOW, WINDOW, GtkApplicationWindow)

Window *window_new (GtkApplication *application);

/* Shows PLAYER from now on. */
void window_set_player (Window *window, Player *player);
Player *window_get_player (Window *window);
/* Opens NAME, a file of a scenario or a trace or a name in the library; FALSE, and a message in the window,
 * where it can't be read or Live is on: what was shown stays. */
gboolean window_open (Window *window, const char *name);
/* Writes all records that there are by now to PATH; FALSE, and a message in the window, where it can't. */
gboolean window_save_trace (Window *window, const char *path);
/* Tells the viewer what went wrong, above all else, until it is closed or something else is opened. A window that is
 * gone tells nothing. */
void window_complain (Window *window, const char *words);
/* The large view NAME, or NULL. */
GtkWidget *window_find_view (Window *window, const char *name);
/* While it is open, the window shows it and opens nothing else. */
LiveSession *window_get_live_session (Window *window);
void window_set_dark (Window *window, gboolean dark);
/* FALSE: as the desktop has it. */
void window_set_high_contrast (Window *window, gboolean high);
/* 1: as the desktop has it. */
void window_set_text_scale (Window *window, double scale);
/* Size, panes, view, looks and speed are as in PREFERENCES, and what becomes of them is kept there, which lives as
 * long as WINDOW. */
void window_remember (Window *window, Preferences *preferences);
/* What the sentence under the map says now. */
const char *window_get_sentence (Window *window);
