/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/about.h"

void
about_present (GtkWindow *parent)
{
  static const char *authors[] = { "The Mailflow contributors", NULL };

  gtk_show_about_dialog (parent,
                         "program-name", "Mailflow",
                         "version", MAILFLOW_VERSION,
                         "comments", "E-mail on its way, for a classroom:\nevery command, reply and look-up, at any instant, and why.",
                         "logo-icon-name", "org.mailflow.Mailflow",
                         "copyright", "© 2026 The Mailflow contributors",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "authors", authors,
                         NULL);
}
