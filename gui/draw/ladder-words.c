/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/ladder-words.h"

#include "gui/draw/parcel-words.h"
#include "sim/codec/dns-message.h"
#include "sim/trace/story.h"

#include <string.h>

enum
{
  LONGEST = 90, /* bytes of a line that are looked at */
};

/* The first line of BLOB; *MORE: how many lines follow it. */
static char *
first_line (const Trace *trace, BlobId blob, guint *more)
{
  gsize length;
  const char *bytes = trace_blob (trace, blob, &length), *end = memchr (bytes, '\n', length);
  gsize first = end == NULL ? length : (gsize) (end - bytes);
  g_autofree char *line = g_strndup (bytes, MIN (first, LONGEST));

  *more = 0;
  for (const char *p = end; p != NULL && p + 1 < bytes + length; p = memchr (p + 1, '\n', length - (gsize) (p + 1 - bytes)))
    *more += 1;
  return g_utf8_make_valid (g_strchomp (line), -1);
}

/* "250-mail.example.org … and 9 lines more". */
static char *
quote (const Trace *trace, BlobId blob)
{
  guint more;
  g_autofree char *line = first_line (trace, blob, &more);

  if (more == 0)
    return g_steal_pointer (&line);
  return g_strdup_printf ("%s … + %u line%s", line, more, more == 1 ? "" : "s");
}

static gboolean
has_mail (const Trace *trace, const TraceRecord *record)
{
  return record->kind == TRACE_SMTP_DATA || (trace_kind_is_answer (record->kind) && record->kind != TRACE_SMTP_REPLY && parcel_words_has_mail (trace_blob (trace, record->text, NULL)));
}

/* "the message m1, 412 bytes". */
static char *
describe_mail (const Trace *trace, const TraceRecord *record)
{
  gsize length;
  g_autofree char *size = NULL;

  trace_blob (trace, record->text, &length);
  size = length < 10000 ? g_strdup_printf ("%" G_GSIZE_FORMAT " bytes", length) : g_format_size (length);
  if (record->message == 0)
    return g_strdup_printf ("a message, %s", size);
  return g_strdup_printf ("the message %s, %s", trace_message_label (trace, record->message), size);
}

static char *
describe_answer (const Trace *trace, const TraceRecord *record)
{
  const char *answer = trace_blob (trace, record->note, NULL);

  if (record->code != 0)
    return g_strdup (dns_code_name (record->code));
  return g_strdup_printf ("%s %s", trace_blob (trace, record->item, NULL), answer[0] == '\0' ? "none" : answer);
}

/* A lost packet, or one that is sent again. */
static char *
describe_packet (const Trace *trace, const TraceRecord *record)
{
  const char *what = record->value < 0 ? "lost" : "again";
  gsize length;
  guint more;
  g_autofree char *line = NULL;

  if (record->kind == TRACE_UDP)
    return g_strdup ("lost: a datagram");
  trace_blob (trace, record->text, &length);
  line = length > 0 ? first_line (trace, record->text, &more) : parcel_words_flags (record->code);
  return g_strdup_printf ("%s%s: %s", what, record->value < 0 && (record->code & TCP_AGAIN) ? " again" : "", line);
}

char *
ladder_words_arrow (const Trace *trace, const TraceRecord *record)
{
  if (trace_kind_is_packet (record->kind))
    return describe_packet (trace, record);
  if (record->kind == TRACE_CONNECT)
    return g_strdup_printf ("connects to port %u", record->code);
  if (record->kind == TRACE_DNS_QUERY)
    return g_strdup_printf ("%s %s?", trace_blob (trace, record->note, NULL), trace_blob (trace, record->text, NULL));
  if (record->kind == TRACE_DNS_ANSWER)
    return describe_answer (trace, record);
  return has_mail (trace, record) ? describe_mail (trace, record) : quote (trace, record->text);
}

static LadderStyle
style_of_reply (const Trace *trace, const TraceRecord *record)
{
  if (record->kind != TRACE_SMTP_REPLY)
    return record->code != 0 ? LADDER_BAD : *trace_blob (trace, record->text, NULL) == '+' && record->kind == TRACE_IMAP_RESPONSE ? LADDER_MORE
                                                                                                                                  : LADDER_GOOD;
  return record->code >= 500 ? LADDER_BAD : record->code >= 400 ? LADDER_WAIT
                                          : record->code >= 300 ? LADDER_MORE
                                                                : LADDER_GOOD;
}

LadderStyle
ladder_words_style (const Trace *trace, const TraceRecord *record)
{
  if (has_mail (trace, record))
    return LADDER_MAIL;
  if (trace_kind_is_answer (record->kind))
    return style_of_reply (trace, record);
  if (trace_kind_is_dialogue (record->kind))
    return LADDER_COMMAND;
  if (record->kind == TRACE_DNS_QUERY)
    return LADDER_QUESTION;
  return record->kind == TRACE_DNS_ANSWER ? LADDER_ANSWER : LADDER_CONTROL;
}

char *
ladder_words_note (const Trace *trace, TraceId id)
{
  g_autoptr (StoryLine) line = story_tell (trace, id);

  return g_steal_pointer (&line->what);
}
