/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/message-words.h"

enum
{
  LONG = 32768, /* bytes of a source; what is longer is cut in the middle */
  HEAD = 16384,
  TAIL = 1024,
};

char *
message_words_attachments (const MailRendering *rendering)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rendering->attachments->len; i++)
    {
      const MailAttachment *attachment = g_ptr_array_index (rendering->attachments, i);

      g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", attachment->name);
      if (g_strcmp0 (attachment->name, attachment->type) != 0)
        g_string_append_printf (out, ", %s", attachment->type);
      g_string_append_printf (out, ", %" G_GSIZE_FORMAT " bytes", attachment->size);
    }
  return g_string_free (out, FALSE);
}

const char *
message_words_part (const ReportPart *part)
{
  switch (part->kind)
    {
    case REPORT_FOR_PEOPLE:
      return "Part 1, for people: what happened, in words";
    case REPORT_FOR_PROGRAMS:
      return "Part 2, for programs: the same in fields (RFC 3464)";
    case REPORT_RETURNED:
      return "Part 3: which message it is about, its header or all of it";
    }
  g_assert_not_reached ();
}

static char *
dup_lines (const char *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);
  g_auto (GStrv) lines = g_strsplit (valid, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

/* A large attachment says no more in fifty thousand lines than in three hundred. */
char *
message_words_source (const char *bytes, gsize length)
{
  g_autofree char *head = NULL, *tail = NULL;

  if (length <= LONG)
    return dup_lines (bytes, length);
  head = dup_lines (bytes, HEAD);
  tail = dup_lines (bytes + length - TAIL, TAIL);
  return g_strdup_printf ("%s\n… %" G_GSIZE_FORMAT " more bytes …\n%s", head, length - HEAD - TAIL, tail);
}
