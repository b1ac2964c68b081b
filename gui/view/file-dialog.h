/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * file-dialog: lets somebody choose the file of a scenario or a trace.
 */
#pragma once

#include <gtk/gtk.h>

typedef void (*FileDialogFunc) (GtkWindow *window, const char *path);

/* CHOSEN is called with an existing file, or never. */
void file_dialog_open (GtkWindow *window, FileDialogFunc chosen);
/* CHOSEN is called with a file to write a trace to, which may be replaced where it exists, or never. */
void file_dialog_save (GtkWindow *window, const char *name, FileDialogFunc chosen);
