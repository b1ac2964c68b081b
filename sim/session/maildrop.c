/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/maildrop.h"

int
maildrop_find (const Maildrop *maildrop, gpointer user, guint32 uid, guint hint)
{
  guint low = 0, high = maildrop->count (user);

  if (hint < high && maildrop->uid (user, hint) == uid)
    return (int) hint;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint32 found = maildrop->uid (user, middle);

      if (found == uid)
        return (int) middle;
      if (found < uid)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

char *
maildrop_make_digest (const char *stamp, const char *password)
{
  g_autofree char *both = g_strconcat (stamp, password, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, both, -1);
}
