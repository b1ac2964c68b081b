/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/desktop-actions.h"

#include "gui/view/about.h"
#include "gui/view/shortcuts.h"

static void
do_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
do_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shortcuts_present (GTK_WINDOW (widget));
}

static void
do_about (GtkWidget *widget, const char *name, GVariant *parameter)
{
  about_present (GTK_WINDOW (widget));
}

void
desktop_actions_install (GtkWidgetClass *class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "win.fullscreen", do_fullscreen },
    { "win.shortcuts", do_shortcuts },
    { "win.about", do_about },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].run);
  gtk_widget_class_install_property_action (class, "win.dark", "dark");
}
