/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/desktop-actions.h"

#include "gui/view/about.h"
#include "gui/view/help.h"
#include "gui/view/printing.h"
#include "gui/view/shortcuts.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"

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

/* By a step of the scale, or back to the desktop's size. */
static void
scale_text (GtkWidget *widget, int way)
{
  static const double scales[] = { 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2 };
  double now = theme_get_text_scale (), next = way == 0 ? 1 : now;

  for (guint i = 0; i < G_N_ELEMENTS (scales) && way > 0 && next == now; i++)
    if (scales[i] > now + 0.01)
      next = scales[i];
  for (guint i = G_N_ELEMENTS (scales); i-- > 0 && way < 0 && next == now;)
    if (scales[i] < now - 0.01)
      next = scales[i];
  window_set_text_scale (MAILFLOW_WINDOW (widget), next);
}

static void
do_larger (GtkWidget *widget, const char *name, GVariant *parameter)
{
  scale_text (widget, 1);
}

static void
do_smaller (GtkWidget *widget, const char *name, GVariant *parameter)
{
  scale_text (widget, -1);
}

static void
do_usual_size (GtkWidget *widget, const char *name, GVariant *parameter)
{
  scale_text (widget, 0);
}

static void
do_help (GtkWidget *widget, const char *name, GVariant *parameter)
{
  help_present (MAILFLOW_WINDOW (widget), NULL);
}

static void
complain (GtkWindow *window, const char *words)
{
  window_complain (MAILFLOW_WINDOW (window), words);
}

static void
print (GtkWidget *widget, PrintingMatter matter)
{
  Player *player = window_get_player (MAILFLOW_WINDOW (widget));
  g_autofree char *complaint = printing_refuse (player);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (complaint != NULL)
    {
      complain (GTK_WINDOW (widget), complaint);
      return;
    }
  operation = printing_new (player, matter);
  printing_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (widget), complain);
}

static void
do_print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  print (widget, PRINTING_LADDER);
}

static void
do_print_worksheet (GtkWidget *widget, const char *name, GVariant *parameter)
{
  print (widget, PRINTING_WORKSHEET);
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
    { "win.help", do_help },
    { "win.print", do_print },
    { "win.print-worksheet", do_print_worksheet },
    { "win.about", do_about },
    { "win.text-larger", do_larger },
    { "win.text-smaller", do_smaller },
    { "win.text-usual", do_usual_size },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].run);
  gtk_widget_class_install_property_action (class, "win.dark", "dark");
  gtk_widget_class_install_property_action (class, "win.high-contrast", "high-contrast");
}
