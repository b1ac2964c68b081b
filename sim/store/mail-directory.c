/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-directory.h"

#include <string.h>

struct MailDirectory
{
  char *domain;
  MailStore *users;     /* borrowed */
  gboolean plus;
  GHashTable *names;    /* local part in lower case → Entry *; never walked */
};

typedef struct
{
  DirectoryKind kind;
  gboolean keep_copy;
  GPtrArray *targets; /* char * */
  MailList *list;
} Entry;

static void
free_list (MailList *list)
{
  g_free (list->address);
  g_free (list->bounces);
  g_free (list->owner);
  g_ptr_array_unref (list->members);
  g_free (list);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->targets);
  g_clear_pointer (&entry->list, free_list);
  g_free (entry);
}

MailDirectory *
mail_directory_new (const char *domain, MailStore *users, gboolean plus)
{
  MailDirectory *directory = g_new0 (MailDirectory, 1);

  directory->domain = g_strdup (domain);
  directory->users = users;
  directory->plus = plus;
  directory->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  return directory;
}

void
mail_directory_free (MailDirectory *directory)
{
  g_hash_table_unref (directory->names);
  g_free (directory->domain);
  g_free (directory);
}

MailStore *
mail_directory_get_users (const MailDirectory *directory)
{
  return directory->users;
}

static GPtrArray *
copy_addresses (const GPtrArray *addresses)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (copies, g_strdup (g_ptr_array_index (addresses, i)));
  return copies;
}

static Entry *
add (MailDirectory *directory, const char *name, DirectoryKind kind, const GPtrArray *targets)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->kind = kind;
  entry->targets = copy_addresses (targets);
  g_hash_table_replace (directory->names, g_ascii_strdown (name, -1), entry);
  return entry;
}

void
mail_directory_add_alias (MailDirectory *directory, const char *name, const GPtrArray *targets)
{
  add (directory, name, DIRECTORY_ALIAS, targets);
}

void
mail_directory_add_forward (MailDirectory *directory, const char *user, const GPtrArray *targets, gboolean keep_copy)
{
  add (directory, user, DIRECTORY_FORWARD, targets)->keep_copy = keep_copy;
}

/* NAME-SUFFIX goes to the owner (RFC 2142 6: -request; the others are the custom of list servers). */
static void
add_owner_address (MailDirectory *directory, const MailList *list, const char *name, const char *suffix)
{
  g_autofree char *local = g_strdup_printf ("%s-%s", name, suffix);
  g_autoptr (GPtrArray) owner = g_ptr_array_new ();

  g_ptr_array_add (owner, list->owner);
  add (directory, local, DIRECTORY_ALIAS, owner);
}

void
mail_directory_add_list (MailDirectory *directory, const char *name, const GPtrArray *members, const char *owner, gboolean verp)
{
  MailList *list = g_new0 (MailList, 1);
  Entry *entry = add (directory, name, DIRECTORY_LIST, members);

  list->address = g_strdup_printf ("%s@%s", name, directory->domain);
  list->bounces = g_strdup_printf ("%s-bounces", name);
  list->owner = g_strdup (owner);
  list->members = g_ptr_array_ref (entry->targets);
  list->verp = verp;
  entry->list = list;
  add_owner_address (directory, list, name, "bounces");
  add_owner_address (directory, list, name, "owner");
  add_owner_address (directory, list, name, "request");
}

static MailAccount *
find_account (const MailDirectory *directory, const char *local)
{
  g_autofree char *address = g_strdup_printf ("%s@%s", local, directory->domain);

  return mail_store_find (directory->users, address);
}

static DirectoryFinding
find_whole (const MailDirectory *directory, const char *local)
{
  g_autofree char *name = g_ascii_strdown (local, -1);
  const Entry *entry = g_hash_table_lookup (directory->names, name);
  MailAccount *account = find_account (directory, local);

  if (entry == NULL)
    return (DirectoryFinding){ account != NULL ? DIRECTORY_MAILBOX : DIRECTORY_UNKNOWN, account };
  return (DirectoryFinding){ entry->kind, entry->keep_copy ? account : NULL, entry->targets, entry->list };
}

/* A list's return path has a detail whether other addresses may have one or not. */
static gboolean
may_have_detail (const MailDirectory *directory, const char *base)
{
  return directory->plus || g_str_has_suffix (base, "-bounces");
}

DirectoryFinding
mail_directory_find (const MailDirectory *directory, const char *local)
{
  DirectoryFinding finding = find_whole (directory, local);
  const char *plus = strchr (local, '+');
  g_autofree char *base = plus == NULL ? NULL : g_strndup (local, (gsize) (plus - local));

  if (finding.kind == DIRECTORY_UNKNOWN && base != NULL && may_have_detail (directory, base))
    finding = find_whole (directory, base);
  if (finding.kind == DIRECTORY_UNKNOWN)
    finding = find_whole (directory, "*");
  return finding;
}

char *
mail_list_dup_return_path (const MailList *list, const char *member)
{
  const char *domain = strrchr (list->address, '@') + 1;
  g_autofree char *detail = NULL;

  if (!list->verp)
    return g_strdup_printf ("%s@%s", list->bounces, domain);
  detail = g_strdelimit (g_strdup (member), "@", '=');
  return g_strdup_printf ("%s+%s@%s", list->bounces, detail, domain);
}
