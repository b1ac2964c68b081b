/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * composer: a mail to be written and sent by somebody in the simulated world.
 */
#pragma once

#include "gui/view/window.h"

/* FROM is an address of a user, NULL: the first one. */
void composer_present (Window *window, const char *from);
