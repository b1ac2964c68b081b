/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-rendering.h"

#include <string.h>

#include "sim/codec/mime-start.h"

static void
free_attachment (gpointer data)
{
  MailAttachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->type);
  g_free (attachment);
}

/* Decoded by RFC 2047. */
static char *
dup_field (GMimeMessage *message, const char *name)
{
  GMimeHeader *header = message == NULL ? NULL : g_mime_header_list_get_header (g_mime_object_get_header_list (GMIME_OBJECT (message)), name);
  const char *value = header == NULL ? NULL : g_mime_header_get_value (header);

  return value == NULL ? g_strdup ("") : g_utf8_make_valid (value, -1);
}

/* The length of what PART holds, decoded. */
static gsize
measure (GMimeObject *part)
{
  GMimeStream *stream = g_mime_stream_mem_new ();
  gsize length;

  if (GMIME_IS_PART (part) && g_mime_part_get_content (GMIME_PART (part)) != NULL)
    g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  else if (GMIME_IS_MESSAGE_PART (part) && g_mime_message_part_get_message (GMIME_MESSAGE_PART (part)) != NULL)
    g_mime_object_write_to_stream (GMIME_OBJECT (g_mime_message_part_get_message (GMIME_MESSAGE_PART (part))), NULL, stream);
  length = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream))->len;
  g_object_unref (stream);
  return length;
}

static char *
dup_text (GMimeObject *part)
{
  g_autofree char *text = GMIME_IS_TEXT_PART (part) ? g_mime_text_part_get_text (GMIME_TEXT_PART (part)) : NULL;
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

static gboolean
is_attached (GMimeObject *part)
{
  const char *disposition = g_mime_object_get_disposition (part);

  return disposition != NULL && g_ascii_strcasecmp (disposition, "attachment") == 0;
}

static void
add_attachment (MailRendering *rendering, GMimeObject *part)
{
  MailAttachment *attachment = g_new0 (MailAttachment, 1);
  const char *name = GMIME_IS_PART (part) ? g_mime_part_get_filename (GMIME_PART (part)) : NULL;

  attachment->type = g_mime_content_type_get_mime_type (g_mime_object_get_content_type (part));
  attachment->name = name == NULL ? g_strdup (attachment->type) : g_utf8_make_valid (name, -1);
  attachment->size = measure (part);
  g_ptr_array_add (rendering->attachments, attachment);
}

static gboolean
is_type (GMimeObject *part, const char *subtype)
{
  return g_mime_content_type_is_type (g_mime_object_get_content_type (part), "text", subtype);
}

/* Of the alternatives the last is the best for whoever can show it (RFC 2046 5.1.4): here plain text is preferred to HTML, which nothing shows. */
static void
take_leaf (MailRendering *rendering, GMimeObject *part)
{
  gboolean plain = is_type (part, "plain"), html = is_type (part, "html");

  if (is_attached (part) || !(plain || html) || (rendering->text != NULL && !(plain && rendering->is_html)))
    {
      add_attachment (rendering, part);
      return;
    }
  g_free (rendering->text);
  rendering->text = dup_text (part);
  rendering->is_html = html;
}

static void
take_part (MailRendering *rendering, GMimeObject *part)
{
  if (part == NULL)
    return;
  if (!GMIME_IS_MULTIPART (part))
    {
      take_leaf (rendering, part);
      return;
    }
  for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (part)); i++)
    take_part (rendering, g_mime_multipart_get_part (GMIME_MULTIPART (part), i));
}

MailRendering *
mail_rendering_new (const char *bytes, gsize length)
{
  MailRendering *rendering = g_new0 (MailRendering, 1);
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *message;

  mime_start ();
  stream = g_mime_stream_mem_new_with_buffer (bytes != NULL ? bytes : "", length);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  rendering->attachments = g_ptr_array_new_with_free_func (free_attachment);
  rendering->from = dup_field (message, "From");
  rendering->to = dup_field (message, "To");
  rendering->cc = dup_field (message, "Cc");
  rendering->subject = dup_field (message, "Subject");
  rendering->date = dup_field (message, "Date");
  if (message != NULL)
    take_part (rendering, g_mime_message_get_mime_part (message));
  if (rendering->text == NULL)
    rendering->text = g_strdup ("");
  g_clear_object (&message);
  g_object_unref (parser);
  g_object_unref (stream);
  return rendering;
}

void
mail_rendering_free (MailRendering *rendering)
{
  g_free (rendering->from);
  g_free (rendering->to);
  g_free (rendering->cc);
  g_free (rendering->subject);
  g_free (rendering->date);
  g_free (rendering->text);
  g_ptr_array_unref (rendering->attachments);
  g_free (rendering);
}
