/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-list-query.h"

#include <string.h>

typedef struct
{
  ImapServer *server;
  const char *verb; /* "LIST" or "LSUB" */
  ImapListQuery query;
  GHashTable *above; /* names above such as meet the selection but no pattern: they are told of by
                      * CHILDINFO (RFC 5258 3.5); never walked */
} List;

/* Appends " \\Flag", or without the space where it is the first. */
static void
append_attribute (GString *out, const char *attribute)
{
  if (out->str[out->len - 1] != '(')
    g_string_append_c (out, ' ');
  g_string_append (out, attribute);
}

static void
append_children (const List *list, const char *name)
{
  gboolean has_children = mail_account_has_children (list->server->account, name);

  if (!list->query.extended || list->query.returns & IMAP_LIST_TELL_CHILDREN)
    append_attribute (list->server->out, has_children ? "\\HasChildren" : "\\HasNoChildren");
}

static void
append_attributes (const List *list, const char *name, const Mailbox *mailbox)
{
  GString *out = list->server->out;
  const ImapListQuery *query = &list->query;

  if ((query->selection & IMAP_LIST_SUBSCRIBED || query->returns & IMAP_LIST_TELL_SUBSCRIBED)
      && mail_account_is_subscribed (list->server->account, name))
    append_attribute (out, "\\Subscribed");
  if (mailbox == NULL)
    append_attribute (out, "\\NonExistent");
  else if (!mailbox->selectable)
    append_attribute (out, "\\Noselect");
  append_children (list, name);
  if (mailbox != NULL && mailbox->special_use != NULL
      && (!query->extended || query->selection & IMAP_LIST_SPECIAL_USE || query->returns & IMAP_LIST_TELL_SPECIAL_USE))
    append_attribute (out, mailbox->special_use);
}

static void
append_child_info (const List *list)
{
  GString *out = list->server->out;

  g_string_append (out, " (CHILDINFO (");
  if (list->query.selection & IMAP_LIST_SUBSCRIBED)
    g_string_append (out, "\"SUBSCRIBED\"");
  if (list->query.selection & IMAP_LIST_SPECIAL_USE)
    g_string_append (out, list->query.selection & IMAP_LIST_SUBSCRIBED ? " \"SPECIAL-USE\"" : "\"SPECIAL-USE\"");
  g_string_append (out, "))");
}

static void
tell (const List *list, const char *name)
{
  ImapServer *server = list->server;
  const Mailbox *mailbox = mail_account_find (server->account, name);

  g_string_append_printf (server->out, "* %s (", list->verb);
  append_attributes (list, name, mailbox);
  g_string_append (server->out, ") \"/\" ");
  imap_server_write_mailbox (server, name, server->out);
  if (g_hash_table_contains (list->above, name))
    append_child_info (list);
  g_string_append (server->out, "\r\n");
  if (list->query.returns & IMAP_LIST_TELL_STATUS && mailbox != NULL && mailbox->selectable)
    imap_server_write_status (server, mailbox, list->query.status_items);
}

/* Whether NAME is what the selection options are about, be it by pattern or not. */
static gboolean
is_selected (const List *list, const char *name)
{
  const MailAccount *account = list->server->account;
  const Mailbox *mailbox = mail_account_find (account, name);
  guint selection = list->query.selection;

  if (selection & IMAP_LIST_SUBSCRIBED && !mail_account_is_subscribed (account, name))
    return FALSE;
  return !(selection & IMAP_LIST_SPECIAL_USE) || (mailbox != NULL && mailbox->special_use != NULL);
}

/* Adds all names above NAME to NAMES. */
static void
note_parents (GHashTable *names, const char *name)
{
  for (const char *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    g_hash_table_add (names, g_strndup (name, (gsize) (slash - name)));
}

/* What there is and what is subscribed, each once and in order; caller frees. */
static GPtrArray *
list_names (const MailAccount *account)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < account->mailboxes->len; i++)
    g_ptr_array_add (names, g_strdup (((const Mailbox *) g_ptr_array_index (account->mailboxes, i))->name));
  for (guint i = 0; i < account->subscriptions->len; i++)
    if (mail_account_find (account, g_ptr_array_index (account->subscriptions, i)) == NULL)
      g_ptr_array_add (names, g_strdup (g_ptr_array_index (account->subscriptions, i)));
  return names;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Adds names above what is in NAMES that are in it not themselves. */
