/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/session/session-lab.h"

#include <string.h>

static void
on_say (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length)
{
  Lab *lab = user;

  g_assert_false (lab->closed);
  g_string_append_len (lab->said, bytes, (gssize) length);
  g_array_append_val (lab->turns, code);
}

static void
on_close (gpointer user)
{
  Lab *lab = user;

  g_assert_false (lab->closed);
  lab->closed = TRUE;
  g_string_append (lab->said, "[close]");
}

const SessionOutput lab_output = { on_say, on_close };

void
lab_init (Lab *lab)
{
  lab->said = g_string_new (NULL);
  lab->turns = g_array_new (FALSE, FALSE, sizeof (guint16));
  lab->closed = FALSE;
}

void
lab_clear (Lab *lab)
{
  g_string_free (lab->said, TRUE);
  g_array_unref (lab->turns);
}

char *
lab_take (Lab *lab)
{
  char *said = g_strndup (lab->said->str, lab->said->len);

  g_string_truncate (lab->said, 0);
  return said;
}

static void
forget (Lab *lab)
{
  g_string_truncate (lab->said, 0);
  g_array_set_size (lab->turns, 0);
  lab->closed = FALSE;
}

/* A piece of its own, so that a read beyond it is seen. */
static void
feed (const LabKind *kind, gpointer session, const char *bytes, gsize length)
{
  g_autofree guint8 *piece = g_memdup2 (bytes, length);

  kind->receive (session, piece != NULL ? piece : (const guint8 *) "", length);
}

static void
run_turns (const LabKind *kind, gpointer lab, const char *name, const Turn *turns, guint n_turns, GString *stream)
{
  gpointer session;

  forget (lab);
  session = kind->begin (lab);
  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *said = NULL;

      feed (kind, session, turns[i].say, strlen (turns[i].say));
      g_string_append (stream, turns[i].say);
      said = lab_take (lab);
      if (strcmp (said, turns[i].expect) != 0)
        g_error ("%s, turn %u “%.200s”:\n--- said\n%s\n--- expected\n%s", name, i, turns[i].say, said, turns[i].expect);
    }
  kind->end (session, lab);
}

static void
run_split (const LabKind *kind, gpointer lab, const GString *stream, gsize cut, const char *want)
{
  gpointer session;
  g_autofree char *said = NULL;

  forget (lab);
  session = kind->begin (lab);
  feed (kind, session, stream->str, cut);
  feed (kind, session, stream->str + cut, stream->len - cut);
  said = lab_take (lab);
  g_assert_cmpstr (said, ==, want);
  kind->end (session, lab);
}

static void
run_bytes (const LabKind *kind, gpointer lab, const GString *stream, const char *want)
{
  gpointer session;
  g_autofree char *said = NULL;

  forget (lab);
  session = kind->begin (lab);
  for (gsize i = 0; i < stream->len; i++)
    feed (kind, session, stream->str + i, 1);
  said = lab_take (lab);
  g_assert_cmpstr (said, ==, want);
  kind->end (session, lab);
}

void
lab_run (const LabKind *kind, gpointer lab, const char *name, const Turn *turns, guint n_turns)
{
  g_autoptr (GString) stream = g_string_new (NULL), want = g_string_new (NULL);

  run_turns (kind, lab, name, turns, n_turns, stream);
  for (guint i = 0; i < n_turns; i++)
    g_string_append (want, turns[i].expect);
  for (gsize cut = 0; cut <= stream->len; cut++)
    run_split (kind, lab, stream, cut, want->str);
  run_bytes (kind, lab, stream, want->str);
}

void
lab_run_garbage (const LabKind *kind, gpointer lab, const char *prefix, guint rounds)
{
  static const char letters[] = "\r\n\0 .<>:@{}+*()\"\\0aAxX\xff-,[]=";
  guint32 dice = 7;

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GString) garbage = g_string_new (prefix);
      gpointer session;

      for (guint i = 0; i < 300; i++)
        {
          dice = dice * 1664525 + 1013904223;
          if (dice >> 28 == 0)
            g_string_append (garbage, "\r\n");
          else
            g_string_append_c (garbage, letters[(dice >> 10) % (sizeof letters - 1)]);
        }
      forget (lab);
      session = kind->begin (lab);
      feed (kind, session, garbage->str, garbage->len / 2);
      feed (kind, session, garbage->str + garbage->len / 2, garbage->len - garbage->len / 2);
      kind->end (session, lab);
    }
}

