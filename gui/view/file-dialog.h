/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-dialog: lets somebody choose the file of a scenario or a trace.
 */
#pragma once

#include <gtk/gtk.h>

typedef void (*FileDialogFunc) (GtkWindow *window, const char *path);

/* CHOSEN is called with an existing file, or never. */
void file_dialog_open (GtkWindow *window, FileDialogFunc chosen);
/* CHOSEN is called with a file to write to, which may be replaced where it exists, or never. Files like PATTERN are
 * shown, and NAME is proposed. */
void file_dialog_save (GtkWindow *window, const char *title, const char *pattern, const char *name, FileDialogFunc chosen);