static void
add_parents (GPtrArray *names)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint count = names->len;

  for (guint i = 0; i < count; i++)
    g_hash_table_add (known, g_ptr_array_index (names, i));
  for (guint i = 0; i < count; i++)
    for (const char *name = g_ptr_array_index (names, i), *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
      {
        g_autofree char *parent = g_strndup (name, (gsize) (slash - name));

        if (g_hash_table_contains (known, parent))
          continue;
        g_hash_table_add (known, parent);
        g_ptr_array_add (names, g_steal_pointer (&parent));
      }
  g_ptr_array_sort (names, compare);
}

static void
tell_selected (List *list)
{
  g_autoptr (GPtrArray) names = list_names (list->server->account);

  if (list->query.selection & IMAP_LIST_RECURSIVE)
    add_parents (names);
  for (guint i = 0; list->query.selection & IMAP_LIST_RECURSIVE && i < names->len; i++)
    if (is_selected (list, g_ptr_array_index (names, i)) && !imap_list_query_matches (&list->query, g_ptr_array_index (names, i)))
      note_parents (list->above, g_ptr_array_index (names, i));
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (imap_list_query_matches (&list->query, name) && (is_selected (list, name) || g_hash_table_contains (list->above, name)))
        tell (list, name);
    }
}

/* Without a selection that is about names, all that there is. */
static void
tell_existing (const List *list)
{
  const GPtrArray *mailboxes = list->server->account->mailboxes;

  for (guint i = 0; i < mailboxes->len; i++)
    {
      const Mailbox *mailbox = g_ptr_array_index (mailboxes, i);

      if (imap_list_query_matches (&list->query, mailbox->name))
        tell (list, mailbox->name);
    }
}

static void
list_init (List *list, ImapServer *server, const char *verb)
{
  *list = (List){ .server = server, .verb = verb, .above = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

static void
list_clear (List *list)
{
  imap_list_query_clear (&list->query);
  g_hash_table_unref (list->above);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static void
tell_root (const List *list)
{
  g_string_append_printf (list->server->out, "* %s (\\Noselect) \"/\" \"\"\r\n", list->verb);
}

const char *
imap_server_run_list (ImapServer *server, ImapCommand *command)
{
  g_auto (List) list;
  const char *problem;

  list_init (&list, server, "LIST");
  problem = imap_list_query_parse (server, command, &list.query);
  if (problem != NULL)
    return problem;
  if (list.query.is_root)
    tell_root (&list);
  else if (list.query.selection & (IMAP_LIST_SUBSCRIBED | IMAP_LIST_SPECIAL_USE))
    tell_selected (&list);
  else
    tell_existing (&list);
  return "OK LIST completed";
}

static void
tell_subscribed (const List *list, const char *name, gboolean itself)
{
  g_string_append_printf (list->server->out, "* LSUB (%s) \"/\" ", itself ? "" : "\\Noselect");
  imap_server_write_mailbox (list->server, name, list->server->out);
  g_string_append (list->server->out, "\r\n");
}

/* With "%" also names above, where what is subscribed lies too deep (RFC 3501 6.3.9). */
static void
tell_parents (const List *list, const char *name, GHashTable *told)
{
  for (const char *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      g_autofree char *parent = g_strndup (name, (gsize) (slash - name));

      if (!imap_list_query_matches (&list->query, parent) || mail_account_is_subscribed (list->server->account, parent)
          || g_hash_table_contains (told, parent))
        continue;
      tell_subscribed (list, parent, FALSE);
      g_hash_table_add (told, g_steal_pointer (&parent));
    }
}

static gboolean
has_level_wildcard (const ImapListQuery *query)
{
  return query->patterns->len > 0 && strchr (g_ptr_array_index (query->patterns, 0), '%') != NULL;
}

static void
tell_subscriptions (const List *list)
{
  const GPtrArray *subscriptions = list->server->account->subscriptions;
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < subscriptions->len; i++)
    {
      const char *name = g_ptr_array_index (subscriptions, i);

      if (imap_list_query_matches (&list->query, name))
        tell_subscribed (list, name, TRUE);
      else if (has_level_wildcard (&list->query))
        tell_parents (list, name, told);
    }
}

const char *
imap_server_run_lsub (ImapServer *server, ImapCommand *command)
{
  g_auto (List) list;
  const char *problem;

  list_init (&list, server, "LSUB");
  problem = imap_list_query_parse (server, command, &list.query);
  if (problem != NULL)
    return problem;
  if (list.query.extended)
    return "BAD LSUB takes a reference and a pattern";
  if (list.query.is_root)
    tell_root (&list);
  else
    tell_subscriptions (&list);
  return "OK LSUB completed";
}
