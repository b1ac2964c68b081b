/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/map-tools.h"

static void
add_button (GtkWidget *box, const char *label, const char *action, const char *name, const char *hint)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "focus-on-click", FALSE, "tooltip-text", hint, NULL);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
map_tools_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "map-tools");
  add_button (box, "−", "win.map-zoom(-1)", "Farther from the map", "Farther (O, or Ctrl and scroll)");
  add_button (box, "Fit", "win.map-zoom(0)", "The whole map; once more: laid out anew", "The whole map; once more: hosts that were moved go back (F)");
  add_button (box, "+", "win.map-zoom(1)", "Nearer to the map", "Nearer (I, or Ctrl and scroll)");
  add_button (box, "Key", "win.map-key", "What the shapes on the map mean", "What the shapes mean (K)");
  return box;
}
