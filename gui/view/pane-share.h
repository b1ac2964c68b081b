/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pane-share: holds a GtkPaned, and keeps the share of its first side when it grows or shrinks: what somebody has
 * chosen on a large screen fits on a small one.
 *
 * Properties: "share", 0 where nobody has chosen; "paned", to be set once.
 */
#pragma once

#include <gtk/gtk.h>

#define PANE_SHARE_TYPE (pane_share_get_type ())
G_DECLARE_FINAL_TYPE (PaneShare, pane_share, MAILFLOW, PANE_SHARE, GtkWidget)

/* As long as nobody has chosen, the second side has PART of the whole, but LEAST to MOST pixels. Without this, the
 * toolkit decides. */
void pane_share_set_second (PaneShare *pane, double part, int least, int most);
