/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zone-form: a domain's zone as a master file (RFC 1035 5), to be written anew.
 */
#pragma once

#include "gui/view/window.h"

void zone_form_present (Window *window, const char *domain);
