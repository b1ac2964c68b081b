/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * form: a small window with rows to be filled in, before the classroom window, where time stands still meanwhile. What it
 * is about its maker knows; what is accepted happens in the classroom window's run.
 */
#pragma once

#include "gui/view/window.h"

#define FORM_TYPE (form_get_type ())
G_DECLARE_FINAL_TYPE (Form, form, MAILFLOW, FORM, GtkWindow)

/* What FORM says as an intervention; NULL and an error where that is nothing. */
typedef Intervention *(*FormFunc) (Form *form, Player *player, GError **error);

/* HINT may be NULL. ACCEPT is the label of the button that does what MAKE says. */
Form *form_new (Window *window, const char *title, const char *hint, const char *accept, FormFunc make);
/* As wide as WIDTH where text has its usual size, and wider where it is larger. */
void form_set_width (Form *form, int width);
/* WIDGET in a row of its own, under NAME, by which it is found and read aloud; LABEL may have a mnemonic. */
void form_add (Form *form, const char *name, const char *label, GtkWidget *widget);
GtkWidget *form_find (Form *form, const char *name);

/* For entries, drop-downs of strings and text views; the text of what was added as NAME; caller frees. */
char *form_get_text (Form *form, const char *name);
