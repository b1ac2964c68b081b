/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source-text: a read-only text view for what stands on the wire, with the tags "client", "server",
 * "note", "now" (the present line), "new" (just added), "header", "lit" (some bytes), and by their colours "dim", "wait", "good".
 */
#pragma once

#include <gtk/gtk.h>

GtkWidget *source_text_new (const char *name);
/* Takes over the colours of the theme. */
void source_text_set_palette (GtkWidget *text);
