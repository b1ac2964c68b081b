/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/zone.h"

#include <ldns/ldns.h>
#include <stdio.h>
#include <string.h>

enum
{
  DEFAULT_TTL = 3600,
  LONGEST_CHAIN = 16, /* CNAMEs followed for one question */
};

struct Zone
{
  char *origin;
  GPtrArray *records; /* DnsRecord *, in file order */
  GHashTable *names;  /* name → GPtrArray of DnsRecord *, borrowed; never walked */
};

G_DEFINE_QUARK (mailflow-zone-error-quark, zone_error)

/* Lower case, without the final dot. */
static char *
dup_name (const ldns_rdf *rdf)
{
  g_autofree char *lower = NULL;
  char *text = ldns_rdf2str (rdf);
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '.')
    text[length - 1] = '\0';
  lower = g_ascii_strdown (text, -1);
  LDNS_FREE (text);
  return g_steal_pointer (&lower);
}

/* All fields of RR's data in master-file form. */
static char *
dup_data (const ldns_rr *rr)
{
  GString *data = g_string_new (NULL);

  for (size_t i = 0; i < ldns_rr_rd_count (rr); i++)
    {
      char *text = ldns_rdf2str (ldns_rr_rdf (rr, i));

      g_string_append_printf (data, "%s%s", i == 0 ? "" : " ", text);
      LDNS_FREE (text);
    }
  return g_string_free (data, FALSE);
}

static DnsRecord *
record_of (const ldns_rr *rr)
{
  g_autofree char *name = dup_name (ldns_rr_owner (rr));
  g_autofree char *value = NULL;
  guint16 type = (guint16) ldns_rr_get_type (rr), preference = 0;

  if (type == DNS_MX)
    {
      preference = ldns_rdf2native_int16 (ldns_rr_rdf (rr, 0));
      value = dup_name (ldns_rr_rdf (rr, 1));
    }
  else if (type == DNS_NS || type == DNS_CNAME)
    value = dup_name (ldns_rr_rdf (rr, 0));
  else
    value = dup_data (rr);
  return dns_record_new (name, type, ldns_rr_ttl (rr), preference, value);
}

static GPtrArray *
records_at (const Zone *zone, const char *name)
{
  return g_hash_table_lookup (zone->names, name);
}

static void
add_record (Zone *zone, DnsRecord *record)
{
  GPtrArray *same_name = records_at (zone, record->name);

  if (same_name == NULL)
    {
      same_name = g_ptr_array_new ();
      g_hash_table_insert (zone->names, record->name, same_name);
    }
  g_ptr_array_add (same_name, record);
  g_ptr_array_add (zone->records, record);
}

static void
free_record (gpointer record)
{
  dns_record_free (record);
}

static void
free_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static Zone *
new_zone (const char *origin)
{
  Zone *zone = g_new0 (Zone, 1);

  zone->origin = g_ascii_strdown (origin, strcmp (origin, ".") == 0 ? 0 : -1);
  zone->records = g_ptr_array_new_with_free_func (free_record);
  zone->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_list);
  return zone;
}

void
zone_free (Zone *zone)
{
  g_hash_table_unref (zone->names);
  g_ptr_array_unref (zone->records);
  g_free (zone->origin);
  g_free (zone);
}

/* What ldns keeps between two lines of a master file. */
typedef struct
{
  guint32 ttl;
  ldns_rdf *origin;
  ldns_rdf *owner;
  int line; /* from 1: where the next record begins */
} Reading;

/* The next record, or NULL for a line without one. (ldns_zone_new_frm_fp_l loses what it has read
 * where a line is bad, and counts lines otherwise.) */
static ldns_status
read_record (Reading *reading, FILE *file, ldns_rr **rr)
{
  int line = reading->line;
  ldns_status status = ldns_rr_new_frm_fp_l (rr, file, &reading->ttl, &reading->origin, &reading->owner, &line);

  if (status == LDNS_STATUS_SYNTAX_EMPTY || status == LDNS_STATUS_SYNTAX_TTL || status == LDNS_STATUS_SYNTAX_ORIGIN)
    status = LDNS_STATUS_OK;
  if (status == LDNS_STATUS_OK)
    reading->line = line;
  return status;
}

static ldns_status
read_records (Zone *zone, Reading *reading, FILE *file)
{
  ldns_status status = LDNS_STATUS_OK;

  while (status == LDNS_STATUS_OK && !feof (file))
    {
      ldns_rr *rr = NULL;

      status = read_record (reading, file, &rr);
      if (status == LDNS_STATUS_OK && rr != NULL && ldns_rr_get_class (rr) == LDNS_RR_CLASS_IN)
        add_record (zone, record_of (rr));
      g_clear_pointer (&rr, ldns_rr_free);
    }
  return status;
}

