/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * whole-tip: a tooltip that says in full what the labels of a widget may have had to cut. The words are asked for when it is
 * shown: setting a tooltip with each text costs the toolkit a question to the display.
 */
#pragma once

#include <gtk/gtk.h>

/* WIDGET is a label, or a box of them. */
void whole_tip_attach (GtkWidget *widget);
