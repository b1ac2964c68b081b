/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base-subject: what a subject is about when "Re:", "[list]" and "(fwd)" are taken off it (RFC 5256
 * 2.1).
 */
#pragma once

#include <glib.h>

/* The base subject, folded for comparison (text-collation); caller frees. RAW is the field's value, or
 * NULL. *IS_REPLY, which may be NULL, says whether something of a reply or a forward was taken off. */
char *base_subject_extract (const char *raw, gboolean *is_reply);
