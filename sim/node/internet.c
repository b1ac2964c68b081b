/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/internet.h"

gint64
internet_unix_seconds (const Internet *internet)
{
  return (internet->start_unix_ns + engine_now (internet->engine)) / SIM_SECOND;
}

const char *
internet_host_name (const Internet *internet, HostId host)
{
  return network_get_host_name (internet->network, host);
}

HostId
internet_find_host (const Internet *internet, const char *role, const char *domain)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", role, domain);

  return network_find_host (internet->network, name);
}

char *
internet_make_id (RandomStream *dice, guint length)
{
  static const char letters[] = "0123456789BCDFGHJKLMNPQRSTVWXYZ"; /* no vowels: no words */
  char *id = g_malloc (length + 1);

  for (guint i = 0; i < length; i++)
    id[i] = letters[random_stream_below (dice, sizeof letters - 1)];
  id[length] = '\0';
  return id;
}
