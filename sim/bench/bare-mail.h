/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bare-mail: one mail's dialogues, session to session: submission, relay, and its fetching by POP3.
 * The floor for a whole mail: the real bytes, and nothing between them.
 */
#pragma once

void bare_mail_run (void);
