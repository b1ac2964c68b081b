/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mail-folder: the mail that lies in one place at an instant of a trace: in a mailbox of a server, or on a device that
 * fetches by POP3 and so has its own. It knows no form of file.
 */
#pragma once

#include "sim/export/export-request.h"

typedef struct
{
  TraceId came;  /* the TRACE_STORED or TRACE_FETCHED record, which has the content */
  guint16 flags; /* MailFlags, as TRACE_FLAGS has them */
} FolderMail;

/* "bob=example.org"; an IMAP folder: "bob=example.org+Archive"; a device: "bob=example.org_laptop.example.org". Without
 * "@": mailutils takes none in the path of a URL. */
typedef struct
{
  char *title;
  GArray *mails; /* FolderMail, in the order in which they came; at least one */
} MailFolder;

/* MailFolder *, mailboxes before devices. Caller owns it. */
GPtrArray *mail_folder_list (const ExportRequest *request);

/* Writes FOLDER to PATH, a file or a folder. */
typedef gboolean (*MailFolderWrite) (const ExportRequest *request, const MailFolder *folder, const char *path, OutputSet *outputs, GError **error);

/* Has WRITE called for each folder, with a name of its own in the folder PATH that ends in ENDING. */
gboolean mail_folder_write_all (const ExportRequest *request, const char *path, const char *ending, OutputSet *outputs, MailFolderWrite write, GError **error);
