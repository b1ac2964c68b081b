/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stop-choices: at what a run can be stopped: replies of 4xx and 5xx, new messages, every kind of record that is ever told about
 * in it, by name, and its hosts.
 */
#pragma once

#include "gui/model/player.h"

/* StopCondition; the caller's. */
GArray *stop_choices_new (Player *player);
/* In short, by what it is looked for: "dns-query", "mail.example.org"; caller frees. */
char *stop_choices_name (const Trace *trace, StopCondition condition);
