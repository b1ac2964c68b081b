/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-message.h"

#include <string.h>
#include <time.h>

#include "sim/codec/mail-file.h"
#include "sim/codec/mime-start.h"

enum
{
  LONGEST_LINE = 998, /* RFC 5322 2.1.1 */
  FOLD_AT = 78,
};

char *
mail_message_format_date (gint64 unix_seconds)
{
  /* Not strftime's names: those follow the locale. */
  static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t seconds = unix_seconds;
  struct tm date;

  if (gmtime_r (&seconds, &date) == NULL)
    memset (&date, 0, sizeof date);
  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d +0000", days[date.tm_wday], date.tm_mday,
                          months[date.tm_mon], date.tm_year + 1900, date.tm_hour, date.tm_min, date.tm_sec);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* TEXT with every control character made a space: none may end a header line. */
static char *
dup_one_line (const char *text)
{
  char *line = g_strdup (text);

  for (char *p = line; *p != '\0'; p++)
    if ((guchar) *p < ' ' || *p == 0x7f)
      *p = ' ';
  return line;
}

/* Appends "NAME: VALUE", folded (RFC 5322 2.2.3) where a line passes 78 bytes: at the space before a
 * word, so that no line is all white space (3.2.2). */
static void
append_field (GString *out, const char *name, const char *value)
{
  gsize column = strlen (name) + 2;

  g_string_append_printf (out, "%s: ", name);
  while (*value != '\0')
    {
      gsize word = strcspn (value + 1, " ") + 1;

      if (*value == ' ' && column + word > FOLD_AT && value[1] != ' ' && value[1] != '\0')
        {
          g_string_append (out, "\r\n");
          column = 0;
        }
      g_string_append_len (out, value, (gssize) word);
      column += word;
      value += word;
    }
  g_string_append (out, "\r\n");
}

static void
append_subject (GString *out, const char *subject)
{
  g_autofree char *line = dup_one_line (subject);
  g_autofree char *encoded = NULL;

  if (!is_ascii (line))
    {
      mime_start ();
      encoded = g_mime_utils_header_encode_text (NULL, line, "UTF-8");
    }
  append_field (out, "Subject", encoded != NULL ? encoded : line);
}

/* A display name as a phrase: atoms as they are, else quoted, else encoded (RFC 5322 3.2.5). */
static char *
format_phrase (const char *name)
{
  g_autofree char *line = dup_one_line (name);
  GString *quoted;

  if (!is_ascii (line))
    {
      mime_start ();
      return g_mime_utils_header_encode_phrase (NULL, line, "UTF-8");
    }
  if (strpbrk (line, "()<>[]:;@\\,.\"") == NULL)
    return g_steal_pointer (&line);
  quoted = g_string_new ("\"");
  for (const char *p = line; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static void
append_from (GString *out, const MailDraft *draft)
{
  g_autofree char *phrase = NULL, *value = NULL;

  if (draft->from_name == NULL || *draft->from_name == '\0')
    {
      append_field (out, "From", draft->from);
      return;
    }
  phrase = format_phrase (draft->from_name);
  value = g_strdup_printf ("%s <%s>", phrase, draft->from);
  append_field (out, "From", value);
}

static gboolean
is_empty (const GPtrArray *addresses)
{
  return addresses == NULL || addresses->len == 0;
}

static void
append_addresses (GString *out, const char *name, const GPtrArray *addresses)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (is_empty (addresses))
    return;
  for (guint i = 0; i < addresses->len; i++)
    {
      if (i > 0)
        g_string_append (value, ", ");
      g_string_append (value, g_ptr_array_index (addresses, i));
    }
  append_field (out, name, value->str);
}

static gboolean
has_long_line (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      if (length > LONGEST_LINE)
        return TRUE;
      text += length + (text[length] == '\n' ? 1 : 0);
    }
  return FALSE;
}

/* Appends TEXT, its lines ending in LF, CRLF or CR, with CRLF throughout. */
static void
append_lines (GString *out, const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      g_string_append_len (out, text, (gssize) length);
      g_string_append_len (out, "\r\n", 2);
      text += length;
      if (*text != '\0')
        text += g_str_has_prefix (text, "\r\n") ? 2 : 1;
    }
}

