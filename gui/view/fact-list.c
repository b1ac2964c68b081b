/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/fact-list.h"

struct _FactList
{
  GtkBox parent_instance;

  GtkWidget *next; /* the row that is filled next; NULL: a new one */
};

G_DEFINE_TYPE (FactList, fact_list, GTK_TYPE_BOX)

static const char *const tone_classes[] = {
  [FACT_PLAIN] = "plain",
  [FACT_GOOD] = "good",
  [FACT_WAIT] = "wait",
  [FACT_BAD] = "bad",
  [FACT_NOW] = "now",
};

static void
fact_list_class_init (FactListClass *class)
{
}

static void
fact_list_init (FactList *list)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (list), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
make_label (const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (row), make_label ("fact-title"));
  gtk_box_append (GTK_BOX (row), make_label ("fact-detail"));
  return row;
}

static void
set_label (GtkWidget *label, const char *text)
{
  if (text != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text != NULL);
}

/* The next row, with CLASSES. */
static GtkWidget *
take_row (FactList *list, const char **classes)
{
  GtkWidget *row = list->next;

  if (row == NULL)
    {
      row = make_row ();
      gtk_box_append (GTK_BOX (list), row);
    }
  list->next = gtk_widget_get_next_sibling (row);
  gtk_widget_set_css_classes (row, classes);
  gtk_widget_set_visible (row, TRUE);
  return row;
}

void
fact_list_begin (FactList *list)
{
  list->next = gtk_widget_get_first_child (GTK_WIDGET (list));
}

void
fact_list_add_heading (FactList *list, const char *text)
{
  const char *classes[] = { "fact-heading", NULL };
  GtkWidget *row = take_row (list, classes), *title = gtk_widget_get_first_child (row);

  gtk_widget_remove_css_class (title, "fact-title");
  set_label (title, text);
  set_label (gtk_widget_get_next_sibling (title), NULL);
}

void
fact_list_add (FactList *list, FactTone tone, const char *title, const char *detail)
{
  const char *classes[] = { "fact", tone_classes[tone], NULL };
  GtkWidget *row = take_row (list, classes), *label = gtk_widget_get_first_child (row);

  gtk_widget_add_css_class (label, "fact-title");
  set_label (label, title);
  set_label (gtk_widget_get_next_sibling (label), detail);
}

void
fact_list_end (FactList *list)
{
  for (GtkWidget *row = list->next; row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, FALSE);
}
