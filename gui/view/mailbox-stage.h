/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox-stage: a mailbox in large, as the server, POP3 and each device see it, and one of its messages in full.
 */
#pragma once

#include "gui/view/player-view.h"

#define MAILBOX_STAGE_TYPE (mailbox_stage_get_type ())
G_DECLARE_FINAL_TYPE (MailboxStage, mailbox_stage, MAILFLOW, MAILBOX_STAGE, GtkBox)

/* The record whose content is shown in full, or 0. */
TraceId mailbox_stage_get_record (MailboxStage *stage);
