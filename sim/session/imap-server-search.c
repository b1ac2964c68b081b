/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-search.h"

#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

const char *
imap_server_refuse_search (ImapSearchVerdict verdict)
{
  return verdict == IMAP_SEARCH_BAD_CHARSET ? "NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset" : "BAD Search keys are needed";
}

static gboolean
has_flag (gpointer user, const char *flag)
{
  return imap_flags_has (user, flag);
}

static gboolean
is_meant (const ImapServer *server, const ImapSearch *search, guint index, const ImapSearchMailbox *mailbox)
{
  const ImapEntry *entry = imap_view_entry (&server->view, index);
  g_autoptr (ImapMessage) message = imap_message_new (entry->mail->content);
  ImapSearchMail mail = {
    .number = index + 1,
    .uid = entry->mail->uid,
    .modseq = entry->mail->modseq,
    .recent = entry->recent,
    .internal_date = entry->mail->internal_date,
    .message = message,
    .has_flag = has_flag,
    .user = entry->mail,
  };

  return imap_search_matches (search, &mail, mailbox);
}

/* Messages that another session removed are not found any more, though they still have a number. */
GArray *
imap_server_find_messages (ImapServer *server, const ImapSearch *search)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  ImapSearchMailbox mailbox = {
    .largest_number = imap_view_count (&server->view),
    .largest_uid = imap_view_largest_uid (&server->view),
    .saved = server->saved,
  };

  if (search->asks_modseq)
    imap_server_enable_condstore (server);
  for (guint i = 0; i < mailbox.largest_number; i++)
    if (!imap_view_entry (&server->view, i)->mail->removed && is_meant (server, search, i, &mailbox))
      g_array_append_val (found, i);
  return found;
}

guint32
imap_server_number_of (const ImapServer *server, guint index, gboolean by_uid)
{
  return by_uid ? imap_view_entry (&server->view, index)->mail->uid : index + 1;
}

static guint32
number_at (const ImapServer *server, const ImapServerFound *found, guint place)
{
  return imap_server_number_of (server, g_array_index (found->found, guint, place), found->by_uid);
}

/* RFC 9051 has no SEARCH response; there ESEARCH always answers (6.4.4). */
static guint
find_returns (const ImapServer *server, const ImapServerFound *found)
{
  if (found->search->extended)
    return found->search->returns;
  return server->form & IMAP_VIEW_REV2 ? IMAP_SEARCH_ALL : 0;
}

/* Whether only the first and the last of what was found count (RFC 5182 2.4, RFC 7162 3.1.10). */
static gboolean
is_for_ends (guint returns)
{
  return returns & (IMAP_SEARCH_MIN | IMAP_SEARCH_MAX) && !(returns & (IMAP_SEARCH_ALL | IMAP_SEARCH_COUNT));
}

/* The indexes that what is saved, and the highest modification sequence, are of. */
static GArray *
select_ends (const ImapServerFound *found, guint returns)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  guint count = found->found->len;

  if (count > 0 && returns & IMAP_SEARCH_MIN)
    g_array_append_val (ends, g_array_index (found->found, guint, 0));
  if (count > 0 && returns & IMAP_SEARCH_MAX && (count > 1 || ends->len == 0))
    g_array_append_val (ends, g_array_index (found->found, guint, count - 1));
  return ends;
}

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* "$" (RFC 5182) */
static void
save (ImapServer *server, const GArray *indexes)
{
  g_clear_pointer (&server->saved, g_array_unref);
  server->saved = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < indexes->len; i++)
    {
      guint32 uid = imap_server_number_of (server, g_array_index (indexes, guint, i), TRUE);

      g_array_append_val (server->saved, uid);
    }
  g_array_sort (server->saved, compare_uids);
}

static guint64
find_highest_modseq (const ImapServer *server, const GArray *indexes)
{
  guint64 highest = 0;

  for (guint i = 0; i < indexes->len; i++)
    highest = MAX (highest, imap_view_entry (&server->view, g_array_index (indexes, guint, i))->mail->modseq);
  return highest;
}

