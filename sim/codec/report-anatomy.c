/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/report-anatomy.h"

#include <string.h>

#include "sim/codec/header-field.h"
#include "sim/codec/mime-part.h"
#include "sim/codec/mime-value.h"

typedef struct
{
  const char *name, *meaning;
} Known;

/* RFC 3464 2.2, 2.3 */
static const Known fields[] = {
  { "Reporting-MTA", "the server that writes this report" },
  { "Received-From-MTA", "the server that it had the message from" },
  { "Arrival-Date", "when it took the message" },
  { "Original-Envelope-Id", "what the sender called this sending (ENVID, RFC 3461 4.4)" },
  { "DSN-Gateway", "what turned a foreign report into this one" },
  { "Original-Recipient", "the recipient as the sender wrote it (ORCPT, RFC 3461 4.2)" },
  { "Final-Recipient", "the recipient as the server had it in the end" },
  { "Remote-MTA", "the server that it spoke to, and that said so" },
  { "Diagnostic-Code", "that server's own words" },
  { "Last-Attempt-Date", "when it was tried last" },
  { "Will-Retry-Until", "until then it goes on trying; then it gives up" },
  { "Final-Log-ID", "the name of this delivery in the server's log" },
};

/* RFC 3464 2.3.3 */
static const Known actions[] = {
  { "failed", "given up: it will not be delivered" },
  { "delayed", "not yet: it is still being tried" },
  { "delivered", "it is in the mailbox" },
  { "relayed", "handed on to a server that sends no such reports" },
  { "expanded", "handed on to several recipients that this one stands for" },
};

/* RFC 3463 3; those with a source of their own name it */
static const Known details[] = {
  { "1.1", "there is no such mailbox" },
  { "1.2", "there is no such mail server" },
  { "1.10", "that domain takes no mail: a null MX (RFC 7505)" },
  { "2.1", "the mailbox is switched off" },
  { "2.2", "the mailbox is full" },
  { "2.3", "the message is longer than the mailbox takes" },
  { "3.1", "the mail system is full" },
  { "3.4", "the message is too large for the system" },
  { "4.1", "nobody answers" },
  { "4.2", "the connection was bad" },
  { "4.3", "the directory (DNS) failed" },
  { "4.4", "there is no way there" },
  { "4.6", "it went round in circles" },
  { "4.7", "it took too long" },
  { "5.0", "the two servers did not understand each other" },
  { "5.3", "too many recipients" },
  { "6.7", "not all characters could be written in the addresses (RFC 6531 4.2)" },
  { "7.1", "delivery is not allowed" },
};

/* RFC 3463 3.2 to 3.8, by the second number */
static const char *const subjects[] = { "nothing further is known", "the address", "the mailbox", "the mail system", "the network or the route", "the protocol", "the content", "security or policy" };

static const char *
find_known (const Known *known, guint n_known, const char *name)
{
  for (guint i = 0; i < n_known; i++)
    if (g_ascii_strcasecmp (known[i].name, name) == 0)
      return known[i].meaning;
  return NULL;
}

static const char *
describe_class (char class)
{
  switch (class)
    {
    case '2':
      return "success";
    case '4':
      return "for now";
    case '5':
      return "for good";
    default:
      return NULL;
    }
}

char *
report_anatomy_describe_status (const char *status)
{
  const char *class = describe_class (status[0]), *detail;
  guint subject;

  if (class == NULL || status[1] != '.' || !g_ascii_isdigit (status[2]))
    return g_strdup ("no status code as RFC 3463 has them");
  detail = find_known (details, G_N_ELEMENTS (details), status + 2);
  if (detail != NULL)
    return g_strdup_printf ("%s: %s (RFC 3463)", class, detail);
  subject = (guint) (status[2] - '0');
  return g_strdup_printf ("%s; it is about %s (RFC 3463)", class, subject > 0 && subject < G_N_ELEMENTS (subjects) ? subjects[subject] : "nothing in particular");
}

static char *
describe_field (const char *name, const char *value)
{
  const char *meaning;

  if (g_ascii_strcasecmp (name, "Status") == 0)
    return report_anatomy_describe_status (value);
  if (g_ascii_strcasecmp (name, "Action") == 0)
    meaning = find_known (actions, G_N_ELEMENTS (actions), value);
  else
    meaning = find_known (fields, G_N_ELEMENTS (fields), name);
  return g_strdup (meaning != NULL ? meaning : "not a field of RFC 3464");
}

static void
add_field (GArray *out, char *name, char *value)
{
  ReportField field = { name, value, name[0] == '\0' ? g_strdup ("and of the next recipient:") : describe_field (name, value) };

  g_array_append_val (out, field);
}

/* Groups of fields, parted by empty lines: of the message, then of each recipient (RFC 3464 2.1). */
static void
read_fields (GArray *out, const char *at, const char *end)
{
  guint groups = 0;

  while (at < end)
    {
      HeaderField field;

      if (groups >= 2)
        add_field (out, g_strdup (""), g_strdup (""));
      while (header_field_next (&at, end, &field))
        add_field (out, g_strndup (field.name, field.name_length), header_field_dup_value (&field));
      groups++;
      while (at < end && strchr ("\r\n", *at))
        at++;
    }
}

static void
clear_field (gpointer data)
{
  ReportField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field->meaning);
}

static void
free_part (gpointer data)
{
  ReportPart *part = data;

  g_free (part->type);
  g_free (part->text);
  g_array_unref (part->fields);
  g_free (part);
}

static char *
dup_lines (const char *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);
  g_auto (GStrv) lines = g_strsplit (valid, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}

static MimeValue *
read_type (const char *bytes, const MimePart *part)
{
  HeaderField field;
  g_autofree char *value = NULL;

  if (!header_field_find (bytes + part->header, bytes + part->body, "Content-Type", &field))
    return mime_value_parse ("text/plain");
  value = header_field_dup_value (&field);
  return mime_value_parse (value);
}

static ReportPart *
read_part (const char *bytes, const MimePart *part)
{
  g_autoptr (MimeValue) type = read_type (bytes, part);
  ReportPart *report = g_new0 (ReportPart, 1);
  gboolean status = type != NULL && mime_value_is (type, "message", "delivery-status");

  report->kind = status ? REPORT_FOR_PROGRAMS : type != NULL && mime_value_is (type, "text", "plain") ? REPORT_FOR_PEOPLE
                                                                                                      : REPORT_RETURNED;
  report->type = type == NULL || type->subtype == NULL ? g_strdup ("text/plain") : g_strdup_printf ("%s/%s", type->type, type->subtype);
  report->text = dup_lines (bytes + part->body, part->end - part->body);
  report->fields = g_array_new (FALSE, FALSE, sizeof (ReportField));
  g_array_set_clear_func (report->fields, clear_field);
  if (status)
    read_fields (report->fields, bytes + part->body, bytes + part->end);
  return report;
}

GPtrArray *
report_anatomy_new (const char *bytes, gsize length)
{
  g_autoptr (GPtrArray) parts = mime_part_parse (bytes, length);
  const MimePart *whole = g_ptr_array_index (parts, 0);
  g_autoptr (MimeValue) type = read_type (bytes, whole);
  GPtrArray *report;

  if (type == NULL || !mime_value_is (type, "multipart", "report") || g_strcmp0 (mime_value_find (type, "report-type"), "delivery-status") != 0)
    return NULL;
  report = g_ptr_array_new_with_free_func (free_part);
  for (const MimePart *part = whole->first; part != NULL; part = part->next)
    g_ptr_array_add (report, read_part (bytes, part));
  return report;
}
