/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recent-files: the scenarios and traces that were opened last, as the desktop remembers them.
 */
#pragma once

#include "gui/model/run.h"

#include <gtk/gtk.h>

/* RUN was opened by NAME. */
void recent_files_add (const Run *run, const char *name);
/* Makes MENU the list of those that are still there, the last first; each row opens its file by win.open-named.
 * Where there are none, one row says so. */
void recent_files_fill (GMenu *menu);
