/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-actions.h"

#include "gui/view/map-view.h"
#include "gui/view/window.h"

static MapView *
find_map (GtkWidget *window)
{
  return MAILFLOW_MAP_VIEW (window_find_view (MAILFLOW_WINDOW (window), "map"));
}

static void
do_zoom (GtkWidget *window, const char *name, GVariant *parameter)
{
  map_view_zoom (find_map (window), g_variant_get_int32 (parameter));
}

static void
do_key (GtkWidget *window, const char *name, GVariant *parameter)
{
  map_view_show_key (find_map (window), !map_view_shows_key (find_map (window)));
}

void
map_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.map-zoom", "i", do_zoom);
  gtk_widget_class_install_action (class, "win.map-key", NULL, do_key);
}
