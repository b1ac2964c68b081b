/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files in a message: what a mail program reads out of it is what was put in.
 */
#include "sim/codec/mail-file.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/mime-start.h"

#include <string.h>

static void
add_file (GPtrArray *files, const char *name, const char *content, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, length);

  g_ptr_array_add (files, mail_file_new (name, bytes));
}

static GMimeMultipart *
parse (GBytes *message, GMimeMessage **owner)
{
  gsize length;
  const char *bytes = g_bytes_get_data (message, &length);
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;

  mime_start ();
  stream = g_mime_stream_mem_new_with_buffer (bytes, length);
  parser = g_mime_parser_new_with_stream (stream);
  *owner = g_mime_parser_construct_message (parser, NULL);
  return GMIME_MULTIPART (g_mime_message_get_mime_part (*owner));
}

static void
assert_part (GMimeMultipart *multipart, int index, const char *type, const MailFile *file)
{
  GMimePart *part = GMIME_PART (g_mime_multipart_get_part (multipart, index));
  g_autofree char *found = g_mime_content_type_get_mime_type (g_mime_object_get_content_type (GMIME_OBJECT (part)));
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  const GByteArray *decoded;
  gsize length;
  const char *bytes = g_bytes_get_data (file->content, &length);

  g_assert_cmpstr (found, ==, type);
  g_assert_cmpstr (g_mime_part_get_filename (part), ==, file->name);
  g_assert_cmpstr (g_mime_object_get_disposition (GMIME_OBJECT (part)), ==, "attachment");
  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (part), stream);
  decoded = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_assert_cmpmem (decoded->data, decoded->len, bytes, length);
}

static void
test_read_back (void)
{
  static const struct
  {
    const char *name, *type, *content;
    gsize length;
  } cases[] = {
    { "a.txt", "text/plain", "one\ntwo\r\n", 9 },
    { "empty.PNG", "image/png", "", 0 },
    { "no ending", "application/octet-stream", "\0\1\xff", 3 },
    { "q\"u\\o;te.pdf", "application/pdf", "%PDF", 4 },
    { "ä.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "x", 1 },
    { "Grüße aus Köln – ein langer Name, der nicht in eine Zeile geht, auch nicht in zwei.csv", "text/csv", "ä;ö\n", 6 },
    { "a-name-of-ascii-that-is-much-too-long-for-one-line-of-a-header-as-it-stands.zip", "application/zip", "PK", 2 },
  };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_file_free), to = g_ptr_array_new ();
  const MailDraft draft = { .from = "alice@example.org", .to = to, .subject = "Files", .text = "See there.", .files = files, .attachment_size = 100, .message_id = "<1@example.org>" };
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GMimeMessage) owner = NULL;
  GMimeMultipart *multipart;

  g_ptr_array_add (to, (gpointer) "bob@example.net");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_file (files, cases[i].name, cases[i].content, cases[i].length);
  message = mail_message_compose (&draft);
  multipart = parse (message, &owner);
  g_assert_cmpint (g_mime_multipart_get_count (multipart), ==, 2 + G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_part (multipart, (int) i + 1, cases[i].type, g_ptr_array_index (files, i));
}

/* RFC 5322 2.1.1, RFC 2045 6.8 */
static void
test_lines (void)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_file_free);
  g_autofree char *long_name = g_strnfill (240, 'n'), *content = g_strnfill (10000, 'c');
  GString *out = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  add_file (files, long_name, content, 10000);
  mail_file_append (g_ptr_array_index (files, 0), out);
  lines = g_strsplit (out->str, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 78);
  g_assert_null (strstr (out->str, "\n\n"));
  g_string_free (out, TRUE);
}

static void
test_charset (void)
{
  static const char *const cases[][2] = { { "plain", "; charset=us-ascii\r\n" }, { "ä", "; charset=utf-8\r\n" }, { "\xe4", "text/plain\r\n" }, { "\x1b$B$3\x1b(B", "text/plain\r\n" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_file_free);
      GString *out = g_string_new (NULL);

      add_file (files, "a.txt", cases[i][0], strlen (cases[i][0]));
      mail_file_append (g_ptr_array_index (files, 0), out);
      g_assert_nonnull (strstr (out->str, cases[i][1]));
      g_string_free (out, TRUE);
    }
}

static void
test_names (void)
{
  g_assert_true (mail_file_is_name ("a b.txt"));
  g_assert_true (mail_file_is_name ("ä"));
  g_assert_false (mail_file_is_name (""));
  g_assert_false (mail_file_is_name ("a\r\nBcc: x@y"));
  g_assert_false (mail_file_is_name ("\xe4"));
  g_assert_cmpstr (mail_file_get_type ("x.tar.GZ"), ==, "application/gzip");
  g_assert_cmpstr (mail_file_get_type ("."), ==, "application/octet-stream");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-file/read-back", test_read_back);
  g_test_add_func ("/mail-file/lines", test_lines);
  g_test_add_func ("/mail-file/charset", test_charset);
  g_test_add_func ("/mail-file/names", test_names);
  return g_test_run ();
}
