/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/mail-folder.h"

static gboolean
write_mail (const ExportRequest *request, const FolderMail *mail, const char *path, OutputSet *outputs, GError **error)
{
  gsize length;
  const char *bytes = trace_blob (request->trace, trace_record_get_content (trace_get (request->trace, mail->came)), &length);

  return output_set_add (outputs, path, bytes, length, error);
}

static gboolean
write_folder (const ExportRequest *request, const MailFolder *folder, const char *path, OutputSet *outputs, GError **error)
{
  if (!output_set_add_folder (outputs, path, error))
    return FALSE;
  for (guint i = 0; i < folder->mails->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.eml", i + 1);
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (!write_mail (request, &g_array_index (folder->mails, FolderMail, i), file, outputs, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
export_eml (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  return mail_folder_write_all (request, path, "", outputs, write_folder, error);
}
