/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/zone-form.h"

#include "gui/model/act-forms.h"
#include "gui/view/form.h"

static Intervention *
make (Form *form, Player *player, GError **error)
{
  g_autofree char *text = form_get_text (form, "zone");

  return act_form_zone (player, g_object_get_data (G_OBJECT (form), "domain"), text);
}

static GtkWidget *
make_editor (const char *text)
{
  GtkWidget *view = g_object_new (GTK_TYPE_TEXT_VIEW, "monospace", TRUE, "left-margin", 6, "right-margin", 6, "top-margin", 4, "accepts-tab", FALSE, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "min-content-height", 320, "vexpand", TRUE, "has-frame", TRUE, NULL);
}

void
zone_form_present (Window *window, const char *domain)
{
  g_autofree char *title = g_strdup_printf ("The zone of %s", domain);
  const char *text = act_form_get_zone (window_get_player (window), domain);
  Form *form = form_new (window, title, "Caches keep what they know until its time to live ends.", "_Load the Zone", make);

  g_object_set_data_full (G_OBJECT (form), "domain", g_strdup (domain), g_free);
  form_set_width (form, 760);
  form_add (form, "zone", "_Zone", make_editor (text == NULL ? "" : text));
  gtk_window_present (GTK_WINDOW (form));
}
