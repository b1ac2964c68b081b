/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-pattern: which mailbox names LIST means (RFC 3501 6.3.8): "*" is anything, "%" anything
 * within one level.
 */
#pragma once

#include <glib.h>

/* Both are UTF-8 with "/" between levels; a first level INBOX is met in any case. */
gboolean imap_pattern_matches (const char *pattern, const char *name);