void
lab_check_table (const SessionTable *table, guint n_states)
{
  g_assert_nonnull (table->protocol);
  g_assert_cmpuint (table->n_states, ==, n_states);
  g_assert_cmpuint (session_table_count (table), >, 0);
  for (guint i = 0; i < table->n_states; i++)
    g_assert_nonnull (table->states[i]);
  for (guint i = 0; i < session_table_count (table); i++)
    {
      const SessionRow *row = session_table_get (table, i);

      g_assert_nonnull (row->verb);
      g_assert_cmpuint (row->states, !=, 0);
      g_assert_cmpuint (row->states >> n_states, ==, 0);
      g_assert_cmpint (row->next, >=, -1);
      g_assert_cmpint (row->next, <, (int) n_states);
    }
}

static LabMail *
mail_at (gpointer user, guint index)
{
  LabMaildrop *maildrop = user;

  g_assert_true (maildrop->open);
  g_assert_cmpuint (index, <, maildrop->mails->len);
  return &g_array_index (maildrop->mails, LabMail, index);
}

static gboolean
on_open (gpointer user, const char *name, const char *password)
{
  LabMaildrop *maildrop = user;

  g_assert_false (maildrop->open);
  maildrop->in_use = strcmp (name, "busy") == 0;
  maildrop->open = strcmp (name, "alice") == 0 && strcmp (password, "secret") == 0;
  return maildrop->open;
}

static guint
on_count (gpointer user)
{
  return ((LabMaildrop *) user)->mails->len;
}

static guint32
on_uid (gpointer user, guint index)
{
  return mail_at (user, index)->uid;
}

static guint32
on_uid_validity (gpointer user)
{
  return 0x2a;
}

static guint32
on_uid_next (gpointer user)
{
  return ((LabMaildrop *) user)->uid_next;
}

static guint32
on_flags (gpointer user, guint index)
{
  return mail_at (user, index)->flags;
}

static gint64
on_internal_date (gpointer user, guint index)
{
  return 1767603601 + mail_at (user, index)->uid;
}

static GBytes *
on_content (gpointer user, guint index)
{
  return mail_at (user, index)->content;
}

static void
on_set_flags (gpointer user, guint index, guint32 flags)
{
  mail_at (user, index)->flags = flags;
}

static void
on_remove (gpointer user, guint32 uid)
{
  LabMaildrop *maildrop = user;

  for (guint i = 0; i < maildrop->mails->len; i++)
    if (mail_at (user, i)->uid == uid)
      {
        g_array_remove_index (maildrop->mails, i);
        return;
      }
  g_assert_not_reached ();
}

static void
on_leave (gpointer user)
{
  LabMaildrop *maildrop = user;

  g_assert_true (maildrop->open);
  maildrop->open = FALSE;
  maildrop->closed_count++;
}

static gboolean
on_in_use (gpointer user)
{
  return ((LabMaildrop *) user)->in_use;
}

static gboolean
on_open_by_digest (gpointer user, const char *name, const char *stamp, const char *digest)
{
  g_autofree char *expected = maildrop_make_digest (stamp, "secret");

  return strcmp (expected, digest) == 0 && on_open (user, name, "secret");
}

const Maildrop lab_maildrop = { on_open, on_count, on_uid, on_uid_validity, on_uid_next, on_flags,
                                on_internal_date, on_content, on_set_flags, on_remove, on_leave, on_in_use, on_open_by_digest };

static void
clear_mail (LabMail *mail)
{
  g_bytes_unref (mail->content);
}

void
lab_maildrop_init (LabMaildrop *maildrop)
{
  *maildrop = (LabMaildrop){ .uid_next = 1 };
  lab_init (&maildrop->lab);
  maildrop->mails = g_array_new (FALSE, FALSE, sizeof (LabMail));
  g_array_set_clear_func (maildrop->mails, (GDestroyNotify) clear_mail);
}

void
lab_maildrop_clear (LabMaildrop *maildrop)
{
  lab_clear (&maildrop->lab);
  g_array_unref (maildrop->mails);
}

void
lab_maildrop_add (LabMaildrop *maildrop, guint32 uid, guint32 flags, const char *content)
{
  LabMail mail = { uid, flags, g_bytes_new (content, strlen (content)) };

  g_array_append_val (maildrop->mails, mail);
  maildrop->uid_next = uid + 1;
}
