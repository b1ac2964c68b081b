/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/dns-cache.h"

#include <string.h>

enum
{
  LONGEST_CHAIN = 16, /* CNAMEs followed for one question */
};

/* A DnsKept and where it stands in the order of expiry. */
typedef struct
{
  DnsKept kept;
  char *name; /* kept.name's */
  GSequenceIter *turn;
} Entry;

struct DnsCache
{
  GHashTable *entries; /* Entry, by name and type; never walked */
  GSequence *turns;    /* Entry *, the first to expire first */
};

static guint
hash_entry (gconstpointer data)
{
  const DnsKept *kept = data;

  return g_str_hash (kept->name) * 31 + kept->type;
}

static gboolean
entries_equal (gconstpointer a, gconstpointer b)
{
  const DnsKept *x = a, *y = b;

  return x->type == y->type && strcmp (x->name, y->name) == 0;
}

static void
free_record (gpointer record)
{
  dns_record_free (record);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_sequence_remove (entry->turn);
  g_ptr_array_unref (entry->kept.records);
  g_clear_pointer (&entry->kept.soa, dns_record_free);
  g_free (entry->name);
  g_free (entry);
}

DnsCache *
dns_cache_new (void)
{
  DnsCache *cache = g_new0 (DnsCache, 1);

  cache->entries = g_hash_table_new_full (hash_entry, entries_equal, NULL, free_entry);
  cache->turns = g_sequence_new (NULL);
  return cache;
}

void
dns_cache_free (DnsCache *cache)
{
  g_hash_table_unref (cache->entries);
  g_sequence_free (cache->turns);
  g_free (cache);
}

guint
dns_cache_count (const DnsCache *cache)
{
  return g_hash_table_size (cache->entries);
}

static int
compare_expiry (gconstpointer a, gconstpointer b, gpointer user)
{
  const Entry *x = a, *y = b;

  return x->kept.expires < y->kept.expires ? -1 : x->kept.expires > y->kept.expires;
}

static void
drop_expired (DnsCache *cache, SimTime now)
{
  while (!g_sequence_is_empty (cache->turns))
    {
      Entry *first = g_sequence_get (g_sequence_get_begin_iter (cache->turns));

      if (first->kept.expires > now)
        return;
      g_hash_table_remove (cache->entries, first);
    }
}

static const DnsKept *
look_up (const DnsCache *cache, const char *name, guint16 type, SimTime now)
{
  const DnsKept key = { .name = name, .type = type };
  const DnsKept *kept = g_hash_table_lookup (cache->entries, &key);

  return kept != NULL && kept->expires > now ? kept : NULL;
}

const DnsKept *
dns_cache_find (const DnsCache *cache, const char *name, guint16 type, DnsRank least, SimTime now)
{
  const DnsKept *kept = look_up (cache, name, type, now);

  if (kept == NULL)
    kept = look_up (cache, name, 0, now);
  return kept != NULL && kept->rank >= least ? kept : NULL;
}

/* One call of dns_cache_put. */
typedef struct
{
  DnsCache *cache;
  const DnsMessage *answer;
  SimTime now;
  SimTime first; /* to expire; 0: nothing was kept */
  DnsKeptFunc func;
  gpointer user;
} Putting;

/* Takes KEPT's records and SOA. */
static void
put (Putting *putting, const DnsKept *kept, guint32 ttl, guint16 asked)
{
  const DnsKept *known = look_up (putting->cache, kept->name, kept->type, putting->now);
  Entry *entry = g_new0 (Entry, 1);

  entry->kept = *kept;
  entry->kept.name = entry->name = g_strdup (kept->name);
  entry->kept.kept = putting->now;
  entry->kept.expires = putting->now + ttl * SIM_SECOND;
  entry->turn = g_sequence_insert_sorted (putting->cache->turns, entry, compare_expiry, NULL);
  if (ttl == 0 || (known != NULL && known->rank > kept->rank))
    {
      free_entry (entry);
      return;
    }
  g_hash_table_replace (putting->cache->entries, entry, entry);
  putting->first = putting->first == 0 ? entry->kept.expires : MIN (putting->first, entry->kept.expires);
  if (putting->func != NULL)
    putting->func (putting->user, &entry->kept, asked);
}

static gboolean
is_of (const DnsRecord *record, const char *name, guint16 type)
{
  return record->type == type && strcmp (record->name, name) == 0;
}

/* The RRset of NAME and TYPE in SECTION; FALSE where there is none. */
static gboolean
put_set (Putting *putting, const GPtrArray *section, const char *name, guint16 type, DnsRank rank)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (free_record);
  guint32 ttl = G_MAXUINT32;
  gboolean found;

  for (guint i = 0; i < section->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (section, i);

      if (!is_of (record, name, type))
        continue;
      ttl = MIN (ttl, record->ttl);
      g_ptr_array_add (records, dns_record_copy (record));
    }
  found = records->len > 0;
  if (found)
    put (putting, &(DnsKept){ .name = name, .type = type, .rank = rank, .records = records }, ttl, type);
  else
    g_ptr_array_unref (records);
  return found;
}

