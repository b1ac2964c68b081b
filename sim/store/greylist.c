/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/store/greylist.h"

struct Greylist
{
  SimTime delay;
  GHashTable *seen; /* "network sender recipient" → SimTime *, since when; never walked */
};

/* Who does not come again until then is a stranger anew (postgrey's retry window). */
static const SimTime window = 2 * SIM_DAY;

Greylist *
greylist_new (SimTime delay)
{
  Greylist *greylist = g_new0 (Greylist, 1);

  greylist->delay = delay;
  greylist->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return greylist;
}

void
greylist_free (Greylist *greylist)
{
  g_hash_table_unref (greylist->seen);
  g_free (greylist);
}

static char *
make_key (guint32 client, const char *sender, const char *recipient)
{
  g_autofree char *key = g_strdup_printf ("%u %s %s", client >> 8, sender, recipient);

  return g_ascii_strdown (key, -1);
}

SimTime
greylist_check (Greylist *greylist, guint32 client, const char *sender, const char *recipient, SimTime now)
{
  g_autofree char *key = make_key (client, sender, recipient);
  SimTime *since = g_hash_table_lookup (greylist->seen, key);

  if (since == NULL || (*since >= 0 && now - *since > window))
    {
      since = g_new (SimTime, 1);
      *since = now;
      g_hash_table_insert (greylist->seen, g_steal_pointer (&key), since);
    }
  if (*since >= 0 && now - *since < greylist->delay)
    return *since + greylist->delay - now;
  *since = -1; /* known from now on */
  return 0;
}
