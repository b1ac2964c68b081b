/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library-menu: the scenarios that come with the program, as a menu.
 */
#pragma once

#include <gio/gio.h>

/* Its items activate win.open-named. */
GMenuModel *library_menu_new (void);
