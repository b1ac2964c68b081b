/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/server-log.h"

#include <string.h>

struct LogLine
{
  SimTime t;
  guint number;
  const char *host;    /* borrowed */
  const char *program; /* borrowed */
  guint pid;
  char *id; /* or NULL */
  char *text;
  gboolean hidden;
};

struct ServerLog
{
  gint64 start_unix_ns;
  GPtrArray *lines; /* LogLine * */
};

static void
free_line (gpointer data)
{
  LogLine *line = data;

  g_free (line->id);
  g_free (line->text);
  g_free (line);
}

ServerLog *
server_log_new (gint64 start_unix_ns)
{
  ServerLog *log = g_new0 (ServerLog, 1);

  log->start_unix_ns = start_unix_ns;
  log->lines = g_ptr_array_new_with_free_func (free_line);
  return log;
}

void
server_log_free (ServerLog *log)
{
  g_ptr_array_unref (log->lines);
  g_free (log);
}

LogLine *
server_log_add (ServerLog *log, SimTime t, const char *host, const char *program, guint pid, const char *id, const char *format, ...)
{
  LogLine *line = g_new0 (LogLine, 1);
  va_list arguments;

  *line = (LogLine){ t, log->lines->len, host, program, pid, g_strdup (id), NULL, FALSE };
  va_start (arguments, format);
  line->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (log->lines, line);
  return line;
}

void
log_line_set_hidden (LogLine *line, gboolean hidden)
{
  line->hidden = hidden;
}

void
log_line_set_id (LogLine *line, const char *id)
{
  g_free (line->id);
  line->id = g_strdup (id);
}

/* "Jan  5 09:00:01" (RFC 3164 4.1.2), in no locale's words. */
static void
write_date (gint64 unix_seconds, GString *out)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (unix_seconds);

  g_string_append_printf (out, "%s %2d %02d:%02d:%02d", months[g_date_time_get_month (date) - 1], g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date));
}

/* One line must stay one, and text: what cannot be printed is a question mark, as in Postfix's logs. */
static void
write_printable (const char *text, GString *out)
{
  const char *end = text + strlen (text);

  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *next = valid ? g_utf8_next_char (text) : text + 1;

      if (valid && !g_unichar_iscntrl (c))
        g_string_append_len (out, text, next - text);
      else
        g_string_append_c (out, '?');
      text = next;
    }
}

static void
write_line (const ServerLog *log, const LogLine *line, GString *out)
{
  gint64 unix_ns = log->start_unix_ns + line->t;

  write_date (unix_ns / SIM_SECOND - (unix_ns % SIM_SECOND < 0), out);
  g_string_append_printf (out, " %s %s[%u]: ", line->host, line->program, line->pid);
  if (line->id != NULL)
    g_string_append_printf (out, "%s: ", line->id);
  write_printable (line->text, out);
  g_string_append_c (out, '\n');
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const LogLine *first = *(LogLine *const *) a, *second = *(LogLine *const *) b;

  if (first->t != second->t)
    return first->t < second->t ? -1 : 1;
  return first->number < second->number ? -1 : first->number > second->number;
}

void
server_log_write (const ServerLog *log, SimTime until, const char *host, GString *out)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < log->lines->len; i++)
    {
      LogLine *line = g_ptr_array_index (log->lines, i);

      if (!line->hidden && line->t <= until && (host == NULL || strcmp (line->host, host) == 0))
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    write_line (log, g_ptr_array_index (lines, i), out);
}
