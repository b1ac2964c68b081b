/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/fault-mark.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *kind;
  const char *host; /* NULL: its state says it */
  const char *way;  /* NULL: strikes no way */
} Words;

static const Words all_words[] = {
  { "down", NULL, NULL },
  { "crash", NULL, NULL },
  { "refuse", "refuses", NULL },
  { "slow", "slow", "slow" },
  { "loss", "loses", "loses" },
  { "hang", "hangs", NULL },
  { "drop", "drops", NULL },
  { "reply", "says", NULL },
  { "mailbox-full", "mailbox full", NULL },
  { "disk-full", "disk full", NULL },
  { "partition", NULL, "cut" },
  { "dns", "out of order", NULL },
  { "lose", NULL, NULL },
  { "reset", NULL, NULL },
  { "zone", "new zone", NULL },
};

static const char between[] = " <-> ";

static const char *
text_of (const Trace *trace, BlobId blob)
{
  return trace_blob (trace, blob, NULL);
}

static const Words *
find_words (const Trace *trace, const TraceRecord *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_words); i++)
    if (strcmp (all_words[i].kind, text_of (trace, fault->text)) == 0)
      return &all_words[i];
  return NULL;
}

/* Whether the user of mailbox ABOUT has it on HOST. */
static gboolean
keeps_mailbox (const Trace *trace, const char *about, HostId host)
{
  guint introductions = trace_count (trace);

  for (TraceId id = 1; id <= introductions && trace_get (trace, id)->t == 0; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MAILBOX && record->host == host && strcmp (text_of (trace, record->text), about) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
serves_zone (const Trace *trace, const char *about, HostId host)
{
  const TraceRecord *record = trace_host_record (trace, host);

  return record != NULL && record->code == HOST_NAME_SERVER && strcmp (text_of (trace, record->note), about) == 0;
}

gboolean
fault_mark_strikes (const Trace *trace, const TraceRecord *fault, HostId host)
{
  const char *about = text_of (trace, fault->note);

  if (fault->host != 0)
    return fault->host == host;
  if (strstr (about, between) != NULL)
    return FALSE;
  return strchr (about, '@') != NULL ? keeps_mailbox (trace, about, host) : serves_zone (trace, about, host);
}

/* How often, of "DATA, once" and "DATA, 2 times": there is little room. */
static void
append_often (const char *rule, char mark[FAULT_MARK_SIZE])
{
  const char *often = strrchr (rule, ',');

  if (often == NULL)
    return;
  if (g_str_has_suffix (rule, ", once"))
    g_strlcat (mark, " once", FAULT_MARK_SIZE);
  else if (g_str_has_suffix (rule, " times"))
    {
      g_autofree char *times = g_strdup_printf (" ×%d", atoi (often + 1));

      g_strlcat (mark, times, FAULT_MARK_SIZE);
    }
}

/* "450 ×2" of "RCPT carol@example.org: 450 4.2.0, 2 times": the code, and how often. */
static void
append_rule (const char *rule, gboolean is_reply, char mark[FAULT_MARK_SIZE])
{
  const char *code = strstr (rule, ": ");

  if (is_reply && code != NULL)
    {
      g_strlcat (mark, " ", FAULT_MARK_SIZE);
      strncat (mark, code + 2, MIN (strspn (code + 2, "0123456789"), 3));
    }
  append_often (rule, mark);
}

static void
append_port (const char *about, char mark[FAULT_MARK_SIZE])
{
  const char *port = strchr (about, ':');

  if (port == NULL)
    return;
  g_strlcat (mark, " ", FAULT_MARK_SIZE);
  g_strlcat (mark, port, FAULT_MARK_SIZE);
}

void
fault_mark_host (const Trace *trace, const Snapshot *snapshot, HostId host, char mark[FAULT_MARK_SIZE])
{
  mark[0] = '\0';
  for (guint i = snapshot->faults->len; i > 0; i--)
    {
      const TraceRecord *fault = trace_get (trace, g_array_index (snapshot->faults, TraceId, i - 1));
      const Words *words = find_words (trace, fault);

      if (words == NULL || words->host == NULL || !fault_mark_strikes (trace, fault, host))
        continue;
      g_strlcpy (mark, words->host, FAULT_MARK_SIZE);
      append_port (text_of (trace, fault->note), mark);
      append_rule (text_of (trace, fault->conn), strcmp (words->kind, "reply") == 0, mark);
      return;
    }
}

/* Whether NAME is one of those from LIST up to END, parted by ", ". */
static gboolean
is_listed (const char *list, const char *end, const char *name)
{
  gsize length = strlen (name);

  for (const char *found = strstr (list, name); found != NULL && found + length <= end; found = strstr (found + 1, name))
    if ((found == list || found[-1] == ' ') && (found + length == end || found[length] == ','))
      return TRUE;
  return FALSE;
}

static gboolean
is_between (const char *about, const char *a, const char *b)
{
  const char *first_end = strstr (about, between), *second, *end = about + strlen (about);

  if (first_end == NULL)
    return FALSE;
  second = first_end + strlen (between);
  return (is_listed (about, first_end, a) && is_listed (second, end, b)) || (is_listed (about, first_end, b) && is_listed (second, end, a));
}

gboolean
fault_mark_strikes_way (const Trace *trace, const TraceRecord *fault, HostId a, HostId b)
{
  return is_between (text_of (trace, fault->note), trace_host_name (trace, a), trace_host_name (trace, b));
}

const char *
fault_mark_way (const Trace *trace, const Snapshot *snapshot, HostId a, HostId b)
{
  for (guint i = snapshot->faults->len; i > 0; i--)
    {
      const TraceRecord *fault = trace_get (trace, g_array_index (snapshot->faults, TraceId, i - 1));
      const Words *words = find_words (trace, fault);

      if (words != NULL && words->way != NULL && fault_mark_strikes_way (trace, fault, a, b))
        return words->way;
    }
  return NULL;
}
