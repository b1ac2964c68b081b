/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-dialog: lets somebody choose a file: a scenario or a trace, one to write to, one to attach.
 */
#pragma once

#include <gtk/gtk.h>

/* WIDGET asked for it, and is still in its window. */
typedef void (*FileDialogFunc) (GtkWidget *widget, const char *path);

/* CHOSEN is called with an existing file, or never. */
void file_dialog_open (GtkWidget *widget, FileDialogFunc chosen);
/* Likewise, of any kind. */
void file_dialog_attach (GtkWidget *widget, FileDialogFunc chosen);
/* CHOSEN is called with a file to write to, which may be replaced where it exists, or never. Files like PATTERN are
 * shown, and NAME is proposed. */
void file_dialog_save (GtkWidget *widget, const char *title, const char *pattern, const char *name, FileDialogFunc chosen);
