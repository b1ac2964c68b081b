/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attachment-list: the files that go with a mail: chosen, dropped, taken away again. What is in them it does not know.
 */
#pragma once

#include <gtk/gtk.h>

#define ATTACHMENT_LIST_TYPE (attachment_list_get_type ())
G_DECLARE_FINAL_TYPE (AttachmentList, attachment_list, MAILFLOW, ATTACHMENT_LIST, GtkBox)

GtkWidget *attachment_list_new (void);
/* One more; what is in the list already is not put in again. */
void attachment_list_add (AttachmentList *list, const char *path);
/* In their order; g_strfreev(). */
char **attachment_list_get_paths (AttachmentList *list);
