/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/parcel.h"

#include "gui/draw/parcel-words.h"

static gboolean
is_report (const Trace *trace, MessageId message)
{
  const TraceRecord *record = message == 0 ? NULL : trace_message_record (trace, message);

  return record != NULL && record->code != MESSAGE_MAIL;
}

static void
set_words (Parcel *parcel, char *text, char *label)
{
  g_free (parcel->text);
  g_free (parcel->label);
  parcel->text = text;
  parcel->label = label;
}

static void
become_mail (Parcel *parcel, const Trace *trace, MessageId message)
{
  const char *name = message == 0 ? "mail" : trace_message_label (trace, message);

  parcel->kind = is_report (trace, message) ? PARCEL_BOUNCE : PARCEL_MAIL;
  parcel->fill = parcel_usual_colour (parcel);
  set_words (parcel, g_strdup (""), g_strdup (name));
}

static ParcelReply
class_of_reply (const TraceRecord *record, const char *line)
{
  if (record->kind != TRACE_SMTP_REPLY)
    return parcel_words_is_refusal (line) ? PARCEL_REPLY_NEVER : line[0] == '+' && line[1] != 'O' ? PARCEL_REPLY_GO_ON : PARCEL_REPLY_DONE;
  if (record->code >= 500)
    return PARCEL_REPLY_NEVER;
  if (record->code >= 400)
    return PARCEL_REPLY_LATER;
  return record->code >= 300 ? PARCEL_REPLY_GO_ON : PARCEL_REPLY_DONE;
}

static Colour
colour_of_reply (ParcelReply reply)
{
  switch (reply)
    {
    case PARCEL_REPLY_DONE:
      return colour_green;
    case PARCEL_REPLY_GO_ON:
      return colour_blue;
    case PARCEL_REPLY_LATER:
      return colour_orange;
    case PARCEL_REPLY_NEVER:
      return colour_vermilion;
    }
  g_assert_not_reached ();
}

Colour
parcel_usual_colour (const Parcel *parcel)
{
  switch (parcel->kind)
    {
    case PARCEL_CONTROL:
      return colour_grey;
    case PARCEL_QUESTION:
      return colour_yellow;
    case PARCEL_ANSWER:
      return colour_purple;
    case PARCEL_COMMAND:
      return colour_sky;
    case PARCEL_REPLY:
      return colour_of_reply (parcel->reply);
    case PARCEL_MAIL:
    case PARCEL_BOUNCE:
    case PARCEL_NOTE:
      return colour_white;
    }
  g_assert_not_reached ();
}

static void
become_command (Parcel *parcel, const Trace *trace, const TraceRecord *record)
{
  const char *line = trace_blob (trace, record->text, NULL);

  parcel->kind = PARCEL_COMMAND;
  parcel->fill = parcel_usual_colour (parcel);
  set_words (parcel, parcel_words_verb (line, record->kind == TRACE_IMAP_COMMAND), parcel_words_rest (line, record->kind == TRACE_IMAP_COMMAND));
}

static void
become_reply (Parcel *parcel, const Trace *trace, const TraceRecord *record)
{
  const char *line = trace_blob (trace, record->text, NULL);

  if (record->kind != TRACE_SMTP_REPLY && parcel_words_has_mail (line))
    {
      become_mail (parcel, trace, record->message);
      return;
    }
  parcel->kind = PARCEL_REPLY;
  parcel->reply = class_of_reply (record, line);
  parcel->fill = parcel_usual_colour (parcel);
  set_words (parcel, parcel_words_code (line), parcel_words_answer (line));
}

static void
become_question (Parcel *parcel, const Trace *trace, const TraceRecord *record)
{
  parcel->kind = PARCEL_QUESTION;
  parcel->fill = parcel_usual_colour (parcel);
  set_words (parcel, g_strdup ("?"),
             g_strdup_printf ("%s %s?", trace_blob (trace, record->note, NULL), trace_blob (trace, record->text, NULL)));
}

static void
become_answer (Parcel *parcel, const Trace *trace, const TraceRecord *record)
{
  parcel->kind = PARCEL_ANSWER;
  parcel->fill = record->code == 0 ? parcel_usual_colour (parcel) : colour_vermilion;
  set_words (parcel, g_strdup (record->code == 0 ? "" : "!"), parcel_words_shorten (trace_blob (trace, record->note, NULL)));
}

/* A piece of a longer text is a dot of the colour of what is said; an acknowledgement alone is a dot without words. */
static void
become_control (Parcel *parcel, const TraceRecord *record)
{
  gboolean has_bytes = record->kind == TRACE_TCP && record->text != 0;
  gboolean is_handshake = (record->code & TCP_ON_WIRE) != TCP_ACK || (record->item == 1 && record->note == 1);

  parcel->kind = PARCEL_CONTROL;
  parcel->fill = has_bytes ? colour_sky : parcel_usual_colour (parcel);
  set_words (parcel, g_strdup (""), has_bytes || !is_handshake ? g_strdup ("") : parcel_words_flags (record->code));
}

static void
add_again (Parcel *parcel)
{
  parcel->again = TRUE;
  set_words (parcel, g_strdup (parcel->text), g_strdup_printf ("again%s%s", parcel->label[0] == '\0' ? "" : ": ", parcel->label));
}

