/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * popovers: whatever lies over a window: menus, lists that drop down, and what its buttons open.
 */
#pragma once

#include <gtk/gtk.h>

/* Closes all that are below WIDGET: one that is shown would outlive its window. */
void popovers_close (GtkWidget *widget);
