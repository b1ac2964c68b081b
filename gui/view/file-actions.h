/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-actions: the window's actions that open scenarios and traces, and save traces.
 */
#pragma once

#include <gtk/gtk.h>

/* For the class of Window. */
void file_actions_install (GtkWidgetClass *class);
