/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-view: the states of a server's session, the present one lit.
 */
#pragma once

#include "gui/draw/dialogue-state.h"

#include <gtk/gtk.h>

#define SESSION_VIEW_TYPE (session_view_get_type ())
G_DECLARE_FINAL_TYPE (SessionView, session_view, MAILFLOW, SESSION_VIEW, GtkWidget)

/* TABLE may be NULL, then there is nothing to be shown; PROGRESS is taken. */
void session_view_show (SessionView *view, const SessionTable *table, SessionProgress *progress);
/* Colours, or the size of text, are others. */
void session_view_set_palette (SessionView *view);
/* The name of the state that is lit; "" where there is none. */
const char *session_view_get_state (SessionView *view);
