/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include "sim/codec/imap-sequence.h"

/* The messages that a command names, and where they are to go. */
typedef struct
{
  GPtrArray *mails; /* StoredMail * */
  Mailbox *target;  /* borrowed */
} Order;

static void
collect (ImapServer *server, const GArray *indexes, GPtrArray *mails)
{
  for (guint i = 0; i < indexes->len; i++)
    g_ptr_array_add (mails, stored_mail_ref (imap_view_entry (&server->view, g_array_index (indexes, guint, i))->mail));
}

static guint64
measure (const GPtrArray *mails)
{
  guint64 size = 0;

  for (guint i = 0; i < mails->len; i++)
    size += stored_mail_size (g_ptr_array_index (mails, i));
  return size;
}

/* NULL where ORDER can be carried out: all of it or nothing (RFC 3501 6.4.7). */
static const char *
take_order (ImapServer *server, ImapCommand *command, gboolean by_uid, gboolean moving, Order *order)
{
  g_autoptr (GArray) indexes = NULL;
  const char *problem = imap_server_take_messages (server, command, by_uid, &indexes);
  g_autofree char *name = problem == NULL ? imap_server_dup_mailbox (server, command) : NULL;

  if (problem != NULL)
    return problem;
  if (name == NULL || !imap_server_ends (command))
    return "BAD A mailbox name is needed";
  order->target = mail_account_find (server->account, name);
  if (order->target == NULL || !order->target->selectable)
    return "NO [TRYCREATE] No such mailbox";
  if (imap_server_misses (server, indexes))
    return "NO [EXPUNGEISSUED] Some of the messages no longer exist";
  collect (server, indexes, order->mails);
  if (!moving && !mail_account_has_room (server->account, measure (order->mails)))
    return "NO [OVERQUOTA] No room for them";
  return NULL;
}

/* Appends "[COPYUID 38505 304,319:320 3956:3958]" (RFC 4315 3). */
static void
copy_all (const Order *order, GString *out)
{
  g_autoptr (GArray) from = imap_sequence_new (), to = imap_sequence_new ();

  for (guint i = 0; i < order->mails->len; i++)
    {
      const StoredMail *mail = g_ptr_array_index (order->mails, i);

      imap_sequence_add (from, mail->uid);
      imap_sequence_add (to, mailbox_add_like (order->target, mail)->uid);
    }
  g_string_append_printf (out, "[COPYUID %u ", order->target->uid_validity);
  imap_sequence_write (from, out);
  g_string_append_c (out, ' ');
  imap_sequence_write (to, out);
  g_string_append_c (out, ']');
}

static const char *
copy (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_mail_unref);
  Order order = { mails, NULL };
  const char *problem = take_order (server, command, by_uid, FALSE, &order);

  if (problem != NULL)
    return problem;
  if (mails->len == 0)
    return "OK No such messages";
  g_string_assign (server->result, "OK ");
  copy_all (&order, server->result);
  g_string_append (server->result, " COPY completed");
  return server->result->str;
}

const char *
imap_server_run_copy (ImapServer *server, ImapCommand *command)
{
  return copy (server, command, FALSE);
}

const char *
imap_server_run_uid_copy (ImapServer *server, ImapCommand *command)
{
  return copy (server, command, TRUE);
}

/* COPYUID comes before the EXPUNGE responses (RFC 6851 4.3). */
static const char *
move (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_mail_unref);
  Order order = { mails, NULL };
  const char *problem = take_order (server, command, by_uid, TRUE, &order);

  if (problem != NULL)
    return problem;
  if (server->view.read_only)
    return "NO [READ-ONLY] The mailbox was opened with EXAMINE";
  if (mails->len == 0)
    return "OK No such messages";
  g_string_append (server->out, "* OK ");
  copy_all (&order, server->out);
  g_string_append (server->out, " Moved\r\n");
  mailbox_remove_all (server->view.mailbox, mails);
  return "OK MOVE completed";
}

const char *
imap_server_run_move (ImapServer *server, ImapCommand *command)
{
  return move (server, command, FALSE);
}

const char *
imap_server_run_uid_move (ImapServer *server, ImapCommand *command)
{
  return move (server, command, TRUE);
}
