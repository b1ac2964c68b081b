/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help: opens the documentation that came with the program in the desktop's browser.
 */
#pragma once

#include "gui/view/window.h"

/* Shows PATH, a page; NULL: the first one. Where it is not there, or nothing can show it, WINDOW says so, and where it
 * is looked for. */
void help_present (Window *window, const char *path);

/* The file of its first page; caller frees. */
char *help_find (void);
