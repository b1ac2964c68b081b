/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-view.h"

#include "sim/session/imap-flags.h"

void
imap_view_init (ImapView *view, const Maildrop *maildrop, gpointer user)
{
  view->maildrop = maildrop;
  view->user = user;
  view->entries = g_array_new (FALSE, FALSE, sizeof (ImapEntry));
}

void
imap_view_clear (ImapView *view)
{
  g_array_unref (view->entries);
}

ImapEntry *
imap_view_entry (const ImapView *view, guint index)
{
  return &g_array_index (view->entries, ImapEntry, index);
}

guint32
imap_view_largest_uid (const ImapView *view)
{
  return view->entries->len > 0 ? imap_view_entry (view, view->entries->len - 1)->uid : 0;
}

int
imap_view_find (const ImapView *view, guint index)
{
  return maildrop_find (view->maildrop, view->user, imap_view_entry (view, index)->uid, index);
}

/* Appends the messages of the maildrop from NOW on. */
static void
append_new (ImapView *view, guint now)
{
  guint count = view->maildrop->count (view->user);

  for (; now < count; now++)
    {
      ImapEntry entry = { view->maildrop->uid (view->user, now), view->maildrop->flags (view->user, now) };

      g_array_append_val (view->entries, entry);
    }
}

void
imap_view_forget (ImapView *view)
{
  g_array_set_size (view->entries, 0);
}

void
imap_view_load (ImapView *view)
{
  imap_view_forget (view);
  append_new (view, 0);
}

static void
tell_expunged (ImapView *view, GString *out)
{
  guint index = 0;

  while (index < view->entries->len)
    if (imap_view_find (view, index) >= 0)
      index++;
    else
      {
        g_array_remove_index (view->entries, index);
        g_string_append_printf (out, "* %u EXPUNGE\r\n", index + 1);
      }
}

static void
tell_flags (ImapView *view, GString *out)
{
  for (guint i = 0; i < view->entries->len; i++)
    {
      ImapEntry *entry = imap_view_entry (view, i);
      int now = imap_view_find (view, i);
      guint32 flags = now >= 0 ? view->maildrop->flags (view->user, (guint) now) : entry->flags;

      if (flags == entry->flags)
        continue;
      entry->flags = flags;
      g_string_append_printf (out, "* %u FETCH (FLAGS ", i + 1);
      imap_flags_write (flags, out);
      g_string_append (out, ")\r\n");
    }
}

/* The maildrop's index of the first message that the client has not been told of. */
static guint
find_new (const ImapView *view)
{
  guint32 largest = imap_view_largest_uid (view);
  guint now = view->maildrop->count (view->user);

  while (now > 0 && view->maildrop->uid (view->user, now - 1) > largest)
    now--;
  return now;
}

void
imap_view_tell (ImapView *view, gboolean expunging, GString *out)
{
  guint known;

  tell_flags (view, out);
  if (expunging)
    tell_expunged (view, out);
  known = view->entries->len;
  append_new (view, find_new (view));
  if (view->entries->len > known)
    g_string_append_printf (out, "* %u EXISTS\r\n* 0 RECENT\r\n", view->entries->len);
}