/* "* SEARCH 2 84 882 (MODSEQ 917162500)" */
static void
write_plain (ImapServer *server, const ImapServerFound *found)
{
  g_string_append_printf (server->out, "* %s", found->name);
  for (guint i = 0; i < found->found->len; i++)
    g_string_append_printf (server->out, " %u", number_at (server, found, i));
  if (found->search->asks_modseq && found->found->len > 0)
    g_string_append_printf (server->out, " (MODSEQ %" G_GUINT64_FORMAT ")", find_highest_modseq (server, found->found));
  g_string_append (server->out, "\r\n");
}

static void
write_numbers (ImapServer *server, const ImapServerFound *found)
{
  g_autoptr (GArray) numbers = imap_sequence_new ();

  for (guint i = 0; i < found->found->len; i++)
    imap_sequence_add (numbers, number_at (server, found, i));
  g_string_append (server->out, " ALL ");
  imap_sequence_write (numbers, server->out);
}

/* "* ESEARCH (TAG "a1") UID MIN 2 COUNT 3" (RFC 4731 3.1) */
static void
write_extended (ImapServer *server, const ImapServerFound *found, guint returns, const GArray *counting)
{
  guint count = found->found->len;

  g_string_append_printf (server->out, "* ESEARCH (TAG \"%s\")%s", server->tag, found->by_uid ? " UID" : "");
  if (returns & IMAP_SEARCH_MIN && count > 0)
    g_string_append_printf (server->out, " MIN %u", number_at (server, found, 0));
  if (returns & IMAP_SEARCH_MAX && count > 0)
    g_string_append_printf (server->out, " MAX %u", number_at (server, found, count - 1));
  if (returns & IMAP_SEARCH_ALL && count > 0)
    write_numbers (server, found);
  if (returns & IMAP_SEARCH_COUNT)
    g_string_append_printf (server->out, " COUNT %u", count);
  if (found->search->asks_modseq && count > 0)
    g_string_append_printf (server->out, " MODSEQ %" G_GUINT64_FORMAT, find_highest_modseq (server, counting));
  g_string_append (server->out, "\r\n");
}

const char *
imap_server_answer_search (ImapServer *server, const ImapServerFound *found)
{
  guint returns = find_returns (server, found);
  g_autoptr (GArray) ends = is_for_ends (returns) ? select_ends (found, returns) : NULL;
  const GArray *counting = ends != NULL ? ends : found->found;

  if (returns & IMAP_SEARCH_SAVE)
    save (server, counting);
  if (returns == 0)
    write_plain (server, found);
  else if (returns != IMAP_SEARCH_SAVE)
    write_extended (server, found, returns, counting);
  return found->done;
}

/* A search that was to be saved and fails leaves nothing saved (RFC 5182 2.1). */
static void
forget_saved (ImapServer *server, ImapScanner arguments)
{
  gboolean extended;
  guint returns;

  if (imap_search_parse_return (&arguments, &extended, &returns) && returns & IMAP_SEARCH_SAVE)
    g_clear_pointer (&server->saved, g_array_unref);
}

static const char *
run_search (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (ImapSearch) search = NULL;
  g_autoptr (GArray) indexes = NULL;
  ImapSearchVerdict verdict = IMAP_SEARCH_BAD;
  ImapScanner arguments;

  if (imap_scanner_take_char (&command->rest, ' '))
    {
      arguments = command->rest;
      verdict = imap_search_parse (&command->rest, &search);
      if (verdict == IMAP_SEARCH_BAD_CHARSET)
        forget_saved (server, arguments);
    }
  if (verdict != IMAP_SEARCH_GOOD)
    return imap_server_refuse_search (verdict);
  indexes = imap_server_find_messages (server, search);
  return imap_server_answer_search (server, &(ImapServerFound){ "SEARCH", "OK SEARCH completed", by_uid, search, indexes });
}

const char *
imap_server_run_search (ImapServer *server, ImapCommand *command)
{
  return run_search (server, command, FALSE);
}

const char *
imap_server_run_uid_search (ImapServer *server, ImapCommand *command)
{
  return run_search (server, command, TRUE);
}
