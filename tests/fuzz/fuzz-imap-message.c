/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim/codec/imap-fetch.h"
#include "sim/codec/imap-search.h"
#include "sim/codec/imap-sort.h"
#include "sim/codec/imap-thread.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

#define ITEMS \
  "(ENVELOPE BODY BODYSTRUCTURE RFC822 RFC822.HEADER RFC822.TEXT BODY[1] BODY[2.MIME] BODY[1.HEADER] BODY[2.1.TEXT] " \
  "BODY[HEADER.FIELDS (TO)] BODY[1.HEADER.FIELDS.NOT (TO)] BODY[]<7.9> BINARY[1] BINARY[2.1] BINARY.SIZE[TEXT])"
#define KEYS \
  "OR (FROM a TO \"\") (SUBJECT b HEADER Date c) OR TEXT zzzz OR BODY yyyy OR SENTON 5-Feb-2026 LARGER 99"
#define ORDER "(SUBJECT FROM REVERSE TO CC DATE SIZE ARRIVAL DISPLAYFROM DISPLAYTO)"

/* An answer is a list of names and values, whatever is in the message. */
static void
fetch (ImapMessage *message)
{
  ImapScanner scanner;
  g_autoptr (ImapFetch) items = NULL;

  imap_scanner_init (&scanner, ITEMS, strlen (ITEMS));
  items = imap_fetch_parse (&scanner);
  for (guint i = 0; i < items->items->len; i++)
    {
      const ImapFetchItem *item = &g_array_index (items->items, ImapFetchItem, i);
      g_autoptr (GString) out = g_string_new (NULL);

      imap_fetch_write_content (item, message, out);
      if (item->section != NULL)
        continue;
      imap_scanner_init (&scanner, out->str + strlen (item->name) + 1, out->len - strlen (item->name) - 1);
      g_assert_true (imap_scanner_skip_value (&scanner) && imap_scanner_is_at_end (&scanner));
    }
}

static gboolean
has_flag (gpointer user, const char *flag)
{
  return FALSE;
}

static void
search (ImapMessage *message, const char *program, gsize length)
{
  ImapSearchMail mail = { .number = 1, .uid = 2, .message = message, .has_flag = has_flag };
  ImapSearchMailbox mailbox = { .largest_number = 1, .largest_uid = 2 };
  g_autoptr (ImapSearch) parsed = NULL;
  ImapScanner scanner;

  imap_scanner_init (&scanner, program, length);
  if (imap_search_parse (&scanner, &parsed) == IMAP_SEARCH_GOOD)
    imap_search_matches (parsed, &mail, &mailbox);
}

static void
sort (ImapMessage *message)
{
  ImapScanner scanner;
  g_autoptr (GArray) keys = NULL;

  imap_scanner_init (&scanner, ORDER, strlen (ORDER));
  keys = imap_sort_parse (&scanner);
  imap_sort_mail_free (imap_sort_mail_new (keys, 1, 2, 3, message));
}

static void
thread (ImapMessage *message)
{
  g_autoptr (ImapThreads) threads = imap_threads_new (IMAP_THREAD_REFERENCES);
  g_autoptr (GString) out = g_string_new (NULL);

  imap_threads_add (threads, 1, 0, message);
  imap_threads_add (threads, 2, 0, message);
  imap_threads_write (threads, out);
  g_assert_nonnull (strchr (out->str, '1'));
}

static void
ask_all (const char *bytes, gsize length)
{
  g_autoptr (GBytes) content = g_bytes_new (bytes, length);
  g_autoptr (ImapMessage) message = imap_message_new (content);

  fetch (message);
  search (message, KEYS, strlen (KEYS));
  sort (message);
  thread (message);
}

/* The bytes are a message; what comes before the first NUL is a search too, and what FETCH asks for. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  const char *text = length > 0 ? (const char *) bytes : "";
  gsize program = strnlen (text, length);
  g_autoptr (GBytes) content = g_bytes_new (text, length);
  g_autoptr (ImapMessage) message = imap_message_new (content);
  g_autoptr (ImapFetch) items = NULL;
  ImapScanner scanner;

  ask_all (text, length);
  search (message, text, program);
  imap_scanner_init (&scanner, text, program);
  items = imap_fetch_parse (&scanner);
  return 0;
}
