/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/still-pane.h"

struct _StillPane
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_TYPE (StillPane, still_pane, GTK_TYPE_WIDGET)

static void
still_pane_dispose (GObject *object)
{
  g_clear_pointer (&MAILFLOW_STILL_PANE (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (still_pane_parent_class)->dispose (object);
}

static void
still_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
still_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (MAILFLOW_STILL_PANE (widget)->child, width, height, baseline, NULL);
}

static void
still_pane_class_init (StillPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = still_pane_dispose;
  widget_class->measure = still_pane_measure;
  widget_class->size_allocate = still_pane_size_allocate;
}

static void
still_pane_init (StillPane *pane)
{
  gtk_widget_set_overflow (GTK_WIDGET (pane), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
still_pane_new (GtkWidget *child)
{
  StillPane *pane = g_object_new (STILL_PANE_TYPE, NULL);

  pane->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (pane));
  return GTK_WIDGET (pane);
}
