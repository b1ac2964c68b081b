/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/answer-form.h"

#include "gui/model/act-forms.h"
#include "gui/view/form.h"

static const char *const commands[] = { "CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "END-OF-DATA", NULL };

enum
{
  RCPT = 4, /* of COMMANDS: where most answers are given */
  USUAL_CODE = 451,
};

/* As it was typed, also before the field is left. */
static guint
get_number (Form *form, const char *name)
{
  GtkSpinButton *spin = GTK_SPIN_BUTTON (form_find (form, name));

  gtk_spin_button_update (spin);
  return (guint) gtk_spin_button_get_value_as_int (spin);
}

static Intervention *
make (Form *form, Player *player, GError **error)
{
  g_autofree char *command = form_get_text (form, "command"), *status = form_get_text (form, "status"), *text = form_get_text (form, "text");
  const ActAnswer answer = {
    .server = g_object_get_data (G_OBJECT (form), "server"),
    .command = command,
    .code = get_number (form, "code"),
    .status = status,
    .text = text,
    .times = get_number (form, "times"),
  };

  return act_form_answer (player, &answer);
}

static GtkWidget *
make_number (double least, double most, double value, const char *tip)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_widget_set_tooltip_text (spin, tip);
  return spin;
}

static GtkWidget *
make_entry (const char *placeholder)
{
  return g_object_new (GTK_TYPE_ENTRY, "placeholder-text", placeholder, NULL);
}

void
answer_form_present (Window *window, const char *server)
{
  g_autofree char *title = g_strdup_printf ("How %s answers", server);
  Form *form = form_new (window, title, "4xx: not now, the sender keeps the mail and tries again. 5xx: never, the mail goes back. What was before now stays as it is.", "_Do It", make);
  GtkWidget *command = gtk_drop_down_new_from_strings (commands);

  g_object_set_data_full (G_OBJECT (form), "server", g_strdup (server), g_free);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (command), RCPT);
  form_add (form, "command", "_To", command);
  form_add (form, "code", "Reply c_ode", make_number (200, 599, USUAL_CODE, "200 to 599"));
  form_add (form, "status", "_Status", make_entry ("such as 4.7.1; may be left out"));
  form_add (form, "text", "Te_xt", make_entry ("what the server says; may be left out"));
  form_add (form, "times", "_How often", make_number (0, 1000, 0, "0: always"));
  gtk_window_present (GTK_WINDOW (form));
}
