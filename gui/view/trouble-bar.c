/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/trouble-bar.h"

struct _TroubleBar
{
  GtkWidget parent_instance;

  GtkWidget *overlay, *words;
};

G_DEFINE_TYPE (TroubleBar, trouble_bar, GTK_TYPE_WIDGET)

static void
trouble_bar_dispose (GObject *object)
{
  g_clear_pointer (&MAILFLOW_TROUBLE_BAR (object)->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (trouble_bar_parent_class)->dispose (object);
}

static void
trouble_bar_class_init (TroubleBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = trouble_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mailflow/Mailflow/trouble-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TroubleBar, overlay);
  gtk_widget_class_bind_template_child (widget_class, TroubleBar, words);
  gtk_widget_class_bind_template_callback (widget_class, trouble_bar_hide);
}

static void
trouble_bar_init (TroubleBar *bar)
{
  gtk_widget_init_template (GTK_WIDGET (bar));
}

/* The first lines of what is wrong, and how many there are more. */
static char *
shorten_complaint (const char *complaint)
{
  const guint most = 5;
  g_auto (GStrv) lines = g_strsplit (complaint, "\n", -1);
  guint count = g_strv_length (lines);
  GString *text = g_string_new (lines[0]);

  for (guint i = 1; i < MIN (count, most); i++)
    g_string_append_printf (text, "\n%s", lines[i]);
  if (count > most)
    g_string_append_printf (text, "\n… and %u more", count - most);
  return g_string_free (text, FALSE);
}

void
trouble_bar_say (TroubleBar *bar, const char *words)
{
  g_autofree char *text = shorten_complaint (words);

  gtk_label_set_text (GTK_LABEL (bar->words), text);
  gtk_widget_set_visible (GTK_WIDGET (bar), TRUE);
}

void
trouble_bar_hide (TroubleBar *bar)
{
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}
