/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/base-subject.h"

#include <string.h>

#include "sim/codec/text-collation.h"

/* All of it is in upper case by now. */
typedef struct
{
  char *at;
  gsize length;
  gboolean is_reply;
} Subject;

static void
drop_front (Subject *subject, gsize count)
{
  subject->at += count;
  subject->length -= count;
}

/* Step 1: white space of any kind and length is one space. */
static char *
dup_single_spaced (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, *text);
    else if (out->len == 0 || out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

static gboolean
ends_with (const Subject *subject, const char *text)
{
  gsize length = strlen (text);

  return subject->length >= length && memcmp (subject->at + subject->length - length, text, length) == 0;
}

static gboolean
begins_with (const Subject *subject, gsize from, const char *text)
{
  gsize length = strlen (text);

  return subject->length >= from + length && memcmp (subject->at + from, text, length) == 0;
}

/* Step 2: subj-trailer = "(fwd)" / WSP */
static void
drop_trailers (Subject *subject)
{
  for (;;)
    if (ends_with (subject, " "))
      subject->length--;
    else if (ends_with (subject, "(FWD)"))
      {
        subject->length -= 5;
        subject->is_reply = TRUE;
      }
    else
      return;
}

/* The length of subj-blob = "[" *BLOBCHAR "]" *WSP at FROM; 0 where there is none. */
static gsize
measure_blob (const Subject *subject, gsize from)
{
  gsize to = from + 1;

  if (!begins_with (subject, from, "["))
    return 0;
  while (to < subject->length && subject->at[to] != '[' && subject->at[to] != ']')
    to++;
  if (!begins_with (subject, to, "]"))
    return 0;
  return to + 1 - from + (begins_with (subject, to + 1, " ") ? 1 : 0);
}

/* The length of "re", "fw" or "fwd" at FROM. */
static gsize
measure_word (const Subject *subject, gsize from)
{
  if (begins_with (subject, from, "FWD"))
    return 3;
  return begins_with (subject, from, "RE") || begins_with (subject, from, "FW") ? 2 : 0;
}

/* Step 3: subj-leader = (*subj-blob subj-refwd) / WSP, where
 * subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":" */
static gboolean
drop_leader (Subject *subject)
{
  gsize to = 0, blob, word;

  if (begins_with (subject, 0, " "))
    {
      drop_front (subject, 1);
      return TRUE;
    }
  while ((blob = measure_blob (subject, to)) > 0)
    to += blob;
  word = measure_word (subject, to);
  if (word == 0)
    return FALSE;
  to += word;
  to += begins_with (subject, to, " ") ? 1 : 0;
  to += measure_blob (subject, to);
  if (!begins_with (subject, to, ":"))
    return FALSE;
  drop_front (subject, to + 1);
  subject->is_reply = TRUE;
  return TRUE;
}

/* Step 4: a blob in front goes where something is left after it. */
static gboolean
drop_blob (Subject *subject)
{
  gsize blob = measure_blob (subject, 0);

  if (blob == 0 || blob == subject->length)
    return FALSE;
  drop_front (subject, blob);
  return TRUE;
}

/* Step 6: "[fwd:" … "]" */
static gboolean
drop_wrapping (Subject *subject)
{
  if (!begins_with (subject, 0, "[FWD:") || !ends_with (subject, "]"))
    return FALSE;
  drop_front (subject, 5);
  subject->length--;
  subject->is_reply = TRUE;
  return TRUE;
}

char *
base_subject_extract (const char *raw, gboolean *is_reply)
{
  g_autofree char *decoded = text_collation_decode_header (raw != NULL ? raw : "");
  g_autofree char *folded = text_collation_fold (decoded, -1), *spaced = dup_single_spaced (folded);
  Subject subject = { spaced, strlen (spaced), FALSE };

  do
    {
      drop_trailers (&subject);
      while (drop_leader (&subject) || drop_blob (&subject))
        ;
    }
  while (drop_wrapping (&subject));
  if (is_reply != NULL)
    *is_reply = subject.is_reply;
  return g_strndup (subject.at, subject.length);
}
