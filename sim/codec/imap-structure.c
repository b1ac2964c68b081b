/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-structure.h"

#include "sim/codec/header-lexer.h"
#include "sim/codec/imap-envelope.h"
#include "sim/codec/imap-string.h"
#include "sim/codec/mime-value.h"

#define DEFAULT_CHARSET "\"charset\" \"us-ascii\"" /* RFC 2045 5.2 */

typedef struct
{
  ImapMessage *message;
  gboolean extended;
  GString *out;
} Writer;

static MimeValue *
read_value (const Writer *writer, const MimePart *part, const char *name)
{
  g_autofree char *text = imap_message_dup_field (writer->message, part, name);

  return text != NULL ? mime_value_parse (text) : NULL;
}

static void
write_field (const Writer *writer, const MimePart *part, const char *name)
{
  g_autofree char *text = imap_message_dup_field (writer->message, part, name);

  g_string_append_c (writer->out, ' ');
  imap_string_write (writer->out, text);
}

/* " (name value …)" or " NIL". A text has a charset. */
static void
write_parameters (const Writer *writer, const MimeValue *value, gboolean is_text)
{
  gboolean add = is_text && (value == NULL || mime_value_find (value, "charset") == NULL);
  guint count = value != NULL ? value->parameters->len : 0;

  if (count == 0 && !add)
    {
      g_string_append (writer->out, " NIL");
      return;
    }
  g_string_append (writer->out, " (");
  for (guint i = 0; i < count; i++)
    {
      const MimeParameter *it = &g_array_index (value->parameters, MimeParameter, i);

      g_string_append (writer->out, i > 0 ? " " : "");
      imap_string_write (writer->out, it->name);
      g_string_append_c (writer->out, ' ');
      imap_string_write (writer->out, it->value);
    }
  if (add)
    g_string_append (writer->out, count > 0 ? " " DEFAULT_CHARSET : DEFAULT_CHARSET);
  g_string_append_c (writer->out, ')');
}

static void
write_encoding (const Writer *writer, const MimePart *part)
{
  g_autoptr (MimeValue) encoding = read_value (writer, part, "Content-Transfer-Encoding");

  g_string_append_c (writer->out, ' ');
  imap_string_write (writer->out, encoding != NULL ? encoding->type : "7bit");
}

static void
write_disposition (const Writer *writer, const MimePart *part)
{
  g_autoptr (MimeValue) disposition = read_value (writer, part, "Content-Disposition");

  if (disposition == NULL)
    {
      g_string_append (writer->out, " NIL");
      return;
    }
  g_string_append (writer->out, " (");
  imap_string_write (writer->out, disposition->type);
  write_parameters (writer, disposition, FALSE);
  g_string_append_c (writer->out, ')');
}

/* "Content-Language: de, en" (RFC 3282) as a list. */
static void
write_language (const Writer *writer, const MimePart *part)
{
  g_autofree char *text = imap_message_dup_field (writer->message, part, "Content-Language");
  g_autoptr (GString) tag = g_string_new (NULL);
  g_auto (HeaderLexer) lexer;
  const char *open = " (";

  header_lexer_init (&lexer, text != NULL ? text : "");
  do
    {
      header_lexer_skip_space (&lexer);
      g_string_truncate (tag, 0);
      if (!header_lexer_take_run (&lexer, ",;()\"", tag))
        continue;
      g_string_append (writer->out, open);
      imap_string_write (writer->out, tag->str);
      open = " ";
      header_lexer_skip_space (&lexer);
    }
  while (header_lexer_take_char (&lexer, ','));
  g_string_append (writer->out, open[1] == '(' ? " NIL" : ")");
}

/* The extension data that all parts have. */
static void
write_extension (const Writer *writer, const MimePart *part)
{
  write_disposition (writer, part);
  write_language (writer, part);
  write_field (writer, part, "Content-Location");
}

static void write_part (const Writer *writer, const MimePart *part);

/* A multipart has one part at least, by the grammar. */
static void
write_no_part (const Writer *writer)
{
  g_string_append (writer->out, "(\"text\" \"plain\" (" DEFAULT_CHARSET ") NIL NIL \"7bit\" 0 0");
  g_string_append (writer->out, writer->extended ? " NIL NIL NIL NIL)" : ")");
}

static void
write_multipart (const Writer *writer, const MimePart *part)
{
  g_autoptr (MimeValue) type = read_value (writer, part, "Content-Type");

  for (const MimePart *child = part->first; child != NULL; child = child->next)
    write_part (writer, child);
  if (part->first == NULL)
    write_no_part (writer);
  g_string_append_c (writer->out, ' ');
  imap_string_write (writer->out, type->subtype != NULL ? type->subtype : "mixed");
  if (!writer->extended)
    return;
  write_parameters (writer, type, FALSE);
  write_extension (writer, part);
}

/* What every part that is not a multipart has, up to its size. */
static void
write_basics (const Writer *writer, const MimePart *part, const MimeValue *type, gboolean is_text)
{
  write_parameters (writer, type, is_text);
  write_field (writer, part, "Content-ID");
  write_field (writer, part, "Content-Description");
  write_encoding (writer, part);
  g_string_append_printf (writer->out, " %" G_GSIZE_FORMAT, part->end - part->body);
}

static void
write_message (const Writer *writer, const MimePart *part)
{
  g_autoptr (MimeValue) type = read_value (writer, part, "Content-Type");

  g_string_append (writer->out, "\"message\" \"rfc822\"");
  write_basics (writer, part, type, FALSE);
  g_string_append_c (writer->out, ' ');
  imap_envelope_write (writer->message, part->first, writer->out);
  g_string_append_c (writer->out, ' ');
  write_part (writer, part->first);
  g_string_append_printf (writer->out, " %u", part->lines);
}

static void
write_leaf (const Writer *writer, const MimePart *part)
{
  g_autoptr (MimeValue) type = read_value (writer, part, "Content-Type");
  gboolean is_text = type == NULL || mime_value_is (type, "text", NULL);

  imap_string_write (writer->out, type != NULL ? type->type : "text");
  g_string_append_c (writer->out, ' ');
  imap_string_write (writer->out, type != NULL && type->subtype != NULL ? type->subtype : is_text ? "plain" : "unknown");
  write_basics (writer, part, type, is_text);
  if (is_text)
    g_string_append_printf (writer->out, " %u", part->lines);
}

static void
write_body (const Writer *writer, const MimePart *part)
{
  switch (part->kind)
    {
    case MIME_PART_LEAF:
      write_leaf (writer, part);
      return;
    case MIME_PART_MESSAGE:
      write_message (writer, part);
      return;
    case MIME_PART_SEALED:
      g_string_append (writer->out, "\"application\" \"octet-stream\"");
      write_basics (writer, part, NULL, FALSE);
      return;
    case MIME_PART_MULTIPART:
      break;
    }
  g_assert_not_reached ();
}

static void
write_part (const Writer *writer, const MimePart *part)
{
  g_string_append_c (writer->out, '(');
  if (part->kind == MIME_PART_MULTIPART)
    write_multipart (writer, part);
  else
    {
      write_body (writer, part);
      if (writer->extended)
        {
          write_field (writer, part, "Content-MD5");
          write_extension (writer, part);
        }
    }
  g_string_append_c (writer->out, ')');
}

void
imap_structure_write (ImapMessage *message, gboolean extended, GString *out)
{
  Writer writer = { message, extended, out };

  write_part (&writer, imap_message_root (message));
}
