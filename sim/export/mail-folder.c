/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/mail-folder.h"

#include "sim/export/file-names.h"

#include "sim/trace/snapshot.h"

#include <string.h>

static void
free_folder (gpointer data)
{
  MailFolder *folder = data;

  g_free (folder->title);
  g_array_unref (folder->mails);
  g_free (folder);
}

typedef struct
{
  const ExportRequest *request;
  GPtrArray *folders; /* MailFolder * */
  GHashTable *titles; /* title → MailFolder *; never walked */
} Listing;

/* The "@" of an address whose local part may be quoted, or NULL. */
static char *
find_at (char *address)
{
  gboolean quoted = FALSE;

  for (char *p = address; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (*p == '@' && !quoted)
      return p;
  return NULL;
}

/* LABEL is the owner's address and, where it is not the INBOX, the folder's name: "bob@example.org/Archive". DEVICE may be
 * NULL. */
static char *
dup_title (const char *label, const char *device)
{
  g_autofree char *title = g_strdup (label);
  char *at = find_at (title);

  if (at != NULL)
    {
      *at = '=';
      g_strdelimit (at, "/", '+');
    }
  return g_strconcat (title, device != NULL ? "_" : "", device, NULL);
}

/* The folder of TITLE, which is made where there is none. */
static MailFolder *
open_folder (Listing *listing, const char *title)
{
  MailFolder *folder = g_hash_table_lookup (listing->titles, title);

  if (folder != NULL)
    return folder;
  folder = g_new (MailFolder, 1);
  folder->title = g_strdup (title);
  folder->mails = g_array_new (FALSE, FALSE, sizeof (FolderMail));
  g_ptr_array_add (listing->folders, folder);
  g_hash_table_insert (listing->titles, folder->title, folder);
  return folder;
}

static void
add_mail (Listing *listing, BlobId mailbox, const char *device, const FolderMail *mail)
{
  g_autofree char *title = dup_title (trace_blob (listing->request->trace, mailbox, NULL), device);

  g_array_append_val (open_folder (listing, title)->mails, *mail);
}

static int
compare_mails (gconstpointer a, gconstpointer b)
{
  const SnapshotMail *first = *(const SnapshotMail *const *) a, *second = *(const SnapshotMail *const *) b;

  return first->stored < second->stored ? -1 : first->stored > second->stored;
}

static void
list_stored (Listing *listing, const Snapshot *snapshot)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new ();

  for (guint i = 0; i < snapshot_count_mails (snapshot); i++)
    g_ptr_array_add (mails, (gpointer) snapshot_mail_at (snapshot, i));
  g_ptr_array_sort (mails, compare_mails);
  for (guint i = 0; i < mails->len; i++)
    {
      const SnapshotMail *mail = g_ptr_array_index (mails, i);

      add_mail (listing, mail->mailbox, NULL, &(FolderMail){ mail->stored, mail->flags });
    }
}

/* The devices that read by POP3: DEVICE << 32 | MAILBOX. By IMAP a device only looks at what the server keeps. */
static GHashTable *
find_keepers (const ExportRequest *request)
{
  GHashTable *keepers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (TraceId id = 1; id <= request->position; id++)
    {
      const TraceRecord *record = trace_get (request->trace, id);
      gint64 key = (gint64) record->peer << 32 | record->text;

      if (record->kind == TRACE_MAILBOX && strcmp (trace_blob (request->trace, record->note, NULL), "pop3") == 0)
        g_hash_table_add (keepers, g_memdup2 (&key, sizeof key));
    }
  return keepers;
}

static void
list_fetched (Listing *listing)
{
  const ExportRequest *request = listing->request;
  g_autoptr (GHashTable) keepers = find_keepers (request);

  for (TraceId id = 1; id <= request->position; id++)
    {
      const TraceRecord *record = trace_get (request->trace, id);
      gint64 key = (gint64) record->host << 32 | record->text;

      if (record->kind == TRACE_FETCHED && g_hash_table_contains (keepers, &key))
        add_mail (listing, record->text, trace_host_name (request->trace, record->host), &(FolderMail){ id, 0 });
    }
}

GPtrArray *
mail_folder_list (const ExportRequest *request)
{
  g_autoptr (Snapshot) snapshot = snapshot_new ();
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  Listing listing = { request, g_ptr_array_new_with_free_func (free_folder), titles };

  while (snapshot->position < request->position)
    snapshot_advance (snapshot, request->trace);
  list_stored (&listing, snapshot);
  list_fetched (&listing);
  return listing.folders;
}

gboolean
mail_folder_write_all (const ExportRequest *request, const char *path, const char *ending, OutputSet *outputs, MailFolderWrite write, GError **error)
{
  g_autoptr (GPtrArray) folders = mail_folder_list (request);
  g_autoptr (FileNames) names = file_names_new ();

  if (!output_set_add_folder (outputs, path, error))
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    {
      const MailFolder *folder = g_ptr_array_index (folders, i);
      g_autofree char *name = file_names_take (names, folder->title, ending);
      g_autofree char *place = g_build_filename (path, name, NULL);

      if (!write (request, folder, place, outputs, error))
        return FALSE;
    }
  return TRUE;
}