static void
become_carried (Parcel *parcel, const Trace *trace, const TraceRecord *packet, const TraceRecord *carried)
{
  switch ((int) (carried == NULL ? TRACE_KIND_NONE : carried->kind))
    {
    case TRACE_SMTP_COMMAND:
    case TRACE_POP3_COMMAND:
    case TRACE_IMAP_COMMAND:
      become_command (parcel, trace, carried);
      break;
    case TRACE_SMTP_REPLY:
    case TRACE_POP3_REPLY:
    case TRACE_IMAP_RESPONSE:
      become_reply (parcel, trace, carried);
      break;
    case TRACE_SMTP_DATA:
      become_mail (parcel, trace, carried->message);
      break;
    case TRACE_DNS_QUERY:
      become_question (parcel, trace, carried);
      break;
    case TRACE_DNS_ANSWER:
      become_answer (parcel, trace, carried);
      break;
    default:
      become_control (parcel, packet);
    }
}

static gboolean
is_said (TraceKind kind)
{
  return trace_kind_is_dialogue (kind) || kind == TRACE_DNS_QUERY || kind == TRACE_DNS_ANSWER;
}

/* What PACKET carries: the record that led to it, or, where a real program spoke, the line that was read
 * from it. NULL where it carries nothing. */
static const TraceRecord *
find_carried (const Trace *trace, TraceId packet)
{
  const TraceRecord *record = trace_get (trace, packet), *before = record->cause == 0 ? NULL : trace_get (trace, record->cause);
  const TraceRecord *behind = packet == trace_count (trace) ? NULL : trace_get (trace, packet + 1);

  if (record->kind == TRACE_TCP && !(record->code & TCP_PSH))
    return NULL;
  if (before != NULL && before->host == record->host && is_said (before->kind))
    return before;
  return behind != NULL && behind->cause == packet && behind->host == record->host ? behind : NULL;
}

Parcel *
parcel_of_packet (const Trace *trace, TraceId id)
{
  const TraceRecord *packet = trace_get (trace, id);
  Parcel *parcel = g_new0 (Parcel, 1);

  become_carried (parcel, trace, packet, find_carried (trace, id));
  parcel->lost = packet->value < 0;
  if (packet->kind == TRACE_TCP && (packet->code & TCP_AGAIN) != 0)
    add_again (parcel);
  return parcel;
}

static Parcel *
note_new (ParcelNote note, Colour fill, char *label)
{
  Parcel *parcel = g_new0 (Parcel, 1);

  parcel->kind = PARCEL_NOTE;
  parcel->note = note;
  parcel->fill = fill;
  parcel->text = g_strdup ("");
  parcel->label = label;
  return parcel;
}

static char *
next_try (const TraceRecord *record)
{
  g_autofree char *wait = sim_time_format_friendly (record->value - record->t);

  return g_strdup_printf ("again in %s", wait);
}

static char *
verdict (const Trace *trace, const TraceRecord *record)
{
  if (record->code == 0)
    return g_strdup ("gives up");
  return g_strdup_printf ("%u %s", record->code, trace_blob (trace, record->note, NULL));
}

static Parcel *
note_of_message (const Trace *trace, const TraceRecord *record)
{
  Parcel *parcel = note_new (PARCEL_NOTE_MAIL, colour_white, g_strdup (trace_message_label (trace, record->message)));

  parcel->kind = is_report (trace, record->message) ? PARCEL_BOUNCE : PARCEL_MAIL;
  return parcel;
}

Parcel *
parcel_of_moment (const Trace *trace, TraceId id)
{
  const TraceRecord *record = trace_get (trace, id);

  switch ((int) record->kind)
    {
    case TRACE_COMPOSED:
    case TRACE_MESSAGE:
      return note_of_message (trace, record);
    case TRACE_ACCEPTED:
      return note_new (PARCEL_NOTE_TICK, colour_green, g_strdup ("accepted"));
    case TRACE_STORED:
      return note_new (PARCEL_NOTE_TICK, colour_green, g_strdup ("in the mailbox"));
    case TRACE_FETCHED:
      return note_new (PARCEL_NOTE_TICK, colour_green, g_strdup ("fetched"));
    case TRACE_DEFERRED:
      return note_new (PARCEL_NOTE_CLOCK, colour_orange, next_try (record));
    case TRACE_BOUNCED:
    case TRACE_REJECTED:
      return note_new (PARCEL_NOTE_CROSS, colour_vermilion, verdict (trace, record));
    case TRACE_DISCARDED:
      return note_new (PARCEL_NOTE_CROSS, colour_vermilion, g_strdup ("discarded"));
    case TRACE_LOST:
      return note_new (PARCEL_NOTE_CROSS, colour_vermilion, g_strdup ("lost"));
    case TRACE_EXPANDED:
      return note_new (PARCEL_NOTE_TICK, colour_green, g_strdup_printf ("for %s", trace_blob (trace, record->text, NULL)));
    case TRACE_ACTIVE:
      return note_new (PARCEL_NOTE_CLOCK, colour_orange, g_strdup ("waits for its turn"));
    case TRACE_CONNECT_FAILED:
      return note_new (PARCEL_NOTE_CROSS, colour_orange, g_strdup (trace_blob (trace, record->text, NULL)));
    case TRACE_DNS_FAILED:
      return note_new (PARCEL_NOTE_CROSS, colour_orange, g_strdup ("no answer"));
    default:
      return NULL;
    }
}

void
parcel_free (Parcel *parcel)
{
  g_free (parcel->text);
  g_free (parcel->label);
  g_free (parcel);
}
