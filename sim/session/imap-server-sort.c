/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-search.h"

#include "sim/codec/imap-sort.h"
#include "sim/codec/imap-thread.h"

/* Puts INDEXES, as they were found, into the order of KEYS. */
static void
sort_messages (const ImapServer *server, GArray *indexes, const GArray *keys)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) imap_sort_mail_free);

  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);
      const StoredMail *mail = imap_view_entry (&server->view, index)->mail;
      g_autoptr (ImapMessage) message = imap_message_new (mail->content);

      g_ptr_array_add (mails, imap_sort_mail_new (keys, index + 1, mail->uid, mail->internal_date, message));
    }
  imap_sort (mails, keys);
  for (guint i = 0; i < mails->len; i++)
    g_array_index (indexes, guint, i) = imap_sort_mail_number (g_ptr_array_index (mails, i)) - 1;
}

/* "[RETURN (…)] (SUBJECT) UTF-8 ALL" (RFC 5256 3, RFC 5267 3.1). *KEYS is NULL where it is malformed. */
static ImapSearchVerdict
parse_sort (ImapCommand *command, GArray **keys, ImapSearch **search)
{
  ImapScanner *scanner = &command->rest;
  ImapSearchVerdict verdict;
  gboolean extended;
  guint returns;

  if (!imap_scanner_take_char (scanner, ' ') || !imap_search_parse_return (scanner, &extended, &returns))
    return IMAP_SEARCH_BAD;
  *keys = imap_sort_parse (scanner);
  if (*keys == NULL || !imap_scanner_take_char (scanner, ' '))
    return IMAP_SEARCH_BAD;
  verdict = imap_search_parse_with_charset (scanner, search);
  if (verdict == IMAP_SEARCH_GOOD)
    {
      (*search)->extended = extended;
      (*search)->returns = returns;
    }
  return verdict;
}

static const char *
run_sort (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (GArray) keys = NULL, indexes = NULL;
  g_autoptr (ImapSearch) search = NULL;
  ImapSearchVerdict verdict = parse_sort (command, &keys, &search);

  if (verdict != IMAP_SEARCH_GOOD)
    return keys != NULL ? imap_server_refuse_search (verdict) : "BAD Sort criteria in parentheses are needed";
  indexes = imap_server_find_messages (server, search);
  sort_messages (server, indexes, keys);
  return imap_server_answer_search (server, &(ImapServerFound){ "SORT", "OK SORT completed", by_uid, search, indexes });
}

const char *
imap_server_run_sort (ImapServer *server, ImapCommand *command)
{
  return run_sort (server, command, FALSE);
}

const char *
imap_server_run_uid_sort (ImapServer *server, ImapCommand *command)
{
  return run_sort (server, command, TRUE);
}

static gboolean
take_algorithm (ImapScanner *scanner, ImapThreadAlgorithm *algorithm)
{
  *algorithm = imap_scanner_take_word (scanner, "REFERENCES") ? IMAP_THREAD_REFERENCES : IMAP_THREAD_ORDEREDSUBJECT;
  return *algorithm == IMAP_THREAD_REFERENCES || imap_scanner_take_word (scanner, "ORDEREDSUBJECT");
}

static void
write_threads (ImapServer *server, ImapThreadAlgorithm algorithm, const GArray *indexes, gboolean by_uid)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (algorithm);

  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);
      const StoredMail *mail = imap_view_entry (&server->view, index)->mail;
      g_autoptr (ImapMessage) message = imap_message_new (mail->content);

      imap_threads_add (threads, imap_server_number_of (server, index, by_uid), mail->internal_date, message);
    }
  g_string_append (server->out, "* THREAD");
  imap_threads_write (threads, server->out);
  g_string_append (server->out, "\r\n");
}

static const char *
run_thread (ImapServer *server, ImapCommand *command, gboolean by_uid)
{
  g_autoptr (ImapSearch) search = NULL;
  g_autoptr (GArray) indexes = NULL;
  ImapThreadAlgorithm algorithm;
  ImapSearchVerdict verdict;

  if (!imap_scanner_take_char (&command->rest, ' ') || !take_algorithm (&command->rest, &algorithm)
      || !imap_scanner_take_char (&command->rest, ' '))
    return "BAD A known algorithm is needed";
  verdict = imap_search_parse_with_charset (&command->rest, &search);
  if (verdict != IMAP_SEARCH_GOOD)
    return imap_server_refuse_search (verdict);
  indexes = imap_server_find_messages (server, search);
  write_threads (server, algorithm, indexes, by_uid);
  return "OK THREAD completed";
}

const char *
imap_server_run_thread (ImapServer *server, ImapCommand *command)
{
  return run_thread (server, command, FALSE);
}

const char *
imap_server_run_uid_thread (ImapServer *server, ImapCommand *command)
{
  return run_thread (server, command, TRUE);
}
