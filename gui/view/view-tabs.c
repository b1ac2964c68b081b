/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/view-tabs.h"

struct _ViewTabs
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *tabs, *list;
};

G_DEFINE_TYPE (ViewTabs, view_tabs, GTK_TYPE_WIDGET)

static void
view_tabs_dispose (GObject *object)
{
  ViewTabs *view = MAILFLOW_VIEW_TABS (object);

  g_clear_object (&view->stack);
  g_clear_pointer (&view->tabs, gtk_widget_unparent);
  g_clear_pointer (&view->list, gtk_widget_unparent);
  G_OBJECT_CLASS (view_tabs_parent_class)->dispose (object);
}

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
view_tabs_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  const ViewTabs *view = MAILFLOW_VIEW_TABS (widget);
  int tabs, list_least, list;

  gtk_widget_measure (view->tabs, orientation, -1, NULL, &tabs, NULL, NULL);
  gtk_widget_measure (view->list, orientation, -1, &list_least, &list, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? list_least : MAX (tabs, list);
  *natural = MAX (tabs, list);
}

static void
view_tabs_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const ViewTabs *view = MAILFLOW_VIEW_TABS (widget);
  gboolean room = natural_width (view->tabs) <= width;

  gtk_widget_set_child_visible (view->tabs, room);
  gtk_widget_set_child_visible (view->list, !room);
  if (room)
    gtk_widget_allocate (view->tabs, natural_width (view->tabs), height, baseline, NULL);
  else
    gtk_widget_allocate (view->list, MIN (natural_width (view->list), width), height, baseline, NULL);
}

static void
view_tabs_class_init (ViewTabsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = view_tabs_dispose;
  widget_class->measure = view_tabs_measure;
  widget_class->size_allocate = view_tabs_size_allocate;
}

static void
view_tabs_init (ViewTabs *view)
{
}

static void
on_chosen (ViewTabs *view)
{
  GtkSelectionModel *pages = gtk_stack_get_pages (view->stack);

  gtk_selection_model_select_item (pages, gtk_drop_down_get_selected (GTK_DROP_DOWN (view->list)), TRUE);
  g_object_unref (pages);
}

static void
on_page_changed (ViewTabs *view)
{
  GtkSelectionModel *pages = gtk_stack_get_pages (view->stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    if (gtk_selection_model_is_selected (pages, i))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (view->list), i);
  g_object_unref (pages);
}

GtkWidget *
view_tabs_new (GtkStack *stack)
{
  ViewTabs *view = g_object_new (VIEW_TABS_TYPE, NULL);
  GtkExpression *title = gtk_property_expression_new (GTK_TYPE_STACK_PAGE, NULL, "title");

  view->stack = g_object_ref (stack);
  view->tabs = g_object_new (GTK_TYPE_STACK_SWITCHER, "stack", stack, NULL);
  view->list = gtk_drop_down_new (G_LIST_MODEL (gtk_stack_get_pages (stack)), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->list), GTK_ACCESSIBLE_PROPERTY_LABEL, "View", -1);
  gtk_widget_set_parent (view->tabs, GTK_WIDGET (view));
  gtk_widget_set_parent (view->list, GTK_WIDGET (view));
  on_page_changed (view);
  g_signal_connect_swapped (view->list, "notify::selected", G_CALLBACK (on_chosen), view);
  g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (on_page_changed), view, G_CONNECT_SWAPPED);
  return GTK_WIDGET (view);
}
