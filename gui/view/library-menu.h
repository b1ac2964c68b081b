/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library-menu: the scenarios that come with the program, and files, as a menu.
 */
#pragma once

#include <gio/gio.h>

/* Its items activate win.open-named, win.open and win.save-trace. */
GMenuModel *library_menu_new (void);
