/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/form.h"

#include "gui/view/acting.h"
#include "gui/view/theme.h"

#include <string.h>

enum
{
  USUAL_WIDTH = 620,
};

struct _Form
{
  GtkWindow parent_instance;

  GtkWidget *cancel, *accept, *hint, *grid, *complaint;
  GHashTable *widgets; /* name → GtkWidget *, borrowed */
  FormFunc make;
  int rows;
};

G_DEFINE_TYPE (Form, form, GTK_TYPE_WINDOW)

static void
form_finalize (GObject *object)
{
  g_hash_table_unref (MAILFLOW_FORM (object)->widgets);
  G_OBJECT_CLASS (form_parent_class)->finalize (object);
}

/* The run may have gone on to its end while somebody wrote. */
static Intervention *
make_intervention (Form *form, Player *player, GError **error)
{
  SimTime t;

  if (act_list_find_time (player, &t))
    return form->make (form, player, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The run's time is up. Go back to where there still is some.");
  return NULL;
}

static void
on_accept (Form *form)
{
  Window *window = MAILFLOW_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (form)));
  g_autoptr (GError) error = NULL;
  g_autoptr (Intervention) intervention = make_intervention (form, window_get_player (window), &error);

  if (intervention != NULL && acting_do (window, intervention, &error))
    {
      gtk_window_close (GTK_WINDOW (form));
      return;
    }
  gtk_label_set_text (GTK_LABEL (form->complaint), error->message);
  gtk_widget_set_visible (form->complaint, TRUE);
}

static void
form_class_init (FormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = form_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mailflow/Mailflow/form.ui");
  gtk_widget_class_bind_template_child (widget_class, Form, cancel);
  gtk_widget_class_bind_template_child (widget_class, Form, accept);
  gtk_widget_class_bind_template_child (widget_class, Form, hint);
  gtk_widget_class_bind_template_child (widget_class, Form, grid);
  gtk_widget_class_bind_template_child (widget_class, Form, complaint);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
form_init (Form *form)
{
  gtk_widget_init_template (GTK_WIDGET (form));
  form->widgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_accept), form);
}

void
form_set_width (Form *form, int width)
{
  int room = gtk_widget_get_width (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (form)))), wanted = (int) (width * theme_get_font_scale ());

  gtk_window_set_default_size (GTK_WINDOW (form), room > width ? MIN (wanted, room) : wanted, -1);
}

Form *
form_new (Window *window, const char *title, const char *hint, const char *accept, FormFunc make)
{
  Form *form = g_object_new (FORM_TYPE, "title", title, "transient-for", window, NULL);

  player_set_playing (window_get_player (window), FALSE);
  form_set_width (form, USUAL_WIDTH);
  form->make = make;
  gtk_button_set_label (GTK_BUTTON (form->accept), accept);
  gtk_window_set_default_widget (GTK_WINDOW (form), form->accept);
  gtk_label_set_text (GTK_LABEL (form->hint), hint == NULL ? "" : hint);
  gtk_widget_set_visible (form->hint, hint != NULL);
  return form;
}

static GtkWidget *
text_of (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget)) : widget;
}

void
form_add (Form *form, const char *name, const char *label, GtkWidget *widget)
{
  GtkWidget *words = gtk_label_new_with_mnemonic (label);

  gtk_widget_set_halign (words, GTK_ALIGN_END);
  gtk_widget_set_valign (words, GTK_IS_SCROLLED_WINDOW (widget) ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_label_set_mnemonic_widget (GTK_LABEL (words), text_of (widget));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text_of (widget)), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (words)), -1);
  gtk_widget_set_hexpand (widget, TRUE);
  if (GTK_IS_ENTRY (widget))
    gtk_entry_set_activates_default (GTK_ENTRY (widget), TRUE);
  gtk_grid_attach (GTK_GRID (form->grid), words, 0, form->rows, 1, 1);
  gtk_grid_attach (GTK_GRID (form->grid), widget, 1, form->rows, 1, 1);
  form->rows++;
  g_hash_table_insert (form->widgets, g_strdup (name), text_of (widget));
}

GtkWidget *
form_find (Form *form, const char *name)
{
  return g_hash_table_lookup (form->widgets, name);
}

static char *
get_all_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

char *
form_get_text (Form *form, const char *name)
{
  GtkWidget *widget = form_find (form, name);

  if (GTK_IS_TEXT_VIEW (widget))
    return get_all_text (GTK_TEXT_VIEW (widget));
  if (GTK_IS_DROP_DOWN (widget))
    return g_strdup (gtk_string_object_get_string (gtk_drop_down_get_selected_item (GTK_DROP_DOWN (widget))));
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget))));
}
