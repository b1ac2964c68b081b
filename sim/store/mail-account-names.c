/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/mail-account.h"

#include <string.h>

/* RFC 6154: who makes a mailbox of such a name means that use. */
static const char *const well_known[][2] = {
  { "Archive", "\\Archive" },
  { "Drafts", "\\Drafts" },
  { "Junk", "\\Junk" },
  { "Sent", "\\Sent" },
  { "Trash", "\\Trash" },
};

static const char *
find_use (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (well_known); i++)
    if (strcmp (well_known[i][0], name) == 0)
      return well_known[i][1];
  return NULL;
}

/* "inbox" and "inbox/…", in any case. */
static gboolean
begins_with_inbox (const char *name)
{
  return g_ascii_strncasecmp (name, "INBOX", 5) == 0 && (name[5] == '\0' || name[5] == '/');
}

char *
mail_account_dup_name (const char *name)
{
  char *own = g_strdup (name);
  gsize length = strlen (own);

  if (length > 1 && own[length - 1] == '/')
    own[length - 1] = '\0';
  if (begins_with_inbox (own))
    memcpy (own, "INBOX", 5);
  return own;
}

/* INBOX is before all. */
static int
compare_names (const char *a, const char *b)
{
  gboolean a_is_inbox = strcmp (a, "INBOX") == 0, b_is_inbox = strcmp (b, "INBOX") == 0;

  return a_is_inbox || b_is_inbox ? b_is_inbox - a_is_inbox : strcmp (a, b);
}

static Mailbox *
mailbox_of (const MailAccount *account, guint index)
{
  return g_ptr_array_index (account->mailboxes, index);
}

/* The index of NAME, or of the first mailbox after it. */
static guint
find_place (const MailAccount *account, const char *name)
{
  guint low = 0, high = account->mailboxes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_names (mailbox_of (account, middle)->name, name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

Mailbox *
mail_account_find (const MailAccount *account, const char *name)
{
  guint place = find_place (account, name);

  return place < account->mailboxes->len && strcmp (mailbox_of (account, place)->name, name) == 0 ? mailbox_of (account, place) : NULL;
}

gboolean
mail_account_has_children (const MailAccount *account, const char *name)
{
  g_autofree char *below = g_strconcat (name, "/", NULL);
  guint place = find_place (account, below);

  return place < account->mailboxes->len && g_str_has_prefix (mailbox_of (account, place)->name, below);
}

/* Levels that are not empty, of characters that are seen and mean nothing else in LIST. */
static gboolean
is_good_name (const char *name)
{
  if (strlen (name) > MAIL_ACCOUNT_LONGEST_NAME || !g_utf8_validate (name, -1, NULL)
      || *name == '\0' || *name == '/' || strstr (name, "//") != NULL || g_str_has_suffix (name, "/"))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) || *at == '*' || *at == '%')
      return FALSE;
  return TRUE;
}

static void
insert (MailAccount *account, Mailbox *mailbox)
{
  g_ptr_array_insert (account->mailboxes, (int) find_place (account, mailbox->name), mailbox);
}

/* A mailbox NAME, new or made of a bare name. */
static Mailbox *
make (MailAccount *account, const char *name)
{
  Mailbox *mailbox = mail_account_find (account, name);

  if (mailbox == NULL)
    {
      mailbox = mailbox_new (account, name, account->next_uid_validity++);
      insert (account, mailbox);
    }
  else if (!mailbox->selectable)
    mailbox->uid_validity = account->next_uid_validity++;
  mailbox->selectable = TRUE;
  mailbox->special_use = find_use (name);
  return mailbox;
}

/* Makes all that is missing above NAME. */
static void
make_parents (MailAccount *account, const char *name)
{
  for (const char *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      g_autofree char *parent = g_strndup (name, (gsize) (slash - name));

      if (mail_account_find (account, parent) == NULL)
        make (account, parent);
    }
}

/* How many mailboxes NAME would add. */
static guint
count_levels (const char *name)
{
  guint levels = 1;

  for (; *name != '\0'; name++)
    levels += *name == '/';
  return levels;
}

static MailAccountResult
check_new (const MailAccount *account, const char *name)
{
  const Mailbox *mailbox;

  if (!is_good_name (name))
    return MAIL_ACCOUNT_BAD_NAME;
  mailbox = mail_account_find (account, name);
  if (mailbox != NULL && mailbox->selectable)
    return MAIL_ACCOUNT_EXISTS;
  return account->mailboxes->len + count_levels (name) > MAIL_ACCOUNT_MOST_MAILBOXES ? MAIL_ACCOUNT_FULL : MAIL_ACCOUNT_GOOD;
}

MailAccountResult
mail_account_create (MailAccount *account, const char *name, const char *special_use)
{
  MailAccountResult result = check_new (account, name);
  Mailbox *mailbox;

  if (result != MAIL_ACCOUNT_GOOD)
    return result;
  make_parents (account, name);
  mailbox = make (account, name);
  if (special_use != NULL)
    mailbox->special_use = special_use;
  return MAIL_ACCOUNT_GOOD;
}

