/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/dns-cache.h"

#include <string.h>

typedef struct
{
  SimTime expires;
  SimTime kept; /* since when */
  guint16 code;
  GPtrArray *answers;
  GPtrArray *authority;
} Kept;

struct DnsCache
{
  GHashTable *kept; /* "TYPE name" → Kept *, type 0 for NXDOMAIN; never walked */
};

static void
free_record (gpointer record)
{
  dns_record_free (record);
}

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_ptr_array_unref (kept->answers);
  g_ptr_array_unref (kept->authority);
  g_free (kept);
}

DnsCache *
dns_cache_new (void)
{
  DnsCache *cache = g_new0 (DnsCache, 1);

  cache->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_kept);
  return cache;
}

void
dns_cache_free (DnsCache *cache)
{
  g_hash_table_unref (cache->kept);
  g_free (cache);
}

static char *
key_of (const DnsMessage *message, guint16 type)
{
  return g_strdup_printf ("%u %s", type, message->name);
}

/* NULL where nothing is kept under TYPE, or no longer. */
static const Kept *
find_kept (const DnsCache *cache, const DnsMessage *message, guint16 type, SimTime now)
{
  g_autofree char *key = key_of (message, type);
  const Kept *kept = g_hash_table_lookup (cache->kept, key);

  return kept != NULL && kept->expires > now ? kept : NULL;
}

/* The last field of an SOA record. */
static guint32
soa_minimum (const DnsRecord *soa)
{
  const char *last = strrchr (soa->value, ' ');

  return last == NULL ? 0 : (guint32) g_ascii_strtoull (last + 1, NULL, 10);
}

/* Seconds; 0 where nothing says how long. */
static guint32
time_to_live (const DnsMessage *answer)
{
  guint32 ttl = G_MAXUINT32;

  for (guint i = 0; i < answer->answers->len; i++)
    ttl = MIN (ttl, ((const DnsRecord *) g_ptr_array_index (answer->answers, i))->ttl);
  for (guint i = 0; i < answer->authority->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->authority, i);

      if (record->type == DNS_SOA)
        ttl = MIN (ttl, MIN (record->ttl, soa_minimum (record)));
    }
  return ttl == G_MAXUINT32 ? 0 : ttl;
}

static GPtrArray *
copy_records (const GPtrArray *records, guint32 age_seconds)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (free_record);

  for (guint i = 0; i < records->len; i++)
    {
      DnsRecord *copy = dns_record_copy (g_ptr_array_index (records, i));

      copy->ttl -= MIN (copy->ttl, age_seconds);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

SimTime
dns_cache_put (DnsCache *cache, const DnsMessage *answer, SimTime now)
{
  guint32 ttl = time_to_live (answer);
  /* No such name, whatever is asked about it (RFC 2308 5); an alias for such a name is there. */
  gboolean no_name = answer->code == DNS_NXDOMAIN && answer->answers->len == 0;
  Kept *kept;

  if (ttl == 0 || (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN))
    return now;
  kept = g_new0 (Kept, 1);
  kept->kept = now;
  kept->expires = now + ttl * SIM_SECOND;
  kept->code = answer->code;
  kept->answers = copy_records (answer->answers, 0);
  kept->authority = copy_records (answer->authority, 0);
  g_hash_table_replace (cache->kept, key_of (answer, no_name ? 0 : answer->type), kept);
  return kept->expires;
}

gboolean
dns_cache_get (const DnsCache *cache, DnsMessage *answer, SimTime now, SimTime *expires)
{
  const Kept *kept = find_kept (cache, answer, answer->type, now);
  guint32 age;

  if (kept == NULL)
    kept = find_kept (cache, answer, 0, now);
  if (kept == NULL)
    return FALSE;
  age = (guint32) ((now - kept->kept) / SIM_SECOND);
  g_ptr_array_unref (answer->answers);
  g_ptr_array_unref (answer->authority);
  answer->answers = copy_records (kept->answers, age);
  answer->authority = copy_records (kept->authority, age);
  answer->code = kept->code;
  *expires = kept->expires;
  return TRUE;
}
