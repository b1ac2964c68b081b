/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * focus-keys: which keys belong to what has the focus, and which are the window's: a person who goes about by Tab moves and
 * presses what is there; one who clicks, and then takes up the remote of a lecture, moves the run.
 */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  FOCUS_KEYS_NONE = 0,
  FOCUS_KEYS_TYPED = 1 << 0, /* letters, digits and signs */
  FOCUS_KEYS_SPACE = 1 << 1,
  FOCUS_KEYS_ACROSS = 1 << 2, /* Left and Right, with Shift too */
  FOCUS_KEYS_ALONG = 1 << 3,  /* Home, End, Page Up, Page Down */
  FOCUS_KEYS_EDIT = 1 << 4,   /* word by word; what was typed last is taken back */
  FOCUS_KEYS_ALL = (1 << 5) - 1,
} FocusKeys;

/* What FOCUS, which may be NULL, keeps for itself. WALKS: the keyboard has gone there; else it was a click, or nobody. */
FocusKeys focus_keys_of (GtkWidget *focus, gboolean walks);
/* Which of them an accelerator is; FOCUS_KEYS_NONE: it is the window's wherever the focus is. */
FocusKeys focus_keys_find (guint key, GdkModifierType modifiers);
/* Who goes about in WINDOW now: the keyboard, or else the pointer. */
void focus_keys_set_walks (GtkWidget *window, gboolean walks);
gboolean focus_keys_get_walks (GtkWidget *window);
/* Whether KEY takes the focus elsewhere, wherever it is. */
gboolean focus_keys_walk (guint key);
