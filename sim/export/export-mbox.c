/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mbox.h"
#include "sim/export/mail-folder.h"

#include <string.h>

/* The reverse-path as final delivery has noted it (RFC 5321 4.4); for what never was delivered, like a draft, nobody. */
static char *
dup_sender (const char *bytes, gsize length)
{
  g_autofree char *path = mail_message_dup_field (bytes, length, "Return-Path");
  gsize end = path == NULL ? 0 : strlen (path);

  if (end < 2 || path[0] != '<' || path[end - 1] != '>')
    return g_strdup ("");
  return g_strndup (path + 1, end - 2);
}

/* The flags of IMAP by name: whatever bits a trace has, its table says what they mean. */
static gboolean
has_mark (const FolderMail *mail, const char *name)
{
  for (guint i = 0; i < N_TRACE_FLAGS; i++)
    if ((mail->flags & trace_marks[i].bit) != 0 && strcmp (trace_marks[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
append_mail (const ExportRequest *request, const FolderMail *mail, GString *mbox)
{
  const TraceRecord *record = trace_get (request->trace, mail->came);
  gsize length;
  const char *bytes = trace_blob (request->trace, trace_record_get_content (record), &length);
  g_autofree char *sender = dup_sender (bytes, length);
  const MboxMarks marks = {
    .seen = has_mark (mail, "\\Seen"),
    .answered = has_mark (mail, "\\Answered"),
    .flagged = has_mark (mail, "\\Flagged"),
    .deleted = has_mark (mail, "\\Deleted"),
    .draft = has_mark (mail, "\\Draft"),
  };

  mbox_append (mbox, sender, (trace_start_unix_ns (request->trace) + record->t) / SIM_SECOND, marks, bytes, length);
}

static gboolean
write_folder (const ExportRequest *request, const MailFolder *folder, const char *path, OutputSet *outputs, GError **error)
{
  g_autoptr (GString) mbox = g_string_new (NULL);

  for (guint i = 0; i < folder->mails->len; i++)
    append_mail (request, &g_array_index (folder->mails, FolderMail, i), mbox);
  return output_set_add (outputs, path, mbox->str, mbox->len, error);
}

gboolean
export_mbox (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  return mail_folder_write_all (request, path, ".mbox", outputs, write_folder, error);
}
