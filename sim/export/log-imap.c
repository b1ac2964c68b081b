/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-access.h"

#include "sim/codec/imap-command.h"
#include "sim/codec/sasl-plain.h"

#include <string.h>

/* The two that log in; everything after the verb. */
static void
note_login (LogAccess *access, ImapScanner *rest)
{
  g_autofree char *name = imap_scanner_take_char (rest, ' ') ? imap_scanner_dup_astring (rest) : NULL;

  log_access_note_user (access, name, "PLAIN");
}

static void
note_response (LogAccess *access, const char *text, gsize length)
{
  g_auto (SaslPlain) plain = { NULL };
  g_autofree char *name = NULL;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (g_strcmp0 (access->method, "LOGIN") != 0)
    {
      if (sasl_plain_parse (text, length, &plain))
        log_access_note_user (access, plain.name, NULL);
      return;
    }
  name = access->user == NULL ? sasl_decode (text, length, NULL) : NULL;
  log_access_note_user (access, name, NULL);
}

static void
note_authenticate (LogAccess *access, ImapScanner *rest)
{
  const char *mechanism;
  gsize length;
  g_autofree char *method = NULL;

  if (!imap_scanner_take_char (rest, ' ') || !imap_scanner_take_atom (rest, &mechanism, &length))
    return;
  method = g_ascii_strup (mechanism, (gssize) length);
  g_clear_pointer (&access->user, g_free);
  log_access_note_user (access, NULL, method);
  if (imap_scanner_take_char (rest, ' '))
    note_response (access, rest->at, (gsize) (rest->end - rest->at));
}

static void
begin_command (LogAccess *access, const char *line, gsize length, SimTime t)
{
  LogImap *imap = &access->imap;
  ImapCommand command;

  if (!imap_command_parse (line, length, &command))
    return;
  g_strlcpy (imap->verb, command.verb, sizeof imap->verb);
  imap->running = TRUE;
  imap->since = t;
  imap->said = 0;
  g_free (access->tag);
  access->tag = g_strndup (command.tag, (gsize) command.tag_length);
  if (strcmp (command.verb, "LOGIN") == 0)
    note_login (access, &command.rest);
  else if (strcmp (command.verb, "AUTHENTICATE") == 0)
    note_authenticate (access, &command.rest);
  access->leaves = access->leaves || strcmp (command.verb, "LOGOUT") == 0;
}

static gsize
length_without_end (const char *line, gsize length)
{
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  return length;
}

void
log_imap_command (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = log_access_find (walk, record);
  gsize length;
  const char *line = trace_blob (walk->trace, record->text, &length);

  if (access == NULL)
    return;
  if (access->logged_in)
    access->imap.in += length;
  if (!access->asked)
    begin_command (access, line, length_without_end (line, length), record->t);
  else if (!access->logged_in)
    note_response (access, line, length);
  access->asked = FALSE;
}

/* What a response carries in a literal is a header or a body, as its name says: "BODY[HEADER] {310}". */
static void
count_literal (LogImap *imap, const char *line, gsize length, gsize bytes)
{
  const char *end = line + length, *bracket = NULL, *name = line;

  for (const char *at = line; at < end; at++)
    if (*at == '[')
      bracket = at;
  if (bracket != NULL)
    name = bracket;
  if (g_strstr_len (name, end - name, "HEADER") != NULL || g_strstr_len (name, end - name, ".MIME") != NULL)
    {
      imap->headers++;
      imap->header_bytes += bytes;
    }
  else if (bracket != NULL || g_strstr_len (name, end - name, "RFC822") != NULL)
    {
      imap->bodies++;
      imap->body_bytes += bytes;
    }
}

/* The bytes that the literal at the end of LINE announces, or 0 where there is none (RFC 3501 4.3). */
static gsize
find_literal (const char *line, gsize length)
{
  const char *end = line + length, *at = end;

  if (length < 3 || end[-1] != '}')
    return 0;
  for (at--; at > line && g_ascii_isdigit (at[-1]);)
    at--;
  return at > line && at[-1] == '{' ? (gsize) g_ascii_strtoull (at, NULL, 10) : 0;
}

