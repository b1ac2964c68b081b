/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * primary-menu: what stands behind the button at the end of the header bar: files, looks, help. It knows
 * the names of the window's actions, not what they do.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes BUTTON the window's primary menu, which F10 opens too. */
void primary_menu_attach (GtkMenuButton *button);
