/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-view.h"

#include "sim/codec/imap-sequence.h"
#include "sim/session/imap-flags.h"

static void
clear_entry (gpointer data)
{
  stored_mail_unref (((ImapEntry *) data)->mail);
}

void
imap_view_init (ImapView *view)
{
  *view = (ImapView){ .entries = g_array_new (FALSE, FALSE, sizeof (ImapEntry)) };
  g_array_set_clear_func (view->entries, clear_entry);
}

void
imap_view_clear (ImapView *view)
{
  imap_view_close (view);
  g_array_unref (view->entries);
}

guint
imap_view_count (const ImapView *view)
{
  return view->entries->len;
}

ImapEntry *
imap_view_entry (const ImapView *view, guint index)
{
  return &g_array_index (view->entries, ImapEntry, index);
}

guint
imap_view_count_recent (const ImapView *view)
{
  guint count = 0;

  for (guint i = 0; i < view->entries->len; i++)
    count += imap_view_entry (view, i)->recent;
  return count;
}

guint32
imap_view_largest_uid (const ImapView *view)
{
  return view->entries->len > 0 ? imap_view_entry (view, view->entries->len - 1)->mail->uid : 0;
}

/* The index of UID, or of the first message after it. */
static guint
find_place (const ImapView *view, guint32 uid)
{
  guint low = 0, high = view->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (imap_view_entry (view, middle)->mail->uid < uid)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

int
imap_view_find (const ImapView *view, guint32 uid)
{
  guint place = find_place (view, uid);

  return place < view->entries->len && imap_view_entry (view, place)->mail->uid == uid ? (int) place : -1;
}

/* From which index on, and up to which, RANGE reaches. */
static void
measure (const ImapView *view, const ImapRange *range, gboolean by_uid, guint *from, guint *end)
{
  guint32 largest = by_uid ? imap_view_largest_uid (view) : view->entries->len;
  guint32 first = range->first != 0 ? range->first : largest, last = range->last != 0 ? range->last : largest;
  guint32 low = MIN (first, last), high = MAX (first, last);

  *from = by_uid ? find_place (view, low) : MIN (low - 1, view->entries->len);
  *end = MIN (high, largest) == largest ? view->entries->len : by_uid ? find_place (view, high + 1) : high;
}

GArray *
imap_view_resolve (const ImapView *view, const GArray *sequence, gboolean by_uid)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree int *turns = g_new0 (int, view->entries->len + 1); /* ranges that begin less those that end */
  int depth = 0;

  for (guint i = 0; i < sequence->len && view->entries->len > 0; i++)
    {
      guint from, end;

      measure (view, &g_array_index (sequence, ImapRange, i), by_uid, &from, &end);
      turns[from]++;
      turns[MAX (from, end)]--;
    }
  for (guint i = 0; i < view->entries->len; i++)
    if ((depth += turns[i]) > 0)
      g_array_append_val (found, i);
  return found;
}

/* Appends the messages that came since; the first session that may write has them as \Recent. */
static void
append_new (ImapView *view)
{
  Mailbox *mailbox = view->mailbox;
  guint32 largest = imap_view_largest_uid (view);
  guint now = mailbox->mails->len;

  while (now > 0 && mailbox_at (mailbox, now - 1)->uid > largest)
    now--;
  for (; now < mailbox->mails->len; now++)
    {
      StoredMail *mail = mailbox_at (mailbox, now);
      ImapEntry entry = { stored_mail_ref (mail), mail->modseq, mail->uid >= mailbox->first_recent };

      g_array_append_val (view->entries, entry);
    }
  if (!view->read_only)
    mailbox->first_recent = mailbox->uid_next;
}

void
imap_view_close (ImapView *view)
{
  g_array_set_size (view->entries, 0);
  g_clear_pointer (&view->mailbox, mailbox_unref);
  view->owes_expunges = FALSE;
  view->keywords = 0;
}

void
imap_view_open (ImapView *view, Mailbox *mailbox, gboolean read_only)
{
  imap_view_close (view);
  view->mailbox = mailbox_ref (mailbox);
  view->read_only = read_only;
  view->seen = mailbox->highest_modseq;
  append_new (view);
}

