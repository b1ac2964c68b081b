/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortcuts: which key does what: one table for the keys themselves and for the window that lists them.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes the keys work in WINDOW, wherever the focus is, but for those that focus-keys leaves to what has it. */
void shortcuts_attach (GtkWidget *window);
/* The first key of ACTION; NULL where it has none. Caller frees. */
char *shortcuts_find_key (const char *action);

/* A window that lists them, over PARENT. */
void shortcuts_present (GtkWindow *parent);
