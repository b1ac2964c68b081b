/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-flags.h"

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
take_flag (ImapScanner *scanner, guint32 *flags)
{
  const char *keyword;
  gsize length;

  if (!imap_scanner_take_char (scanner, '\\'))
    return imap_scanner_take_atom (scanner, &keyword, &length);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (imap_scanner_take_word (scanner, names[i].name))
      {
        *flags |= names[i].flag;
        return TRUE;
      }
  return FALSE;
}

gboolean
imap_flags_parse (ImapScanner *scanner, guint32 *flags)
{
  gboolean list = imap_scanner_take_char (scanner, '(');

  *flags = 0;
  if (list && imap_scanner_take_char (scanner, ')'))
    return TRUE;
  do
    if (!take_flag (scanner, flags))
      return FALSE;
  while (imap_scanner_take_char (scanner, ' '));
  return !list || imap_scanner_take_char (scanner, ')');
}

void
imap_flags_write (guint32 flags, GString *out)
{
  const char *space = "";

  g_string_append_c (out, '(');
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & names[i].flag)
      {
        g_string_append_printf (out, "%s\\%s", space, names[i].name);
        space = " ";
      }
  g_string_append_c (out, ')');
}
