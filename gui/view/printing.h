/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * printing: a run on paper, by the desktop's print dialog: its ladder, or a worksheet for the class.
 */
#pragma once

#include "gui/model/player.h"

#include <gtk/gtk.h>

typedef enum
{
  PRINTING_LADDER,
  PRINTING_WORKSHEET,
} PrintingMatter;

/* NULL, or why what PLAYER shows can't be put on paper: there is too much of it. Caller frees. */
char *printing_refuse (Player *player);
/* What PLAYER shows, from its beginning to its end so far; upright, or lengthwise, page by page. Caller unrefs. */
GtkPrintOperation *printing_new (Player *player, PrintingMatter matter);
/* Does ACTION, with dialogs over WINDOW, which hears by COMPLAIN what goes wrong. */
typedef void (*PrintingComplaint) (GtkWindow *window, const char *words);
void printing_run (GtkPrintOperation *operation, GtkPrintOperationAction action, GtkWindow *window, PrintingComplaint complain);
