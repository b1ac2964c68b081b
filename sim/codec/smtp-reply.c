/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-reply.h"

#include <string.h>

G_DEFINE_QUARK (mailflow-smtp-reply-error, smtp_reply_error)

SmtpReply *
smtp_reply_new (guint16 code, const char *status, const char *text)
{
  SmtpReply *reply = g_new (SmtpReply, 1);

  reply->code = code;
  g_strlcpy (reply->status, status != NULL ? status : "", sizeof reply->status);
  reply->text = g_strdup (text);
  return reply;
}

SmtpReply *
smtp_reply_copy (const SmtpReply *reply)
{
  return smtp_reply_new (reply->code, reply->status, reply->text);
}

void
smtp_reply_free (SmtpReply *reply)
{
  g_free (reply->text);
  g_free (reply);
}

static void
write_line (const SmtpReply *reply, const char *text, gsize length, gboolean last, GString *out)
{
  char code[4] = { (char) ('0' + reply->code / 100 % 10), (char) ('0' + reply->code / 10 % 10),
                   (char) ('0' + reply->code % 10), last ? ' ' : '-' };

  g_string_append_len (out, code, sizeof code);
  if (reply->status[0] != '\0')
    {
      g_string_append (out, reply->status);
      g_string_append_c (out, ' ');
    }
  g_string_append_len (out, text, (gssize) length);
  g_string_append_len (out, "\r\n", 2);
}

void
smtp_reply_write (const SmtpReply *reply, GString *out)
{
  const char *line = reply->text, *end;

  for (; (end = strchr (line, '\n')) != NULL; line = end + 1)
    write_line (reply, line, (gsize) (end - line), FALSE, out);
  write_line (reply, line, strlen (line), TRUE, out);
}

/* The length of a run of 1 to MOST digits at AT, or 0. */
static gsize
count_digits (const char *at, const char *end, gsize most)
{
  gsize count = 0;

  while (at + count < end && g_ascii_isdigit (at[count]))
    count++;
  return count <= most ? count : 0;
}

/* RFC 2034 4: class "." subject "." detail; class the first digit of the code. The length of the
 * status code at LINE, or 0; it must be followed by a space or the end. */
static gsize
measure_status (const char *line, const char *end, char class)
{
  const char *at = line;
  gsize digits;

  if (end - line < 5 || (class != '2' && class != '4' && class != '5') || at[0] != class || at[1] != '.')
    return 0;
  at += 2;
  digits = count_digits (at, end, 3);
  if (digits == 0 || at + digits >= end || at[digits] != '.')
    return 0;
  at += digits + 1;
  digits = count_digits (at, end, 3);
  at += digits;
  if (digits == 0 || (at < end && *at != ' '))
    return 0;
  return (gsize) (at - line);
}

/* Takes the status off the first line, and off every later one that repeats it. */
static const char *
take_status (SmtpReply *reply, const char *line, const char *end, gboolean first)
{
  gsize length = measure_status (line, end, (char) ('0' + reply->code / 100));

  if (length == 0)
    return line;
  if (first)
    {
      memcpy (reply->status, line, length);
      reply->status[length] = '\0';
    }
  else if (strlen (reply->status) != length || memcmp (reply->status, line, length) != 0)
    return line;
  return line + length + (line + length < end ? 1 : 0);
}

/* The code of the line, or 0. RFC 5321 4.2: digits 2-5, 0-5 and any; then space, hyphen or end. */
static guint16
parse_code (const char *line, const char *end)
{
  if (end - line < 3 || line[0] < '2' || line[0] > '5' || line[1] < '0' || line[1] > '9'
      || !g_ascii_isdigit (line[2]) || (end - line > 3 && line[3] != ' ' && line[3] != '-'))
    return 0;
  return (guint16) ((line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'));
}

/* Reads the line at LINE into REPLY. Says by *LAST whether the reply ends with it. */
static gboolean
parse_line (SmtpReply *reply, GString *text, const char *line, const char *end, gboolean *last)
{
  gboolean first = reply->code == 0;
  guint16 code = parse_code (line, end);

  if (code == 0 || (!first && code != reply->code) || memchr (line, '\0', (gsize) (end - line)) != NULL)
    return FALSE;
  *last = end - line == 3 || line[3] == ' ';
  reply->code = code;
  line = take_status (reply, MIN (line + 4, end), end, first);
  if (!first)
    g_string_append_c (text, '\n');
  g_string_append_len (text, line, end - line);
  return TRUE;
}

static gboolean
parse_lines (SmtpReply *reply, GString *text, const char *bytes, const char *end)
{
  gboolean last = FALSE;

  while (bytes < end && !last)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));

      if (newline == NULL || newline == bytes || newline[-1] != '\r')
        return FALSE;
      if (!parse_line (reply, text, bytes, newline - 1, &last))
        return FALSE;
      bytes = newline + 1;
    }
  return last && bytes == end;
}

static void
set_error (GError **error, const char *bytes, gsize length)
{
  g_autofree char *start = g_utf8_make_valid (bytes, (gssize) MIN (length, 80));

  start[strcspn (start, "\r\n")] = '\0';
  g_set_error (error, SMTP_REPLY_ERROR, 0, "this is not an SMTP reply: “%s”", start);
}

SmtpReply *
smtp_reply_parse (const char *bytes, gsize length, GError **error)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (0, NULL, NULL);
  GString *text = g_string_new (NULL);
  gboolean whole = parse_lines (reply, text, bytes, bytes + length);

  reply->text = g_string_free (text, FALSE);
  if (whole)
    return g_steal_pointer (&reply);
  set_error (error, bytes, length);
  return NULL;
}

const char *
smtp_reply_get_status (const SmtpReply *reply)
{
  if (reply->status[0] != '\0')
    return reply->status;
  return smtp_reply_is_permanent (reply) ? "5.0.0" : smtp_reply_is_transient (reply) ? "4.0.0" : "2.0.0";
}

gboolean
smtp_reply_is_surplus (const SmtpReply *reply)
{
  return reply->code == 452 && strcmp (reply->status, "4.5.3") == 0;
}

gboolean
smtp_reply_is_final (const SmtpReply *reply)
{
  return smtp_reply_is_permanent (reply) || (reply->code == 0 && reply->status[0] == '5');
}

void
smtp_reply_keep (SmtpReply **kept, const SmtpReply *reply)
{
  g_clear_pointer (kept, smtp_reply_free);
  *kept = smtp_reply_copy (reply);
}