/* *LINE: where it failed. */
static ldns_status
read_text (Zone *zone, const char *origin, const char *text, int *line)
{
  Reading reading = { DEFAULT_TTL, ldns_dname_new_frm_str (origin), NULL, 1 };
  FILE *file = fmemopen ((void *) text, strlen (text), "r");
  ldns_status status = reading.origin == NULL ? LDNS_STATUS_INVALID_STR : read_records (zone, &reading, file);

  *line = reading.line;
  fclose (file);
  g_clear_pointer (&reading.origin, ldns_rdf_deep_free);
  g_clear_pointer (&reading.owner, ldns_rdf_deep_free);
  return status;
}

Zone *
zone_parse (const char *origin, const char *text, GError **error)
{
  g_autoptr (Zone) zone = new_zone (origin);
  int line = 1;
  ldns_status status = text[0] == '\0' ? LDNS_STATUS_OK : read_text (zone, origin, text, &line);

  if (status == LDNS_STATUS_OK)
    return g_steal_pointer (&zone);
  g_set_error (error, ZONE_ERROR, 0, "line %d: %s", line, ldns_get_errorstr_by_id (status));
  return NULL;
}

const char *
zone_get_origin (const Zone *zone)
{
  return zone->origin;
}

gboolean
zone_contains (const Zone *zone, const char *name)
{
  return dns_name_lies_in (name, zone->origin);
}

static const DnsRecord *
find_record (const Zone *zone, const char *name, guint16 type)
{
  const GPtrArray *records = records_at (zone, name);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (records, i);

      if (record->type == type)
        return record;
    }
  return NULL;
}

/* An inner name of the zone exists where anything stands below it (RFC 4592 2.2.2). */
static gboolean
name_exists (const Zone *zone, const char *name)
{
  gsize suffix = strlen (name);

  if (records_at (zone, name) != NULL)
    return TRUE;
  for (guint i = 0; i < zone->records->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (zone->records, i);
      gsize length = strlen (record->name);

      if (length > suffix && record->name[length - suffix - 1] == '.'
          && strcmp (record->name + length - suffix, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static guint
copy_records (const Zone *zone, const char *name, guint16 type, GPtrArray *section)
{
  const GPtrArray *records = records_at (zone, name);
  guint copied = 0;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (records, i);

      if (record->type != type && type != DNS_ANY)
        continue;
      g_ptr_array_add (section, dns_record_copy (record));
      copied++;
    }
  return copied;
}

/* Of the MX and NS hosts in SECTION, as far as the zone has them: glue too. */
static void
add_addresses (const Zone *zone, DnsMessage *answer, const GPtrArray *section)
{
  for (guint i = 0; i < section->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (section, i);

      if (record->type != DNS_MX && record->type != DNS_NS)
        continue;
      copy_records (zone, record->value, DNS_A, answer->additional);
      copy_records (zone, record->value, DNS_AAAA, answer->additional);
    }
}

/* The highest name at or above NAME, below the origin, that is delegated: the zone ends there (RFC 1034
 * 4.2.1). NULL for a name of the zone's own. */
static const char *
find_cut (const Zone *zone, const char *name)
{
  gsize own = strlen (name) - strlen (zone->origin);
  const char *cut = NULL;

  for (const char *at = name; at != NULL && at < name + own; at = strchr (at, '.'))
    {
      if (*at == '.')
        at++;
      if (at < name + own && find_record (zone, at, DNS_NS) != NULL)
        cut = at;
    }
  return cut;
}

/* RFC 1034 4.3.2 3b: whom to ask instead, with their addresses as far as they are known. */
static void
refer (const Zone *zone, const char *cut, DnsMessage *answer)
{
  answer->authoritative = answer->answers->len > 0;
  copy_records (zone, cut, DNS_NS, answer->authority);
  add_addresses (zone, answer, answer->authority);
}

/* There is no record of the type at NAME: no such name, or no such data (RFC 2308 2). */
static void
answer_nothing (const Zone *zone, const char *name, DnsMessage *answer)
{
  if (!name_exists (zone, name))
    answer->code = DNS_NXDOMAIN;
  copy_records (zone, zone->origin, DNS_SOA, answer->authority);
}

void
zone_answer (const Zone *zone, DnsMessage *answer)
{
  const char *name = answer->name;

  answer->authoritative = TRUE;
  for (guint steps = 0; steps < LONGEST_CHAIN; steps++)
    {
      const DnsRecord *alias = find_record (zone, name, DNS_CNAME);
      const char *cut = find_cut (zone, name);

      if (cut != NULL)
        {
          refer (zone, cut, answer);
          return;
        }
      if (copy_records (zone, name, answer->type, answer->answers) > 0)
        {
          add_addresses (zone, answer, answer->answers);
          return;
        }
      if (alias == NULL)
        {
          answer_nothing (zone, name, answer);
          return;
        }
      g_ptr_array_add (answer->answers, dns_record_copy (alias));
      if (!zone_contains (zone, alias->value))
        return;
      name = alias->value;
    }
  g_ptr_array_set_size (answer->answers, 0); /* a loop is an error (RFC 1034 3.6.2) */
  answer->code = DNS_SERVFAIL;
}

guint
zone_count (const Zone *zone)
{
  return zone->records->len;
}

const DnsRecord *
zone_record_at (const Zone *zone, guint index)
{
  return g_ptr_array_index (zone->records, index);
}
