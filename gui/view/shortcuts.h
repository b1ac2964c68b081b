/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortcuts: which key does what: one table for the keys themselves and for the window that lists them.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes the keys work in WINDOW, wherever the focus is, but while POPOVER is there, which has keys of its own. */
void shortcuts_attach (GtkWidget *window, GtkWidget *popover);

/* A window that lists them, over PARENT. */
void shortcuts_present (GtkWindow *parent);
