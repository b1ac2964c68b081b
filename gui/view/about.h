/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * about: what this program is, its version and its licence.
 */
#pragma once

#include <gtk/gtk.h>

void about_present (GtkWindow *parent);