/* Whether LINE ends the command that is under way. */
static gboolean
is_result (const LogAccess *access, const char *line, gsize length)
{
  gsize tag = access->tag == NULL ? 0 : strlen (access->tag);

  return tag > 0 && length > tag && strncmp (line, access->tag, tag) == 0 && line[tag] == ' ';
}

static void
take_result (LogWalk *walk, LogAccess *access, const char *result, SimTime t)
{
  gboolean logs_in = strcmp (access->imap.verb, "LOGIN") == 0 || strcmp (access->imap.verb, "AUTHENTICATE") == 0;

  access->imap.running = FALSE;
  access->imap.since = t;
  if (access->logged_in || !logs_in)
    return;
  if (g_str_has_prefix (result, "OK"))
    log_access_log_in (walk, access);
  else if (g_str_has_prefix (result, "NO"))
    access->failures++;
}

static void
take_line (LogWalk *walk, LogAccess *access, const char *line, gsize length, SimTime t)
{
  if (is_result (access, line, length))
    take_result (walk, access, line + strlen (access->tag) + 1, t);
  else if (length > 0 && line[0] == '+')
    access->asked = TRUE;
  else if (g_str_has_prefix (line, "* BYE"))
    access->bye = TRUE;
}

/* Line by line; what is in literals is no line. */
static void
take_response (LogWalk *walk, LogAccess *access, const char *text, gsize length, SimTime t)
{
  const char *end = text + length;

  for (const char *line = text, *next; line < end; line = next)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize whole = (gsize) ((newline == NULL ? end : newline + 1) - line), bare = length_without_end (line, whole);
      gsize literal = find_literal (line, bare);

      if (literal > 0)
        count_literal (&access->imap, line, bare, literal);
      take_line (walk, access, line, bare, t);
      next = line + MIN (whole + literal, (gsize) (end - line));
    }
}

void
log_imap_response (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = log_access_find (walk, record);
  gsize length;
  const char *text = trace_blob (walk->trace, record->text, &length);

  if (access == NULL)
    return;
  take_response (walk, access, text, length, record->t);
  access->imap.said += length;
  if (access->logged_in)
    access->imap.out += length;
  if (access->bye)
    log_access_end (walk, access, access->leaves ? "Logged out" : "Too many invalid IMAP commands.");
}

/* The IMAP session that led to RECORD, a change in a mailbox; NULL: there was none. */
static LogAccess *
find_changer (const LogWalk *walk, const TraceRecord *record)
{
  for (TraceId id = record->cause; id != 0; id = trace_get (walk->trace, id)->cause)
    {
      const LogConnection *connection = log_connections_find_of (walk->connections, trace_get (walk->trace, id));

      if (connection != NULL)
        return connection->port == LOG_PORT_IMAP && connection->server == record->host ? g_hash_table_lookup (walk->access, GUINT_TO_POINTER (connection->number)) : NULL;
    }
  return NULL;
}

void
log_imap_flags (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = log_mailboxes_mark (walk->mailboxes, record) ? find_changer (walk, record) : NULL;

  if (access != NULL)
    access->imap.deleted++;
}

void
log_imap_removed (LogWalk *walk, TraceId id, const TraceRecord *record)
{
  LogAccess *access = find_changer (walk, record);

  if (access != NULL)
    access->imap.expunged++;
}

void
log_imap_write (const LogImap *imap, GString *out)
{
  g_string_append_printf (out, "in=%" G_GSIZE_FORMAT " out=%" G_GSIZE_FORMAT " deleted=%u expunged=%u trashed=0 hdr_count=%u hdr_bytes=%" G_GSIZE_FORMAT " body_count=%u body_bytes=%" G_GSIZE_FORMAT,
                          imap->in, imap->out, imap->deleted, imap->expunged, imap->headers, imap->header_bytes, imap->bodies, imap->body_bytes);
}

char *
log_imap_describe_state (const LogImap *imap, SimTime now)
{
  double seconds = (double) (now - imap->since) / SIM_SECOND;

  if (imap->verb[0] == '\0')
    return g_strdup ("Connection closed");
  if (imap->running)
    return g_strdup_printf ("Connection closed (%s running for 0.000 + waiting input for %.3f secs, 2 B in + %" G_GSIZE_FORMAT " B out, state=wait-input)", imap->verb, seconds, imap->said);
  return g_strdup_printf ("Connection closed (%s finished %.3f secs ago)", imap->verb, seconds);
}
