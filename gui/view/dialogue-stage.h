/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialogue-stage: a connection in large: what both sides said, the states of the server's session beside it, and below
 * the packet that carried the present line, byte by byte.
 */
#pragma once

#include "gui/view/player-view.h"

#define DIALOGUE_STAGE_TYPE (dialogue_stage_get_type ())
G_DECLARE_FINAL_TYPE (DialogueStage, dialogue_stage, MAILFLOW, DIALOGUE_STAGE, GtkBox)

/* What is shown: 0 where there is none yet. */
guint32 dialogue_stage_get_connection (DialogueStage *stage);
/* The record whose packet is shown, or would be if it had one. */
TraceId dialogue_stage_get_record (DialogueStage *stage);
