/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/composer.h"

#include "gui/model/act-forms.h"
#include "gui/view/attachment-list.h"
#include "gui/view/form.h"

#include <string.h>

static const struct
{
  const char *name;
  guint64 bytes;
} fillers[] = {
  { "none", 0 },
  { "10 kB", 10000 },
  { "1 MB", 1000000 },
  { "10 MB", 10000000 },
  { "30 MB", 30000000 },
};

/* What stands between commas, semicolons or spaces. */
static char **
split_addresses (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",; \t", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  char **addresses;

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  addresses = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return addresses;
}

static char **
get_addresses (Form *form, const char *name)
{
  g_autofree char *text = form_get_text (form, name);

  return split_addresses (text);
}

/* They are named in a scenario, which is UTF-8. */
static gboolean
check_files (const char *const *paths, GError **error)
{
  for (; *paths != NULL; paths++)
    if (!g_utf8_validate (*paths, -1, NULL))
      {
        g_autofree char *name = g_filename_display_name (*paths);

        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The name of %s is no UTF-8. Give it another one.", name);
        return FALSE;
      }
  return TRUE;
}

static Intervention *
make (Form *form, Player *player, GError **error)
{
  g_autofree char *from = form_get_text (form, "from"), *subject = form_get_text (form, "subject"), *text = form_get_text (form, "text");
  g_auto (GStrv) to = get_addresses (form, "to"), cc = get_addresses (form, "cc"), bcc = get_addresses (form, "bcc");
  g_auto (GStrv) files = attachment_list_get_paths (MAILFLOW_ATTACHMENT_LIST (form_find (form, "files")));
  const ActMail mail = {
    .from = from,
    .to = (const char *const *) to,
    .cc = (const char *const *) cc,
    .bcc = (const char *const *) bcc,
    .subject = subject,
    .text = text,
    .files = (const char *const *) files,
    .attachment = fillers[gtk_drop_down_get_selected (GTK_DROP_DOWN (form_find (form, "filler")))].bytes,
  };

  if (to[0] == NULL && cc[0] == NULL && bcc[0] == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A mail needs somebody to go to: To, Cc or Bcc.");
      return NULL;
    }
  if (!check_files ((const char *const *) files, error))
    return NULL;
  return act_form_mail (player, &mail);
}

/* The addresses of all who have a mailbox. */
static char **
list_users (const Trace *trace)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  char **users;

  for (TraceId id = 1; id <= trace_count (trace) && trace_get (trace, id)->t == 0; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MAILBOX && g_hash_table_add (seen, GUINT_TO_POINTER (record->text)))
        g_strv_builder_add (builder, trace_blob (trace, record->text, NULL));
    }
  users = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return users;
}

static GtkWidget *
make_senders (char **users, const char *from)
{
  GtkWidget *senders = gtk_drop_down_new_from_strings ((const char *const *) users);

  for (guint i = 0; users[i] != NULL; i++)
    if (g_strcmp0 (users[i], from) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (senders), i);
  return senders;
}

static GtkWidget *
make_fillers (void)
{
  const char *names[G_N_ELEMENTS (fillers) + 1] = { NULL };
  GtkWidget *filler;

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    names[i] = fillers[i].name;
  filler = gtk_drop_down_new_from_strings (names);
  gtk_widget_set_tooltip_text (filler, "An attachment of no meaning, to see what its size does");
  return filler;
}

static GtkWidget *
make_text (void)
{
  GtkWidget *view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "left-margin", 6, "right-margin", 6, "top-margin", 4, "accepts-tab", FALSE, NULL);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "min-content-height", 160, "vexpand", TRUE, "has-frame", TRUE, NULL);
}

/* Somebody else than FROM, so that there is something to be seen. */
static const char *
propose_recipient (char **users, const char *from)
{
  for (guint i = 0; users[i] != NULL; i++)
    if (g_strcmp0 (users[i], from == NULL ? users[0] : from) != 0)
      return users[i];
  return "";
}

void
composer_present (Window *window, const char *from)
{
  Player *player = window_get_player (window);
  g_auto (GStrv) users = list_users (player_get_trace (player));
  Form *form = form_new (window, "Send a Mail", "It is sent now, at the time that is shown. Nobody else sees who is in Bcc.", "_Send", make);

  form_add (form, "from", "_From", make_senders (users, from));
  form_add (form, "to", "_To", g_object_new (GTK_TYPE_ENTRY, "text", propose_recipient (users, from), "placeholder-text", "bob@example.org, carol@example.net", NULL));
  form_add (form, "cc", "Cc", gtk_entry_new ());
  form_add (form, "bcc", "_Bcc", gtk_entry_new ());
  form_add (form, "subject", "S_ubject", gtk_entry_new ());
  form_add (form, "text", "Te_xt", make_text ());
  form_add (form, "files", "Attached", attachment_list_new ());
  form_add (form, "filler", "F_iller", make_fillers ());
  gtk_window_present (GTK_WINDOW (form));
  gtk_widget_grab_focus (form_find (form, "subject"));
}
