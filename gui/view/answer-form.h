/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * answer-form: how a server is to answer from now on.
 */
#pragma once

#include "gui/view/window.h"

void answer_form_present (Window *window, const char *server);