/* RFC 2045 6.7 */
static void
append_quoted_printable (GString *out, const char *text)
{
  gsize length = strlen (text), written;
  g_autofree char *encoded = NULL;
  GMimeEncoding encoding;

  mime_start ();
  g_mime_encoding_init_encode (&encoding, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  encoded = g_malloc (g_mime_encoding_outlen (&encoding, length) + 1);
  written = g_mime_encoding_flush (&encoding, text, length, encoded);
  encoded[written] = '\0';
  append_lines (out, encoded);
}

static void
append_body (GString *out, const char *text)
{
  gboolean ascii = is_ascii (text), quoted = has_long_line (text);

  append_field (out, "Content-Type", ascii ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8");
  append_field (out, "Content-Transfer-Encoding", quoted ? "quoted-printable" : ascii ? "7bit" : "8bit");
  g_string_append (out, "\r\n");
  if (quoted)
    append_quoted_printable (out, text);
  else
    append_lines (out, text);
}

/* Words that say nothing, always the same ones, in lines of 76 letters (RFC 2045 6.8), each of which is a line of text. */
static void
append_filler (GString *out, guint64 size)
{
  enum
  {
    LINE = 57, /* "\r\n" included */
    WORD = 11,
  };
  guint8 bytes[LINE];
  guint32 state = 1;

  for (guint64 left = size; left > 0;)
    {
      gsize count = (gsize) MIN (left, LINE);
      g_autofree char *line = NULL;

      for (gsize i = 0; i < count; i++)
        {
          state = state * 1103515245u + 12345u;
          bytes[i] = i % WORD == WORD - 1 ? ' ' : (guint8) ('a' + (state >> 16) % 26);
        }
      if (count == LINE)
        memcpy (bytes + LINE - 2, "\r\n", 2);
      line = g_base64_encode (bytes, count);
      g_string_append_printf (out, "%s\r\n", line);
      left -= count;
    }
}

/* Unlike anything in the parts: "?" and "=" side by side don't occur in base64, and no text has the Message-ID. */
static char *
make_boundary (const char *message_id)
{
  g_autofree char *id = g_strdup (message_id + (*message_id == '<'));

  return g_strdup_printf ("=?%s", g_strdelimit (id, "<>@\"\\ ", '.'));
}

static void
append_boundary (GString *out, const char *boundary)
{
  g_string_append_printf (out, "--%s\r\n", boundary);
}

static void
append_attachment (GString *out, guint64 size)
{
  append_field (out, "Content-Type", "text/plain; charset=us-ascii; name=\"attachment.txt\"");
  append_field (out, "Content-Disposition", "attachment; filename=\"attachment.txt\"");
  append_field (out, "Content-Transfer-Encoding", "base64");
  g_string_append (out, "\r\n");
  append_filler (out, size);
}

static guint
count_files (const MailDraft *draft)
{
  return draft->files == NULL ? 0 : draft->files->len;
}

static void
append_multipart (GString *out, const MailDraft *draft, const char *text)
{
  g_autofree char *boundary = make_boundary (draft->message_id);
  g_autofree char *type = g_strdup_printf ("multipart/mixed; boundary=\"%s\"", boundary);

  append_field (out, "Content-Type", type);
  g_string_append (out, "\r\n");
  append_boundary (out, boundary);
  append_body (out, text);
  g_string_append (out, "\r\n");
  for (guint i = 0; i < count_files (draft); i++)
    {
      append_boundary (out, boundary);
      mail_file_append (g_ptr_array_index (draft->files, i), out);
    }
  if (draft->attachment_size > 0)
    {
      append_boundary (out, boundary);
      append_attachment (out, draft->attachment_size);
    }
  g_string_append_printf (out, "--%s--\r\n", boundary);
}

GBytes *
mail_message_compose (const MailDraft *draft)
{
  GString *out = g_string_sized_new (1024);
  g_autofree char *date = mail_message_format_date (draft->date_unix);

  append_from (out, draft);
  append_addresses (out, "To", draft->to);
  append_addresses (out, "Cc", draft->cc);
  if (is_empty (draft->to) && is_empty (draft->cc))
    append_field (out, "To", "undisclosed-recipients:;"); /* a group of nobody (RFC 5322 3.4): all are in Bcc */
  if (draft->subject != NULL)
    append_subject (out, draft->subject);
  append_field (out, "Date", date);
  append_field (out, "Message-ID", draft->message_id);
  append_field (out, "MIME-Version", "1.0");
  if (draft->attachment_size > 0 || count_files (draft) > 0)
    append_multipart (out, draft, draft->text != NULL ? draft->text : "");
  else
    append_body (out, draft->text != NULL ? draft->text : "");
  return g_string_free_to_bytes (out);
}

GBytes *
mail_message_prepend (GBytes *content, const char *fields)
{
  gsize length, before = strlen (fields);
  const char *bytes = g_bytes_get_data (content, &length);
  char *whole = g_malloc (before + length + 1);

  memcpy (whole, fields, before);
  if (length > 0)
    memcpy (whole + before, bytes, length);
  return g_bytes_new_take (whole, before + length);
}

char *
mail_message_format_received (const char *helo, const char *address, const char *by,
                              const char *with, const char *id, const char *for_recipient,
                              gint64 unix_seconds)
{
  g_autofree char *date = mail_message_format_date (unix_seconds);
  gboolean known = for_recipient != NULL;

  return g_strdup_printf ("Received: from %s ([%s])\r\n\tby %s with %s id %s%s%s%s;\r\n\t%s\r\n",
                          helo, address, by, with, id, known ? "\r\n\tfor <" : "",
                          known ? for_recipient : "", known ? ">" : "", date);
}

GBytes *
mail_message_copy_with_crlf (const char *bytes, gsize length)
{
  GByteArray *copy = g_byte_array_sized_new ((guint) length);
  const char *plain = bytes, *end = bytes + length;

  for (const char *at = bytes, *newline; (newline = memchr (at, '\n', (gsize) (end - at))) != NULL; at = newline + 1)
    {
      if (newline > bytes && newline[-1] == '\r')
        continue;
      g_byte_array_append (copy, (const guint8 *) plain, (guint) (newline - plain));
      g_byte_array_append (copy, (const guint8 *) "\r", 1);
      plain = newline;
    }
  g_byte_array_append (copy, (const guint8 *) plain, (guint) (end - plain));
  return g_byte_array_free_to_bytes (copy);
}
