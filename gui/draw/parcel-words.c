/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/parcel-words.h"

#include "sim/trace/trace-kind.h"

#include <string.h>

enum
{
  LONGEST = 26, /* characters beside a parcel */
  LONGEST_VERB = 10,
};

static char *
first_line (const char *text)
{
  return g_utf8_make_valid (text, (gssize) strcspn (text, "\r\n"));
}

static char *
cut (const char *text, glong longest)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (text, -1) <= longest)
    return g_strdup (text);
  head = g_utf8_substring (text, 0, longest - 1);
  return g_strconcat (head, "…", NULL);
}

char *
parcel_words_shorten (const char *text)
{
  g_autofree char *line = first_line (text);

  return cut (line, LONGEST);
}

static const char *
after_word (const char *text)
{
  text += strcspn (text, " ");
  return text + strspn (text, " ");
}

/* "UID FETCH" is one verb. */
static gsize
verb_length (const char *text)
{
  gsize length = strcspn (text, " ");

  if (length == 3 && g_ascii_strncasecmp (text, "UID ", 4) == 0)
    length += 1 + strcspn (text + 4, " ");
  return length;
}

char *
parcel_words_verb (const char *line, gboolean tagged)
{
  g_autofree char *text = first_line (line);
  const char *from = tagged ? after_word (text) : text;
  g_autofree char *verb = g_strndup (from, verb_length (from));

  return cut (verb, LONGEST_VERB);
}

char *
parcel_words_rest (const char *line, gboolean tagged)
{
  g_autofree char *text = first_line (line);
  const char *from = tagged ? after_word (text) : text;

  from += verb_length (from);
  return cut (from + strspn (from, " "), LONGEST);
}

/* The word of an IMAP response that says most: OK, NO, BAD, BYE, or the star. */
static char *
imap_code (const char *text)
{
  const char *second = after_word (text);
  gsize length = strcspn (second, " ");

  if (text[0] == '*' && !g_str_has_prefix (second, "OK") && !g_str_has_prefix (second, "BYE"))
    return g_strdup ("*");
  return g_strndup (second, MIN (length, 3));
}

static gboolean
is_imap (const char *text)
{
  return !g_ascii_isdigit (text[0]) && text[0] != '+' && text[0] != '-';
}

char *
parcel_words_code (const char *line)
{
  g_autofree char *text = first_line (line);

  if (is_imap (text))
    return imap_code (text);
  return g_strndup (text, g_ascii_isdigit (text[0]) ? MIN (strlen (text), 3) : strcspn (text, " "));
}

char *
parcel_words_answer (const char *line)
{
  g_autofree char *text = first_line (line);
  g_autofree char *code = parcel_words_code (line);
  const char *from = is_imap (text) ? after_word (text) : text;

  if (code[0] != '*' && g_str_has_prefix (from, code))
    from += strlen (code);
  return cut (from + strspn (from, " -"), LONGEST);
}

gboolean
parcel_words_is_refusal (const char *line)
{
  g_autofree char *code = parcel_words_code (line);

  return strcmp (code, "-ERR") == 0 || strcmp (code, "NO") == 0 || strcmp (code, "BAD") == 0;
}

gboolean
parcel_words_has_mail (const char *line)
{
  if (line[0] == '+')
    return strstr (line, "\nFrom: ") != NULL;
  return strstr (line, "BODY[]") != NULL && strstr (line, "\nFrom: ") != NULL;
}

char *
parcel_words_flags (guint flags)
{
  if (flags & TCP_RST)
    return g_strdup ("RST");
  if (flags & TCP_SYN)
    return g_strdup (flags & TCP_ACK ? "SYN-ACK" : "SYN");
  return g_strdup (flags & TCP_FIN ? "FIN" : "ACK");
}
