/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence-bar: one sentence that says what is happening now, and why.
 */
#pragma once

#include "gui/view/player-view.h"

#define SENTENCE_BAR_TYPE (sentence_bar_get_type ())
G_DECLARE_FINAL_TYPE (SentenceBar, sentence_bar, MAILFLOW, SENTENCE_BAR, GtkWidget)
/* Plain text of what it says. */
const char *sentence_bar_get_text (SentenceBar *bar);
