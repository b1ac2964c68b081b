/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trouble-bar: what went wrong, above all else in the window, until it is closed.
 */
#pragma once

#include <gtk/gtk.h>

#define TROUBLE_BAR_TYPE (trouble_bar_get_type ())
G_DECLARE_FINAL_TYPE (TroubleBar, trouble_bar, MAILFLOW, TROUBLE_BAR, GtkWidget)

/* WORDS may be many lines: the first ones are shown, and how many there are more. */
void trouble_bar_say (TroubleBar *bar, const char *words);
void trouble_bar_hide (TroubleBar *bar);
