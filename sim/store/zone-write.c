/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/zone.h"

#include <string.h>

enum
{
  TTL = 3600, /* what a line without one would have; ours all have one */
};

/* A record and where it stands: the SOA first, then the zone's own name servers, then the rest of its apex, then
 * the other names as they come. */
typedef struct
{
  const DnsRecord *record;
  guint place;
  char *owner;
  char *ttl;
} ZoneLine;

enum
{
  PLACE_SOA,
  PLACE_NS,
  PLACE_APEX,
  N_APEX_PLACES,
};

static void
clear_line (gpointer data)
{
  ZoneLine *line = data;

  g_free (line->owner);
  g_free (line->ttl);
}

/* Whether NAME means the same at the beginning of a line whatever reads it (RFC 1035 5.1). */
static gboolean
is_plain (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("-_.*", name[i]) == NULL)
      return FALSE;
  return length > 0;
}

/* NAME without ORIGIN, where it lies in it and has only usual signs; else the whole of it. */
static char *
dup_owner (const char *name, const char *origin)
{
  gsize length = strlen (name), suffix = strlen (origin);

  if (strcmp (name, origin) == 0)
    return g_strdup ("@");
  if (suffix > 0 && dns_name_lies_in (name, origin) && is_plain (name, length - suffix - 1))
    return g_strndup (name, length - suffix - 1);
  return g_strdup_printf ("%s%s.", strchr ("@$\"", name[0]) != NULL ? "\\" : "", name);
}

static guint
apex_place (guint16 type)
{
  return type == DNS_SOA ? PLACE_SOA : type == DNS_NS ? PLACE_NS
                                                      : PLACE_APEX;
}

/* One number for each name below the apex, by its first record. */
static guint
place_of (const Zone *zone, const DnsRecord *record, GHashTable *places)
{
  guint place;

  if (strcmp (record->name, zone_get_origin (zone)) == 0)
    return apex_place (record->type);
  place = GPOINTER_TO_UINT (g_hash_table_lookup (places, record->name));
  if (place != 0)
    return place;
  place = N_APEX_PLACES + g_hash_table_size (places);
  g_hash_table_insert (places, record->name, GUINT_TO_POINTER (place));
  return place;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const ZoneLine *first = a, *second = b;

  return first->place < second->place ? -1 : first->place > second->place;
}

/* In their order; g_array_sort keeps that of equal ones. */
static GArray *
list_lines (const Zone *zone)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (ZoneLine));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (lines, clear_line);
  for (guint i = 0; i < zone_count (zone); i++)
    {
      const DnsRecord *record = zone_record_at (zone, i);
      const ZoneLine line = { record, place_of (zone, record, places), dup_owner (record->name, zone_get_origin (zone)), g_strdup_printf ("%u", record->ttl) };

      g_array_append_val (lines, line);
    }
  g_array_sort (lines, compare_lines);
  return lines;
}

/* Names in the data are whole: what a relative one means depends on where it is read. */
static char *
dup_data (const DnsRecord *record)
{
  g_autofree char *value = dns_record_format_value (record);
  gboolean is_name = record->type == DNS_MX || record->type == DNS_NS || record->type == DNS_CNAME;

  return g_strconcat (value, is_name && record->value[0] != '\0' ? "." : "", NULL);
}

static void
write_line (const ZoneLine *line, int owner_width, int ttl_width, GString *text)
{
  g_autofree char *data = dup_data (line->record);

  g_string_append_printf (text, "%-*s  %*s  IN  %-5s  %s\n", owner_width, line->owner, ttl_width, line->ttl, dns_type_name (line->record->type), data);
}

char *
zone_write (const Zone *zone)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) lines = list_lines (zone);
  gsize owner_width = 0, ttl_width = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      owner_width = MAX (owner_width, strlen (g_array_index (lines, ZoneLine, i).owner));
      ttl_width = MAX (ttl_width, strlen (g_array_index (lines, ZoneLine, i).ttl));
    }
  g_string_append_printf (text, "$ORIGIN %s.\n$TTL %d\n", zone_get_origin (zone), TTL);
  for (guint i = 0; i < lines->len; i++)
    write_line (&g_array_index (lines, ZoneLine, i), (int) owner_width, (int) ttl_width, text);
  return g_string_free (text, FALSE);
}
