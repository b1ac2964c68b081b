/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mbox.h"

#include "sim/codec/header-field.h"

#include <string.h>

/* "Mon Jan  5 09:00:01 2026", as asctime () has it in UTC, not of the locale. */
static char *
format_date (gint64 unix_seconds)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (unix_seconds);

  g_assert (date != NULL);
  return g_strdup_printf ("%s %s %2d %02d:%02d:%02d %04d", days[g_date_time_get_day_of_week (date) - 1], months[g_date_time_get_month (date) - 1], g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date), g_date_time_get_year (date));
}

/* The sender is one word, whatever it is (a quoted local part may have spaces): blanks become "-", as qmail has it. */
static void
append_separator (GString *mbox, const char *sender, gint64 unix_seconds)
{
  g_autofree char *date = format_date (unix_seconds);
  g_autofree char *word = g_strdup (sender[0] == '\0' ? "MAILER-DAEMON" : sender);

  for (char *p = word; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
      *p = '-';
  g_string_append_printf (mbox, "From %s %s\n", word, date);
}

static gboolean
looks_like_separator (const char *line, const char *end)
{
  while (line < end && *line == '>')
    line++;
  return end - line >= 5 && memcmp (line, "From ", 5) == 0;
}

/* BYTES as lines that end in LF, quoted. */
static void
append_lines (GString *mbox, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  for (const char *line = bytes; line < end;)
    {
      const char *feed = memchr (line, '\n', (gsize) (end - line));
      const char *next = feed != NULL ? feed + 1 : end, *stop = feed != NULL ? feed : end;

      if (looks_like_separator (line, stop))
        g_string_append_c (mbox, '>');
      if (feed != NULL && stop > line && stop[-1] == '\r')
        stop--;
      g_string_append_len (mbox, line, stop - line);
      g_string_append_c (mbox, '\n');
      line = next;
    }
}

static gboolean
is_note (const HeaderField *field)
{
  return header_field_is_named (field, "Status") || header_field_is_named (field, "X-Status") || header_field_is_named (field, "Content-Length");
}

static void
append_header (GString *mbox, const char *bytes, const char *end)
{
  HeaderField field;

  for (const char *at = bytes, *line = bytes; header_field_next (&at, end, &field); line = at)
    if (!is_note (&field))
      append_lines (mbox, line, (gsize) (at - line));
}

/* R: read; O: not recent. The others as mutt, Dovecot and Pine have them. */
static void
append_marks (GString *mbox, MboxMarks marks)
{
  if (marks.seen)
    g_string_append (mbox, "Status: RO\n");
  if (marks.answered || marks.flagged || marks.deleted || marks.draft)
    g_string_append_printf (mbox, "X-Status: %s%s%s%s\n", marks.answered ? "A" : "", marks.flagged ? "F" : "", marks.deleted ? "D" : "", marks.draft ? "T" : "");
}

/* The length of the header alone, without the empty line that ends it. */
static gsize
fields_length (const char *bytes, gsize length)
{
  const char *at = bytes;
  HeaderField field;

  while (header_field_next (&at, bytes + length, &field))
    continue;
  return (gsize) (at - bytes);
}

void
mbox_append (GString *mbox, const char *sender, gint64 unix_seconds, MboxMarks marks, const char *bytes, gsize length)
{
  gsize header = fields_length (bytes, length);

  append_separator (mbox, sender, unix_seconds);
  append_header (mbox, bytes, bytes + header);
  append_marks (mbox, marks);
  append_lines (mbox, bytes + header, length - header);
  g_string_append_c (mbox, '\n');
}
