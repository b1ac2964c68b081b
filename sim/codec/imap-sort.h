/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-sort: the order that SORT asks for (RFC 5256 3, BASE.7.2), and what it compares.
 */
#pragma once

#include "sim/codec/imap-message.h"
#include "sim/codec/imap-scanner.h"

typedef enum
{
  IMAP_SORT_ARRIVAL,
  IMAP_SORT_CC,
  IMAP_SORT_DATE,
  IMAP_SORT_DISPLAY_FROM, /* RFC 5957 */
  IMAP_SORT_DISPLAY_TO,
  IMAP_SORT_FROM,
  IMAP_SORT_SIZE,
  IMAP_SORT_SUBJECT,
  IMAP_SORT_TO,
} ImapSortField;

typedef struct
{
  ImapSortField field;
  gboolean reverse;
} ImapSortKey;

/* "(SUBJECT REVERSE DATE)": a GArray of ImapSortKey, or NULL where it is malformed. */
GArray *imap_sort_parse (ImapScanner *scanner);

typedef struct ImapSortMail ImapSortMail;

/* What of a message the KEYS compare; MESSAGE is not kept. */
ImapSortMail *imap_sort_mail_new (const GArray *keys, guint32 number, guint32 uid, gint64 internal_date,
                                  ImapMessage *message);
void imap_sort_mail_free (ImapSortMail *mail);
guint32 imap_sort_mail_number (const ImapSortMail *mail);
guint32 imap_sort_mail_uid (const ImapSortMail *mail);

/* Puts ImapSortMail * in order; ties go by message number. */
void imap_sort (GPtrArray *mails, const GArray *keys);
