/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-json.h"

#include <string.h>

void
trace_json_write_string (const char *text, gsize length, GString *out)
{
  static const char hex[] = "0123456789abcdef";
  const char *plain = text, *end = text + length;

  g_string_append_c (out, '"');
  for (const char *p = text; p < end; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, plain, p - plain);
      plain = p + 1;
      g_string_append_c (out, '\\');
      if (c == '"' || c == '\\')
        g_string_append_c (out, (char) c);
      else if (c == '\r')
        g_string_append_c (out, 'r');
      else if (c == '\n')
        g_string_append_c (out, 'n');
      else if (c == '\t')
        g_string_append_c (out, 't');
      else
        {
          g_string_append (out, "u00");
          g_string_append_c (out, hex[c >> 4]);
          g_string_append_c (out, hex[c & 15]);
        }
    }
  g_string_append_len (out, plain, end - plain);
  g_string_append_c (out, '"');
}

static void
write_key (const char *name, GString *out)
{
  g_string_append (out, ", \"");
  g_string_append (out, name);
  g_string_append (out, "\": ");
}

static void
write_number (const char *name, gint64 number, GString *out)
{
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);

  write_key (name, out);
  g_string_append_len (out, digits, length);
}

static void
write_base64 (const char *name, const char *bytes, gsize length, GString *out)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) bytes, length);

  g_string_append_printf (out, ", \"%s_base64\": \"%s\"", name, encoded);
}

static void
write_plain (const char *name, const char *text, GString *out)
{
  write_key (name, out);
  trace_json_write_string (text, strlen (text), out);
}

static void
write_flags (const char *name, gint64 value, const TraceFlag *flags, const char *separator, GString *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_TRACE_FLAGS; i++)
    if (value & flags[i].bit)
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : separator, flags[i].name);
  write_plain (name, text->str, out);
}

static void
write_blob (const Trace *trace, const char *name, TraceFieldType type, BlobId id, GString *out)
{
  gsize length;
  const char *bytes = trace_blob (trace, id, &length);

  if (type == FIELD_DIGITS)
    {
      write_key (name, out);
      g_string_append_len (out, bytes, length);
    }
  else if (type == FIELD_TEXT && g_utf8_validate_len (bytes, length, NULL))
    {
      write_key (name, out);
      trace_json_write_string (bytes, length, out);
    }
  else
    write_base64 (name, bytes, length, out);
}

static void
write_address (const char *name, gint64 address, GString *out)
{
  g_autofree char *text = g_strdup_printf ("%d.%d.%d.%d", (int) (address >> 24 & 255), (int) (address >> 16 & 255),
                                           (int) (address >> 8 & 255), (int) (address & 255));

  write_plain (name, text, out);
}

static void
write_arrival (const char *name, gint64 arrival, GString *out)
{
  write_number (name, ABS (arrival), out);
  if (arrival < 0)
    g_string_append (out, ", \"lost\": true");
}

static void
write_date (const char *name, gint64 unix_ns, GString *out)
{
  g_autofree char *text = sim_time_format_iso (unix_ns, 0);

  write_plain (name, text, out);
}

static void
write_field (const Trace *trace, const TraceField *field, gint64 value, GString *out)
{
  switch (field->type)
    {
    case FIELD_NONE:
      break;
    case FIELD_NUMBER:
    case FIELD_TIME:
      write_number (field->name, value, out);
      break;
    case FIELD_TEXT:
    case FIELD_BYTES:
    case FIELD_DIGITS:
      write_blob (trace, field->name, field->type, (BlobId) value, out);
      break;
    case FIELD_HOST:
      write_plain (field->name, trace_host_name (trace, (HostId) value), out);
      break;
    case FIELD_ARRIVAL:
      write_arrival (field->name, value, out);
      break;
    case FIELD_DATE:
      write_date (field->name, value, out);
      break;
    case FIELD_ADDRESS:
      write_address (field->name, value, out);
      break;
    case FIELD_ROLE:
      write_plain (field->name, host_role_name ((HostRole) value), out);
      break;
    case FIELD_CLASS:
      write_plain (field->name, message_class_name ((MessageClass) value), out);
      break;
    case FIELD_STATE:
      write_plain (field->name, host_state_name ((HostState) value), out);
      break;
    case FIELD_FLAGS:
      write_flags (field->name, value, trace_tcp_flags, ",", out);
      break;
    case FIELD_MARKS:
      write_flags (field->name, value, trace_marks, " ", out);
      break;
    case FIELD_MESSAGE:
      write_plain (field->name, trace_message_label (trace, (MessageId) value), out);
      break;
    }
}

/* A number that is always there, or a blob, host or message that may be none. */
static gboolean
is_present (const TraceField *field, gint64 value)
{
  switch (field->type)
    {
    case FIELD_NONE:
      return FALSE;
    case FIELD_TEXT:
    case FIELD_BYTES:
    case FIELD_HOST:
    case FIELD_MESSAGE:
      return value != 0;
    case FIELD_TIME:
      return value != SIM_NEVER;
    case FIELD_NUMBER:
    case FIELD_DIGITS:
    case FIELD_ARRIVAL:
    case FIELD_DATE:
    case FIELD_ADDRESS:
    case FIELD_ROLE:
    case FIELD_CLASS:
    case FIELD_STATE:
    case FIELD_FLAGS:
    case FIELD_MARKS:
      return TRUE;
    }
  g_assert_not_reached ();
}

void
trace_json_write (const Trace *trace, TraceId id, GString *out)
{
  const TraceRecord *record = trace_get (trace, id);
  const TraceKindInfo *info = trace_kind_info (record->kind);
  const gint64 values[N_SLOTS] = { record->peer, record->code, record->conn, record->message,
                                   record->item, record->text, record->note, record->value };

  g_string_append_printf (out, "{\"id\": %u, \"cause\": %u, \"t\": %" G_GINT64_FORMAT, id, record->cause, record->t);
  if (record->host != 0)
    write_plain ("host", trace_host_name (trace, record->host), out);
  write_plain ("kind", info->name, out);
  for (guint slot = 0; slot < N_SLOTS; slot++)
    if (is_present (&info->fields[slot], values[slot]))
      write_field (trace, &info->fields[slot], values[slot], out);
  g_string_append (out, "}\n");
}

char *
trace_json_digest (const Trace *trace)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) line = g_string_new (NULL);

  for (TraceId id = 1; id <= trace_count (trace); id++)
    {
      g_string_truncate (line, 0);
      trace_json_write (trace, id, line);
      g_checksum_update (checksum, (const guchar *) line->str, (gssize) line->len);
    }
  return g_strdup (g_checksum_get_string (checksum));
}
