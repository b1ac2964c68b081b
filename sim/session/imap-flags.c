/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-flags.h"

#include <string.h>

enum
{
  LONGEST_KEYWORD = 128,
};

typedef struct
{
  const char *name; /* after the backslash */
  MailFlags flag;
} Name;

static const Name names[] = {
  { "Seen", MAIL_SEEN },
  { "Answered", MAIL_ANSWERED },
  { "Flagged", MAIL_FLAGGED },
  { "Deleted", MAIL_DELETED },
  { "Draft", MAIL_DRAFT },
};

static gboolean
take_keyword (ImapScanner *scanner, GStrvBuilder *keywords)
{
  const char *atom;
  gsize length;
  g_autofree char *keyword = NULL;

  if (!imap_scanner_take_atom (scanner, &atom, &length) || length > LONGEST_KEYWORD || memchr (atom, ']', length) != NULL)
    return FALSE;
  keyword = g_strndup (atom, length);
  g_strv_builder_add (keywords, keyword);
  return TRUE;
}

static gboolean
take_flag (ImapScanner *scanner, guint32 *flags, GStrvBuilder *keywords)
{
  if (!imap_scanner_take_char (scanner, '\\'))
    return take_keyword (scanner, keywords);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (imap_scanner_take_word (scanner, names[i].name))
      {
        *flags |= names[i].flag;
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_flags (ImapScanner *scanner, guint32 *flags, GStrvBuilder *keywords)
{
  do
    if (!take_flag (scanner, flags, keywords))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return TRUE;
}

/* Flags up to where there are no more, or up to a ")". */
static gboolean
parse (ImapScanner *scanner, gboolean in_list, ImapFlags *flags)
{
  g_autoptr (GStrvBuilder) keywords = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;
  gboolean good;

  *flags = (ImapFlags){ 0 };
  if (in_list && imap_scanner_take_char (scanner, ')'))
    return TRUE;
  good = take_flags (scanner, &flags->flags, keywords) && (!in_list || imap_scanner_take_char (scanner, ')'));
  found = g_strv_builder_end (keywords);
  if (good)
    flags->keywords = mail_keywords_join (NULL, found);
  return good;
}

gboolean
imap_flags_read (ImapScanner *scanner, guint32 *flags)
{
  const char *atom;
  gsize length;

  *flags = 0;
  if (!imap_scanner_take_char (scanner, '('))
    return FALSE;
  for (gboolean first = TRUE; !imap_scanner_take_char (scanner, ')'); first = FALSE)
    {
      gboolean system;

      if (!first && !imap_scanner_take_char (scanner, ' '))
        return FALSE;
      system = imap_scanner_take_char (scanner, '\\');
      if (!imap_scanner_take_atom (scanner, &atom, &length))
        return FALSE;
      for (guint i = 0; system && i < G_N_ELEMENTS (names); i++)
        if (strlen (names[i].name) == length && g_ascii_strncasecmp (names[i].name, atom, length) == 0)
          *flags |= names[i].flag;
    }
  return TRUE;
}

gboolean
imap_flags_parse (ImapScanner *scanner, ImapFlags *flags)
{
  return parse (scanner, imap_scanner_take_char (scanner, '('), flags);
}

gboolean
imap_flags_parse_list (ImapScanner *scanner, ImapFlags *flags)
{
  *flags = (ImapFlags){ 0 };
  return imap_scanner_take_char (scanner, '(') && parse (scanner, TRUE, flags);
}

void
imap_flags_clear (ImapFlags *flags)
{
  g_clear_pointer (&flags->keywords, g_strfreev);
}

void
imap_flags_write (guint32 flags, gboolean recent, char *const *keywords, GString *out)
{
  const char *space = "";

  g_string_append_c (out, '(');
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & names[i].flag)
      {
        g_string_append_printf (out, "%s\\%s", space, names[i].name);
        space = " ";
      }
  if (recent)
    g_string_append_printf (out, "%s\\Recent", space);
  if (recent)
    space = " ";
  for (; keywords != NULL && *keywords != NULL; keywords++, space = " ")
    g_string_append_printf (out, "%s%s", space, *keywords);
  g_string_append_c (out, ')');
}

void
imap_flags_write_known (const Mailbox *mailbox, GString *out)
{
  for (guint i = 0; i < mailbox->keywords->len; i++)
    g_string_append_printf (out, " %s", (const char *) g_ptr_array_index (mailbox->keywords, i));
}

gboolean
imap_flags_has (const StoredMail *mail, const char *name)
{
  if (*name != '\\')
    return mail_keywords_contain (mail->keywords, name);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name + 1) == 0)
      return (mail->flags & names[i].flag) != 0;
  return FALSE;
}
