/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view-tabs: the pages of a stack as a row of tabs, or, where there is no room for that, as a list that drops down.
 */
#pragma once

#include <gtk/gtk.h>

#define VIEW_TABS_TYPE (view_tabs_get_type ())
G_DECLARE_FINAL_TYPE (ViewTabs, view_tabs, MAILFLOW, VIEW_TABS, GtkWidget)

/* STACK has all its pages. */
GtkWidget *view_tabs_new (GtkStack *stack);
