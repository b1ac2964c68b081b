/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/whole-tip.h"

static void
append_text (GtkWidget *widget, GString *text)
{
  if (!GTK_IS_LABEL (widget) || gtk_label_get_text (GTK_LABEL (widget))[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, gtk_label_get_text (GTK_LABEL (widget)));
}

static gboolean
on_query (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_text (widget, text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_text (child, text);
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0;
}

void
whole_tip_attach (GtkWidget *widget)
{
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
}
