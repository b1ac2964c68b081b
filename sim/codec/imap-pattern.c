/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-pattern.h"

#include <string.h>

/* The places in a name that the pattern may have come to, before each of its bytes and at its end. */
typedef struct
{
  const char *name;
  gsize length;
  gsize caseless; /* bytes of the name that are INBOX */
  gboolean *places;
  gboolean any;
} Walk;

/* Past as many bytes as there are, or as there are in this level. */
static void
take_wildcard (Walk *walk, gboolean within_level)
{
  gboolean reached = FALSE;

  for (gsize i = 0; i <= walk->length; i++)
    {
      reached = reached || walk->places[i];
      walk->places[i] = reached;
      if (within_level && walk->name[i] == '/')
        reached = FALSE;
    }
}

static gboolean
is_same (const Walk *walk, gsize at, char c)
{
  return at < walk->caseless ? g_ascii_toupper (c) == walk->name[at] : c == walk->name[at];
}

static void
take_byte (Walk *walk, char c)
{
  walk->any = FALSE;
  for (gsize i = walk->length; i > 0; i--)
    {
      walk->places[i] = walk->places[i - 1] && is_same (walk, i - 1, c);
      walk->any = walk->any || walk->places[i];
    }
  walk->places[0] = FALSE;
}

gboolean
imap_pattern_matches (const char *pattern, const char *name)
{
  gsize length = strlen (name);
  gboolean is_inbox = strncmp (name, "INBOX", 5) == 0 && (name[5] == '\0' || name[5] == '/');
  g_autofree gboolean *places = g_new0 (gboolean, length + 1);
  Walk walk = { name, length, is_inbox ? 5 : 0, places, TRUE };

  places[0] = TRUE;
  for (; *pattern != '\0' && walk.any; pattern++)
    if (*pattern == '*' || *pattern == '%')
      take_wildcard (&walk, *pattern == '%');
    else
      take_byte (&walk, *pattern);
  return walk.any && places[length];
}
