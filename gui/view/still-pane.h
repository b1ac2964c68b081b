/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * still-pane: a widget around a scrolled list that asks for no size of its own but its size request: whoever shares out
 * room would otherwise measure two hundred rows at each change of one of them, for a size that scrolling makes indifferent.
 */
#pragma once

#include <gtk/gtk.h>

#define STILL_PANE_TYPE (still_pane_get_type ())
G_DECLARE_FINAL_TYPE (StillPane, still_pane, MAILFLOW, STILL_PANE, GtkWidget)

/* Takes CHILD. */
GtkWidget *still_pane_new (GtkWidget *child);
