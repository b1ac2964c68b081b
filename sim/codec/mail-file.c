/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-file.h"

#include <string.h>

enum
{
  LINE = 57, /* bytes, 76 letters */
  LONGEST_TYPE = 60, /* that stands in the line of its field's name (RFC 5322 2.1.1) */
};

static const struct
{
  const char *ending, *type;
} types[] = {
  { "txt", "text/plain" },
  { "md", "text/markdown" },
  { "csv", "text/csv" },
  { "html", "text/html" },
  { "htm", "text/html" },
  { "ics", "text/calendar" },
  { "png", "image/png" },
  { "jpg", "image/jpeg" },
  { "jpeg", "image/jpeg" },
  { "gif", "image/gif" },
  { "svg", "image/svg+xml" },
  { "webp", "image/webp" },
  { "mp3", "audio/mpeg" },
  { "ogg", "audio/ogg" },
  { "mp4", "video/mp4" },
  { "pdf", "application/pdf" },
  { "zip", "application/zip" },
  { "gz", "application/gzip" },
  { "json", "application/json" },
  { "odt", "application/vnd.oasis.opendocument.text" },
  { "ods", "application/vnd.oasis.opendocument.spreadsheet" },
  { "odp", "application/vnd.oasis.opendocument.presentation" },
  { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
};

MailFile *
mail_file_new (const char *name, GBytes *content)
{
  MailFile *file = g_new (MailFile, 1);

  *file = (MailFile){ g_strdup (name), g_bytes_ref (content) };
  return file;
}

void
mail_file_free (MailFile *file)
{
  g_free (file->name);
  g_bytes_unref (file->content);
  g_free (file);
}

gboolean
mail_file_is_name (const char *name)
{
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

const char *
mail_file_get_type (const char *name)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (dot + 1, types[i].ending) == 0)
      return types[i].type;
  return "application/octet-stream";
}

/* Text says its charset; one that is none that we know says nothing (RFC 2046 4.1.2). */
static const char *
find_charset (const MailFile *file)
{
  gsize length;
  const char *bytes = g_bytes_get_data (file->content, &length);

  if (!g_str_has_prefix (mail_file_get_type (file->name), "text/") || !g_utf8_validate_len (bytes, length, NULL))
    return "";
  for (gsize i = 0; i < length; i++)
    if ((guchar) bytes[i] >= 0x80)
      return "; charset=utf-8";
  return memchr (bytes, 0x1b, length) == NULL ? "; charset=us-ascii" : ""; /* ESC: one that switches, as ISO-2022-JP does */
}

static gboolean
is_attribute_char (guchar c)
{
  return g_ascii_isalnum (c) || strchr ("!#$&+-.^_`{|}~", c) != NULL;
}

/* An extended value, in pieces that fit in a line each (RFC 2231 3, 4). */
static void
append_extended (GString *out, const char *name)
{
  enum
  {
    PIECE = 55,
  };
  gboolean one = 3 * strlen (name) <= PIECE;
  guint piece = 0;
  gsize start;

  g_string_append (out, one ? ";\r\n filename*=UTF-8''" : ";\r\n filename*0*=UTF-8''");
  start = out->len;
  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    {
      if (out->len - start > PIECE)
        {
          g_string_append_printf (out, ";\r\n filename*%u*=", ++piece);
          start = out->len;
        }
      if (is_attribute_char (*p))
        g_string_append_c (out, (char) *p);
      else
        g_string_append_printf (out, "%%%02X", *p);
    }
}

/* A quoted string (RFC 2045 5.1). */
static void
append_quoted (GString *out, const char *name)
{
  g_string_append (out, ";\r\n filename=\"");
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static gboolean
is_short_ascii (const char *name)
{
  enum
  {
    LONGEST = 60,
  };
  gsize length = strlen (name);

  for (const char *p = name; *p != '\0'; p++)
    length += *p == '"' || *p == '\\';
  return g_str_is_ascii (name) && length <= LONGEST;
}

static void
append_base64 (GString *out, GBytes *content)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (content, &length);

  for (gsize at = 0; at < length; at += LINE)
    {
      g_autofree char *line = g_base64_encode (bytes + at, MIN (LINE, length - at));

      g_string_append (out, line);
      g_string_append (out, "\r\n");
    }
}

void
mail_file_append (const MailFile *file, GString *out)
{
  const char *type = mail_file_get_type (file->name);

  g_string_append_printf (out, "Content-Type:%s%s%s\r\n", strlen (type) > LONGEST_TYPE ? "\r\n " : " ", type, find_charset (file));
  g_string_append (out, "Content-Disposition: attachment");
  if (is_short_ascii (file->name))
    append_quoted (out, file->name);
  else
    append_extended (out, file->name);
  g_string_append (out, "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
  append_base64 (out, file->content);
}