static void
note_freed (MailAccount *account, const Mailbox *mailbox)
{
  account->freed_uid_validity = MAX (account->freed_uid_validity, mailbox->uid_validity);
}

/* Sessions that have it open keep it, empty; the account knows it no more. */
static void
forget (MailAccount *account, Mailbox *mailbox)
{
  note_freed (account, mailbox);
  mailbox->account = NULL;
  g_ptr_array_remove (account->mailboxes, mailbox);
}

MailAccountResult
mail_account_delete (MailAccount *account, const char *name)
{
  Mailbox *mailbox = mail_account_find (account, name);
  gboolean has_children = mail_account_has_children (account, name);

  if (mailbox == NULL)
    return MAIL_ACCOUNT_MISSING;
  if (mailbox == account->inbox)
    return MAIL_ACCOUNT_IS_INBOX;
  if (has_children && !mailbox->selectable)
    return MAIL_ACCOUNT_HAS_CHILDREN;
  mail_account_hold (account);
  mailbox_remove_all (mailbox, mailbox->mails);
  forget (account, mailbox);
  if (has_children)
    {
      mailbox = mailbox_new (account, name, account->next_uid_validity++);
      mailbox->selectable = FALSE;
      insert (account, mailbox);
    }
  mail_account_release (account);
  return MAIL_ACCOUNT_GOOD;
}

static void
relabel_mails (MailAccount *account, Mailbox *mailbox, const char *old_label)
{
  const MailStoreListener *listener = account->listener;

  for (guint i = 0; listener->events != NULL && i < mailbox->mails->len; i++)
    listener->events->relabelled (listener->user, mailbox, mailbox_at (mailbox, i), old_label);
}

/* Gives MAILBOX, which is not in the account's table at the moment, the name it has under TO. What had that name
 * before had a smaller UIDVALIDITY (RFC 3501 2.3.1.1). */
static void
rename_one (MailAccount *account, Mailbox *mailbox, const char *from, const char *to)
{
  g_autofree char *old_label = mailbox_dup_label (mailbox);
  char *name = g_strconcat (to, mailbox->name + strlen (from), NULL);

  g_free (mailbox->name);
  mailbox->name = name;
  if (mailbox->uid_validity < account->freed_uid_validity)
    mailbox->uid_validity = account->next_uid_validity++;
  if (mailbox->special_use == NULL)
    mailbox->special_use = find_use (name);
  insert (account, mailbox);
  relabel_mails (account, mailbox, old_label);
}

/* FROM and all below it, taken out of the account's table: Mailbox *, by name. */
static GPtrArray *
take_tree (MailAccount *account, const char *from)
{
  g_autofree char *below = g_strconcat (from, "/", NULL);
  GPtrArray *taken = g_ptr_array_new ();

  for (guint i = 0; i < account->mailboxes->len; i++)
    if (strcmp (mailbox_of (account, i)->name, from) == 0 || g_str_has_prefix (mailbox_of (account, i)->name, below))
      g_ptr_array_add (taken, mailbox_ref (mailbox_of (account, i)));
  for (guint i = 0; i < taken->len; i++)
    g_ptr_array_remove (account->mailboxes, g_ptr_array_index (taken, i));
  return taken;
}

static void
rename_tree (MailAccount *account, const char *from, const char *to)
{
  g_autoptr (GPtrArray) taken = take_tree (account, from);

  make_parents (account, to);
  for (guint i = 0; i < taken->len; i++)
    rename_one (account, g_ptr_array_index (taken, i), from, to);
  for (guint i = 0; i < taken->len; i++)
    note_freed (account, g_ptr_array_index (taken, i));
}

/* INBOX stays, empty, and what is below it too (RFC 3501 6.3.5). */
static void
move_inbox (MailAccount *account, const char *to)
{
  Mailbox *target;

  make_parents (account, to);
  target = make (account, to);
  for (guint i = 0; i < account->inbox->mails->len; i++)
    mailbox_add_like (target, mailbox_at (account->inbox, i));
  mailbox_remove_all (account->inbox, account->inbox->mails);
}

/* Whether NAME is one that FROM's tree is moved into. */
static gboolean
is_below (const char *name, const char *from)
{
  gsize length = strlen (from);

  return strncmp (name, from, length) == 0 && name[length] == '/';
}

MailAccountResult
mail_account_rename (MailAccount *account, const char *from, const char *to)
{
  const Mailbox *mailbox = mail_account_find (account, from);
  MailAccountResult result;

  if (mailbox == NULL)
    return MAIL_ACCOUNT_MISSING;
  result = check_new (account, to);
  if (result == MAIL_ACCOUNT_GOOD && mailbox != account->inbox)
    result = is_below (to, from) ? MAIL_ACCOUNT_BAD_NAME : mail_account_find (account, to) != NULL ? MAIL_ACCOUNT_EXISTS : result;
  if (result != MAIL_ACCOUNT_GOOD)
    return result;
  mail_account_hold (account);
  if (mailbox == account->inbox)
    move_inbox (account, to);
  else
    rename_tree (account, from, to);
  mail_account_release (account);
  return MAIL_ACCOUNT_GOOD;
}