static const DnsRecord *
find_record (const GPtrArray *section, const char *name, guint16 type)
{
  for (guint i = 0; i < section->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (section, i);

      if (name == NULL ? record->type == type : is_of (record, name, type))
        return record;
    }
  return NULL;
}

/* The last field of an SOA record. */
static guint32
soa_minimum (const DnsRecord *soa)
{
  const char *last = strrchr (soa->value, ' ');

  return last == NULL ? 0 : (guint32) g_ascii_strtoull (last + 1, NULL, 10);
}

/* Without an SOA nothing says for how long (RFC 2308 5). */
static void
put_nothing (Putting *putting, const char *name)
{
  const DnsRecord *soa = find_record (putting->answer->authority, NULL, DNS_SOA);
  gboolean no_name = putting->answer->code == DNS_NXDOMAIN;

  if (soa == NULL)
    return;
  put (putting,
       &(DnsKept){ .name = name, .type = no_name ? 0 : putting->answer->type, .code = putting->answer->code, .rank = DNS_RANK_ANSWER, .records = g_ptr_array_new_with_free_func (free_record), .soa = dns_record_copy (soa) },
       MIN (soa->ttl, soa_minimum (soa)), putting->answer->type);
}

static void
put_referral (Putting *putting, const char *cut)
{
  const DnsMessage *answer = putting->answer;

  put_set (putting, answer->authority, cut, DNS_NS, DNS_RANK_REFERRAL);
  for (guint i = 0; i < answer->authority->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->authority, i);

      if (!is_of (record, cut, DNS_NS))
        continue;
      put_set (putting, answer->additional, record->value, DNS_A, DNS_RANK_REFERRAL);
      put_set (putting, answer->additional, record->value, DNS_AAAA, DNS_RANK_REFERRAL);
    }
}

/* The aliases, one after the other. The name they end at. */
static const char *
put_aliases (Putting *putting)
{
  const DnsMessage *answer = putting->answer;
  const char *name = answer->name;

  for (guint links = 0; links < LONGEST_CHAIN && answer->type != DNS_CNAME; links++)
    {
      const DnsRecord *alias = find_record (answer->answers, name, DNS_CNAME);

      if (alias == NULL)
        break;
      put_set (putting, answer->answers, name, DNS_CNAME, DNS_RANK_ANSWER);
      name = alias->value;
    }
  return name;
}

SimTime
dns_cache_put (DnsCache *cache, const DnsMessage *answer, SimTime now, DnsKeptFunc func, gpointer user)
{
  Putting putting = { cache, answer, now, 0, func, user };
  const DnsRecord *cut = find_record (answer->authority, NULL, DNS_NS);
  const char *name;

  drop_expired (cache, now);
  if (answer->code != DNS_NOERROR && answer->code != DNS_NXDOMAIN)
    return now;
  name = put_aliases (&putting);
  if (!put_set (&putting, answer->answers, name, answer->type, DNS_RANK_ANSWER))
    put_nothing (&putting, name);
  if (cut != NULL && !answer->authoritative && answer->answers->len == 0)
    put_referral (&putting, cut->name);
  return putting.first == 0 ? now : putting.first;
}

static void
copy_aged (const DnsRecord *record, guint32 age_seconds, GPtrArray *section)
{
  DnsRecord *copy = dns_record_copy (record);

  copy->ttl -= MIN (copy->ttl, age_seconds);
  g_ptr_array_add (section, copy);
}

void
dns_kept_copy (const DnsKept *kept, DnsMessage *answer, SimTime now)
{
  guint32 age = (guint32) ((now - kept->kept) / SIM_SECOND);

  for (guint i = 0; i < kept->records->len; i++)
    copy_aged (g_ptr_array_index (kept->records, i), age, answer->answers);
  if (kept->soa != NULL)
    copy_aged (kept->soa, age, answer->authority);
  answer->code = kept->code;
}

gboolean
dns_cache_get (const DnsCache *cache, DnsMessage *answer, SimTime now, SimTime *expires)
{
  const DnsKept *chain[LONGEST_CHAIN + 1];
  const char *name = answer->name;
  guint links = 0;

  while ((chain[links] = dns_cache_find (cache, name, answer->type, DNS_RANK_ANSWER, now)) == NULL)
    {
      const DnsKept *alias = dns_cache_find (cache, name, DNS_CNAME, DNS_RANK_ANSWER, now);

      if (alias == NULL || alias->records->len == 0 || links == LONGEST_CHAIN)
        return FALSE;
      chain[links++] = alias;
      name = ((const DnsRecord *) g_ptr_array_index (alias->records, 0))->value;
    }
  *expires = SIM_NEVER;
  for (guint i = 0; i <= links; i++)
    {
      dns_kept_copy (chain[i], answer, now);
      *expires = MIN (*expires, chain[i]->expires);
    }
  return TRUE;
}
