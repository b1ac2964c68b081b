/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-sequence: sets of message numbers or UIDs, "2,4:7,12:*" (RFC 3501 9, sequence-set).
 */
#pragma once

#include "sim/codec/imap-scanner.h"

/* FIRST and LAST as written, in either order; 0 is "*", the largest number there is. */
typedef struct
{
  guint32 first;
  guint32 last;
} ImapRange;

/* A GArray of ImapRange, or NULL where no set is at SCANNER. */
GArray *imap_sequence_parse (ImapScanner *scanner);
/* Where "*" is LARGEST. In an empty mailbox (LARGEST 0) nothing is contained. */
gboolean imap_sequence_contains (const GArray *sequence, guint32 number, guint32 largest);
/* Whether it names a number above LARGEST: an error where it is message numbers. */
gboolean imap_sequence_exceeds (const GArray *sequence, guint32 largest);

/* Adds NUMBER, greater than all before it. */
void imap_sequence_add (GArray *sequence, guint32 number);
GArray *imap_sequence_new (void);
void imap_sequence_write (const GArray *sequence, GString *out);
