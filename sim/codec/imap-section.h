/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * imap-section: what stands between the brackets of BODY[…] and BINARY[…] (RFC 3501 6.4.5), and the
 * bytes that it means.
 */
#pragma once

#include "sim/codec/imap-message.h"
#include "sim/codec/imap-scanner.h"

typedef enum
{
  IMAP_SECTION_ALL, /* "", "1.2" */
  IMAP_SECTION_HEADER,
  IMAP_SECTION_FIELDS,
  IMAP_SECTION_FIELDS_NOT,
  IMAP_SECTION_TEXT,
  IMAP_SECTION_MIME,
} ImapSectionKind;

typedef struct
{
  ImapSectionKind kind;
  GArray *path;      /* guint32: part numbers, "1.2" */
  GPtrArray *fields; /* char *: names as they were asked for */
} ImapSection;

ImapSection *imap_section_new (ImapSectionKind kind);
void imap_section_free (ImapSection *section);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapSection, imap_section_free)

/* "[…]"; NULL where it is malformed. */
ImapSection *imap_section_parse (ImapScanner *scanner);
/* Appends "[…]". */
void imap_section_write (const ImapSection *section, GString *out);

/* What of MESSAGE it means, borrowed from it where it can be; NULL where there is no such part. */
GBytes *imap_section_extract (const ImapSection *section, ImapMessage *message);
/* The same with its content-transfer-encoding undone (RFC 3516 4.2). *UNKNOWN is TRUE, and NULL
 * returned, where there is an encoding that isn't known. */
GBytes *imap_section_decode (const ImapSection *section, ImapMessage *message, gboolean *unknown);
