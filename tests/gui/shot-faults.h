/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shot-faults: what a program can see that is wrong with a window: words that are cut, parts that stick out or lie on each
 * other, panes that are empty and don't say why. It doesn't know what the window shows.
 */
#pragma once

#include <gtk/gtk.h>

/* What is wrong in TOP, a window or a popover, in words; NULL: nothing. Caller frees. */
char *shot_faults_find (GtkWidget *top);
