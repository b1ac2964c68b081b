/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dns-staleness.h"

#include <string.h>

/* Whether NAME is ORIGIN or below it. */
static gboolean
is_below (const char *name, const char *origin)
{
  gsize length = strlen (name), tail = strlen (origin);

  if (strcmp (origin, ".") == 0)
    return TRUE;
  return length >= tail && g_ascii_strcasecmp (name + length - tail, origin) == 0 && (length == tail || name[length - tail - 1] == '.');
}

/* The latest version of the zone that knows NAME best. */
static const TraceRecord *
find_zone (const Trace *trace, const GArray *zones, guint position, const char *name)
{
  const TraceRecord *best = NULL;

  for (guint i = 0; i < zones->len && g_array_index (zones, TraceId, i) <= position; i++)
    {
      const TraceRecord *zone = trace_get (trace, g_array_index (zones, TraceId, i));
      const char *origin = trace_blob (trace, zone->text, NULL);

      if (is_below (name, origin) && (best == NULL || strlen (origin) >= strlen (trace_blob (trace, best->text, NULL))))
        best = zone;
    }
  return best;
}

/* WORD of a master file without the last dot, below ORIGIN where it has none. */
static char *
complete (const char *word, const char *origin)
{
  gsize length = strlen (word);

  if (strcmp (word, "@") == 0)
    return g_strdup (origin);
  if (length > 1 && word[length - 1] == '.')
    return g_strndup (word, length - 1);
  return strcmp (word, ".") == 0 || strcmp (origin, ".") == 0 ? g_strdup (word) : g_strdup_printf ("%s.%s", word, origin);
}

static char *
complete_data (const char *type, char **words, const char *origin)
{
  g_autofree char *name = NULL;

  if (strcmp (type, "MX") == 0 && words[0] != NULL && words[1] != NULL)
    {
      name = complete (words[1], origin);
      return g_strdup_printf ("%s %s", words[0], name);
    }
  return words[0] == NULL ? g_strdup ("") : strcmp (type, "NS") == 0 ? complete (words[0], origin)
                                                                     : g_strdup (words[0]);
}

/* The data of LINE ("mail 3600 IN A 192.0.2.11") if it is of NAME and TYPE, else NULL. */
static char *
find_data (const char *line, const char *origin, const char *name, const char *type)
{
  g_autofree char *spaced = NULL, *owner = NULL;
  g_auto (GStrv) words = NULL;
  guint n = 0;

  if (*line == '$' || strstr (line, type) == NULL) /* most lines; only what may be it is taken apart */
    return NULL;
  spaced = g_strdelimit (g_strdup (line), "\t", ' ');
  words = g_strsplit (spaced, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) /* more than one space leaves words without a letter */
    if (*words[i] != '\0')
      words[n++] = words[i];
    else
      g_free (words[i]);
  words[n] = NULL;
  if (n < 5 || strcmp (words[3], type) != 0)
    return NULL;
  owner = complete (words[0], origin);
  return g_ascii_strcasecmp (owner, name) == 0 ? complete_data (type, words + 4, origin) : NULL;
}

static gboolean
is_same_set (GPtrArray *data, const char *answer)
{
  g_auto (GStrv) known = g_strsplit (answer, ", ", -1);

  if (g_strv_length (known) != data->len)
    return FALSE;
  for (guint i = 0; i < data->len; i++)
    if (!g_strv_contains ((const char *const *) known, g_ptr_array_index (data, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_compared (const char *type)
{
  return strcmp (type, "MX") == 0 || strcmp (type, "A") == 0 || strcmp (type, "AAAA") == 0;
}

gboolean
dns_staleness_is_negative (const char *answer)
{
  return strcmp (answer, "NXDOMAIN") == 0 || strcmp (answer, "no such record") == 0;
}

char *
dns_staleness_find (const Trace *trace, const GArray *zones, guint position, TraceId cached)
{
  const TraceRecord *record = trace_get (trace, cached);
  const char *name = trace_blob (trace, record->text, NULL), *type = trace_blob (trace, record->item, NULL), *answer = trace_blob (trace, record->note, NULL);
  const TraceRecord *zone = is_compared (type) ? find_zone (trace, zones, position, name) : NULL;
  gboolean negative = dns_staleness_is_negative (answer);
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = zone == NULL ? NULL : g_strsplit (trace_blob (trace, zone->note, NULL), "\n", -1);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *found = find_data (lines[i], trace_blob (trace, zone->text, NULL), name, type);

      if (found != NULL)
        g_ptr_array_add (data, found);
    }
  if (zone == NULL || (negative ? data->len == 0 : is_same_set (data, answer)))
    return NULL;
  if (data->len == 0)
    return g_strdup ("nothing");
  g_ptr_array_add (data, NULL);
  return g_strjoinv (", ", (char **) data->pdata);
}
