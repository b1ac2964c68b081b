/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

static guint64
get_messages (const ImapServer *server, const Mailbox *mailbox)
{
  return mailbox->mails->len;
}

/* Those that nobody was told of yet, and in the selected mailbox those that are this session's. */
static guint64
get_recent (const ImapServer *server, const Mailbox *mailbox)
{
  guint64 recent = server->view.mailbox == mailbox ? imap_view_count_recent (&server->view) : 0;

  for (guint i = mailbox->mails->len; i > 0 && mailbox_at (mailbox, i - 1)->uid >= mailbox->first_recent; i--)
    recent++;
  return recent;
}

static guint64
get_uid_next (const ImapServer *server, const Mailbox *mailbox)
{
  return mailbox->uid_next;
}

static guint64
get_uid_validity (const ImapServer *server, const Mailbox *mailbox)
{
  return mailbox->uid_validity;
}

static guint64
get_unseen (const ImapServer *server, const Mailbox *mailbox)
{
  guint64 unseen = 0;

  for (guint i = 0; i < mailbox->mails->len; i++)
    unseen += !(mailbox_at (mailbox, i)->flags & MAIL_SEEN);
  return unseen;
}

static guint64
get_deleted (const ImapServer *server, const Mailbox *mailbox)
{
  guint64 deleted = 0;

  for (guint i = 0; i < mailbox->mails->len; i++)
    deleted += (mailbox_at (mailbox, i)->flags & MAIL_DELETED) != 0;
  return deleted;
}

static guint64
get_size (const ImapServer *server, const Mailbox *mailbox)
{
  guint64 size = 0;

  for (guint i = 0; i < mailbox->mails->len; i++)
    size += stored_mail_size (mailbox_at (mailbox, i));
  return size;
}

static guint64
get_highest_modseq (const ImapServer *server, const Mailbox *mailbox)
{
  return mailbox->highest_modseq;
}

typedef struct
{
  const char *name;
  guint64 (*get) (const ImapServer *server, const Mailbox *mailbox);
} Item;

static const Item items[] = {
  { "MESSAGES", get_messages },
  { "RECENT", get_recent },
  { "UIDNEXT", get_uid_next },
  { "UIDVALIDITY", get_uid_validity },
  { "UNSEEN", get_unseen },
  { "DELETED", get_deleted },
  { "SIZE", get_size },                    /* RFC 8438 */
  { "HIGHESTMODSEQ", get_highest_modseq }, /* RFC 7162 3.1.7 */
};

static gboolean
take_item (ImapScanner *scanner, guint *asked)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if (imap_scanner_take_word (scanner, items[i].name))
      {
        *asked |= 1u << i;
        return TRUE;
      }
  return FALSE;
}

gboolean
imap_server_parse_status_items (ImapScanner *scanner, guint *asked)
{
  *asked = 0;
  if (!imap_scanner_take_char (scanner, '('))
    return FALSE;
  do
    if (!take_item (scanner, asked))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return imap_scanner_take_char (scanner, ')');
}

static void
write_items (ImapServer *server, const Mailbox *mailbox, guint asked)
{
  const char *space = "";

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if (asked & 1u << i)
      {
        g_string_append_printf (server->out, "%s%s %" G_GUINT64_FORMAT, space, items[i].name, items[i].get (server, mailbox));
        space = " ";
      }
}

void
imap_server_write_status (ImapServer *server, const Mailbox *mailbox, guint asked)
{
  if (asked & 1u << (G_N_ELEMENTS (items) - 1))
    imap_server_enable_condstore (server);
  g_string_append (server->out, "* STATUS ");
  imap_server_write_mailbox (server, mailbox->name, server->out);
  g_string_append (server->out, " (");
  write_items (server, mailbox, asked);
  g_string_append (server->out, ")\r\n");
}

/* RFC 3501 6.3.10 */
const char *
imap_server_run_status (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_mailbox (server, command);
  const Mailbox *mailbox;
  guint asked;

  if (name == NULL || !imap_scanner_take_char (&command->rest, ' '))
    return "BAD A mailbox name and a list of items are needed";
  if (!imap_server_parse_status_items (&command->rest, &asked) || !imap_server_ends (command))
    return "BAD A list of known STATUS items is needed";
  mailbox = mail_account_find (server->account, name);
  if (mailbox == NULL || !mailbox->selectable)
    return "NO [NONEXISTENT] No such mailbox";
  imap_server_write_status (server, mailbox, asked);
  return "OK STATUS completed";
}
