/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library-popover: the lessons by level, to be searched and chosen from, and files. What is chosen goes
 * to the actions win.open-named, win.open and win.save-trace of the window that it is in.
 */
#pragma once

#include <gtk/gtk.h>

#define LIBRARY_POPOVER_TYPE (library_popover_get_type ())
G_DECLARE_FINAL_TYPE (LibraryPopover, library_popover, MAILFLOW, LIBRARY_POPOVER, GtkPopover)

GtkWidget *library_popover_new (void);
