/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/popovers.h"

void
popovers_close (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget), *next; child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      popovers_close (child);
    }
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_visible (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
}
