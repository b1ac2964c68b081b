/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mailbox-name: names of mailboxes as records have them: "bob@example.org", and "bob@example.org/Archive" for a folder in it.
 */
#pragma once

#include <glib.h>

/* Whether NAME is the mailbox of OWNER, an address, or a folder in it. */
gboolean mailbox_name_is_of (const char *name, const char *owner);