static void
write_permanent_flags (const ImapView *view, GString *out)
{
  gboolean room = view->mailbox->keywords->len < MAILBOX_MOST_KEYWORDS;

  g_string_append (out, "* OK [PERMANENTFLAGS (");
  if (!view->read_only)
    {
      g_string_append (out, IMAP_FLAGS_ALL);
      imap_flags_write_known (view->mailbox, out);
      g_string_append (out, room ? " \\*" : "");
    }
  g_string_append (out, ")] Flags that last\r\n");
}

void
imap_view_describe_flags (ImapView *view, GString *out)
{
  g_string_append (out, "* FLAGS (" IMAP_FLAGS_ALL);
  imap_flags_write_known (view->mailbox, out);
  g_string_append (out, ")\r\n");
  write_permanent_flags (view, out);
  view->keywords = view->mailbox->keywords->len;
}

void
imap_view_tell_keywords (ImapView *view, GString *out)
{
  if (view->keywords < view->mailbox->keywords->len)
    imap_view_describe_flags (view, out);
}

void
imap_view_write_flags (ImapView *view, guint index, guint form, GString *out)
{
  ImapEntry *entry = imap_view_entry (view, index);

  g_string_append (out, "FLAGS ");
  imap_flags_write (entry->mail->flags, entry->recent && !(form & IMAP_VIEW_REV2), entry->mail->keywords, out);
  entry->told = entry->mail->modseq;
}

void
imap_view_tell_flags (ImapView *view, guint index, guint form, gboolean with_uid, GString *out)
{
  const StoredMail *mail = imap_view_entry (view, index)->mail;

  g_string_append_printf (out, "* %u FETCH (", index + 1);
  if (with_uid || form & IMAP_VIEW_REV2)
    g_string_append_printf (out, "UID %u ", mail->uid);
  if (form & IMAP_VIEW_CONDSTORE)
    g_string_append_printf (out, "MODSEQ (%" G_GUINT64_FORMAT ") ", mail->modseq);
  imap_view_write_flags (view, index, form, out);
  g_string_append (out, ")\r\n");
}

/* Numbers count what was told before (RFC 3501 7.4.1). */
static void
tell_expunged (ImapView *view, GString *out)
{
  guint kept = 0;

  for (guint i = 0; i < view->entries->len; i++)
    {
      ImapEntry *entry = imap_view_entry (view, i);

      if (!entry->mail->removed)
        {
          ImapEntry moved = *entry;

          *entry = *imap_view_entry (view, kept);
          *imap_view_entry (view, kept++) = moved;
          continue;
        }
      g_string_append_printf (out, "* %u EXPUNGE\r\n", kept + 1);
    }
  g_array_set_size (view->entries, kept);
}

static gboolean
has_removed (const ImapView *view)
{
  for (guint i = 0; i < view->entries->len; i++)
    if (imap_view_entry (view, i)->mail->removed)
      return TRUE;
  return FALSE;
}

static void
tell_new (ImapView *view, guint form, GString *out)
{
  guint known = view->entries->len;

  append_new (view);
  if (view->entries->len == known)
    return;
  g_string_append_printf (out, "* %u EXISTS\r\n", view->entries->len);
  if (!(form & IMAP_VIEW_REV2))
    g_string_append_printf (out, "* %u RECENT\r\n", imap_view_count_recent (view));
}

static void
tell_changed (ImapView *view, guint form, GString *out)
{
  for (guint i = 0; i < view->entries->len; i++)
    {
      const ImapEntry *entry = imap_view_entry (view, i);

      if (entry->told < entry->mail->modseq && !entry->mail->removed)
        imap_view_tell_flags (view, i, form, FALSE, out);
    }
}

void
imap_view_tell (ImapView *view, guint form, gboolean expunging, GString *out)
{
  if (view->seen == view->mailbox->highest_modseq && !(expunging && view->owes_expunges))
    return;
  view->owes_expunges = has_removed (view);
  if (expunging && view->owes_expunges)
    {
      tell_expunged (view, out);
      view->owes_expunges = FALSE;
    }
  tell_new (view, form, out);
  imap_view_tell_keywords (view, out);
  tell_changed (view, form, out);
  view->seen = view->mailbox->highest_modseq;
}
