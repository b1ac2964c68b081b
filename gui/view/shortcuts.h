/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortcuts: which key does what: one table for the keys themselves and for the window that lists them.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes the keys work in WINDOW, wherever the focus is. */
void shortcuts_attach (GtkWidget *window);

/* A window that lists them, over PARENT. */
void shortcuts_present (GtkWindow *parent);
