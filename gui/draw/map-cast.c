/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-cast.h"

#include "gui/draw/map-order.h"

#include <string.h>

typedef struct
{
  const Trace *trace;
  guint8 *acts;         /* by HostId */
  guint8 *sends;        /* by HostId: mail is written there */
  GHashTable *links;    /* a << 16 | b */
  GHashTable *addressed; /* "bob@example.org": wherever mail is addressed to */
  GHashTable *senders;  /* domains that write mail, on the left side */
} Casting;

static gboolean
introduces (TraceKind kind)
{
  return kind == TRACE_RUN_START || kind == TRACE_HOST || kind == TRACE_HOST_ADDRESS || kind == TRACE_MAILBOX || kind == TRACE_ZONE || kind == TRACE_RUN_END || kind == TRACE_RECIPIENT;
}

static void
note_link (Casting *casting, HostId from, HostId to)
{
  guint32 a = MIN (from, to), b = MAX (from, to);

  if (a != 0 && a != b)
    g_hash_table_add (casting->links, GUINT_TO_POINTER (a << 16 | b));
}

static void
note_record (Casting *casting, const TraceRecord *record)
{
  if (introduces (record->kind))
    return;
  casting->acts[record->host] = TRUE;
  casting->acts[record->peer] = TRUE;
  if (record->kind == TRACE_COMPOSED)
    casting->sends[record->host] = TRUE;
  if (record->kind == TRACE_TCP || record->kind == TRACE_UDP || record->kind == TRACE_CONNECT || record->kind == TRACE_DNS_QUERY)
    note_link (casting, record->host, record->peer);
}

static const char *
domain_of (const Trace *trace, HostId host)
{
  const TraceRecord *record = trace_host_record (trace, host);

  return record == NULL ? "" : trace_blob (trace, record->note, NULL);
}

static void
note_addresses (Casting *casting)
{
  for (TraceId id = 1; id <= trace_count (casting->trace); id++)
    {
      const TraceRecord *record = trace_get (casting->trace, id);

      if (record->kind == TRACE_RECIPIENT)
        g_hash_table_add (casting->addressed, (gpointer) trace_blob (casting->trace, record->text, NULL));
    }
}

/* Devices and servers whose mailbox mail is addressed to take part, even if it never comes. */
static void
note_recipients (Casting *casting)
{
  for (TraceId id = 1; id <= trace_count (casting->trace); id++)
    {
      const TraceRecord *record = trace_get (casting->trace, id);

      if (record->kind != TRACE_MAILBOX || !g_hash_table_contains (casting->addressed, trace_blob (casting->trace, record->text, NULL)))
        continue;
      casting->acts[record->host] = TRUE;
      casting->acts[record->peer] = TRUE;
      note_link (casting, record->host, record->peer);
    }
}

/* Where nobody acts, everybody is shown, the first domain on the left. */
static void
note_everybody (Casting *casting)
{
  guint hosts = trace_count_hosts (casting->trace);

  if (hosts == 0 || memchr (casting->acts + 1, TRUE, hosts) != NULL)
    return;
  memset (casting->acts + 1, TRUE, hosts);
  g_hash_table_add (casting->senders, (gpointer) domain_of (casting->trace, 1));
}

/* Who is first written to by others stands on the right from then on, who writes first on the left. */
static void
take_sides (Casting *casting, GHashTable *written_to, const TraceRecord *recipient)
{
  const char *from = domain_of (casting->trace, recipient->host), *at = strrchr (trace_blob (casting->trace, recipient->text, NULL), '@');

  if (!g_hash_table_contains (written_to, from))
    g_hash_table_add (casting->senders, (gpointer) from);
  if (at != NULL && !g_hash_table_contains (casting->senders, at + 1))
    g_hash_table_add (written_to, (gpointer) (at + 1));
}

/* A person's mail decides it, not a report about it. */
static void
find_senders (Casting *casting)
{
  g_autoptr (GHashTable) written_to = g_hash_table_new (g_str_hash, g_str_equal);

  for (TraceId id = 1; id <= trace_count (casting->trace); id++)
    {
      const TraceRecord *record = trace_get (casting->trace, id);

      if (record->kind == TRACE_RECIPIENT && record->item == 0 && record->message != 0 && trace_message_record (casting->trace, record->message)->code == MESSAGE_MAIL)
        take_sides (casting, written_to, record);
    }
}

static AreaKind
side_of (const Casting *casting, HostId host, HostRole role)
{
  if (role == HOST_RESOLVER || role == HOST_NAME_SERVER)
    return AREA_DNS;
  return g_hash_table_contains (casting->senders, domain_of (casting->trace, host)) ? AREA_SENDER : AREA_RECIPIENT;
}

static char *
short_name (const char *name, const char *domain)
{
  gsize length = strlen (name), tail = strlen (domain);

  if (tail > 0 && length > tail + 1 && g_ascii_strcasecmp (name + length - tail, domain) == 0)
    return g_strndup (name, length - tail - 1);
  return g_strdup (name);
}

/* A server of the root is "a", of "root-servers.net". */
static void
name_host (CastHost *member, const char *name)
{
  const char *dot = strchr (name, '.');
  gboolean root = strcmp (member->domain, ".") == 0 && dot != NULL;

  member->name = root ? g_strndup (name, (gsize) (dot - name)) : short_name (name, member->domain);
  member->below = root ? dot + 1 : member->domain;
}

static void
add_host (MapCast *cast, const Casting *casting, HostId host)
{
  CastHost member = { .host = host, .role = trace_host_record (casting->trace, host)->code };

  member.domain = domain_of (casting->trace, host);
  member.side = side_of (casting, host, member.role);
  member.sends = casting->sends[host];
  name_host (&member, trace_host_name (casting->trace, host));
  g_array_append_val (cast->hosts, member);
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const CastLink *first = a, *second = b;

  return first->a != second->a ? (int) first->a - (int) second->a : (int) first->b - (int) second->b;
}

static void
add_links (MapCast *cast, const Casting *casting)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, casting->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const CastLink link = { (HostId) (GPOINTER_TO_UINT (key) >> 16), (HostId) (GPOINTER_TO_UINT (key) & 0xFFFF) };

      g_array_append_val (cast->links, link);
    }
  g_array_sort (cast->links, compare_links);
}

static void
clear_host (gpointer data)
{
  g_free (((CastHost *) data)->name);
}

/* The roles of CASTING, with places for all of its hosts. */
static MapCast *
fill_cast (const Casting *casting)
{
  MapCast *cast = g_new (MapCast, 1);
  guint hosts = trace_count_hosts (casting->trace);

  cast->hosts = g_array_new (FALSE, TRUE, sizeof (CastHost));
  cast->links = g_array_new (FALSE, TRUE, sizeof (CastLink));
  g_array_set_clear_func (cast->hosts, clear_host);
  for (guint host = 1; host <= hosts; host++)
    if (casting->acts[host])
      add_host (cast, casting, (HostId) host);
  add_links (cast, casting);
  return cast;
}

static void
cast_by_deeds (Casting *casting)
{
  note_addresses (casting);
  note_recipients (casting);
  note_everybody (casting);
  find_senders (casting);
}

/* Real programs are "localhost". */
static void
cast_everybody (Casting *casting)
{
  HostId local = trace_find_host (casting->trace, "localhost");

  memset (casting->acts + 1, TRUE, trace_count_hosts (casting->trace));
  if (local != 0)
    casting->sends[local] = TRUE;
  g_hash_table_add (casting->senders, (gpointer) domain_of (casting->trace, MAX (local, 1)));
}

static MapCast *
make_cast (const Trace *trace, void (*cast) (Casting *casting))
{
  guint hosts = trace_count_hosts (trace);
  g_autofree guint8 *acts = g_new0 (guint8, hosts + 1), *sends = g_new0 (guint8, hosts + 1);
  g_autoptr (GHashTable) links = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) senders = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) addressed = g_hash_table_new (g_str_hash, g_str_equal);
  Casting casting = { trace, acts, sends, links, addressed, senders };

  for (TraceId id = 1; id <= trace_count (trace); id++)
    note_record (&casting, trace_get (trace, id));
  cast (&casting);
  return fill_cast (&casting);
}

MapCast *
map_cast_new_in_order (const Trace *trace)
{
  return make_cast (trace, cast_by_deeds);
}

MapCast *
map_cast_new (const Trace *trace)
{
  MapCast *cast = map_cast_new_in_order (trace);

  map_order_run (cast);
  return cast;
}

MapCast *
map_cast_new_growing (const Trace *trace)
{
  return make_cast (trace, cast_everybody);
}

static gboolean
is_same_host (const CastHost *a, const CastHost *b)
{
  return a->host == b->host && a->side == b->side && a->sends == b->sends;
}

gboolean
map_cast_equal (const MapCast *a, const MapCast *b)
{
  if (a->hosts->len != b->hosts->len || a->links->len != b->links->len)
    return FALSE;
  for (guint i = 0; i < a->hosts->len; i++)
    if (!is_same_host (&g_array_index (a->hosts, CastHost, i), &g_array_index (b->hosts, CastHost, i)))
      return FALSE;
  return a->links->len == 0 || memcmp (a->links->data, b->links->data, a->links->len * sizeof (CastLink)) == 0;
}

void
map_cast_free (MapCast *cast)
{
  g_array_unref (cast->hosts);
  g_array_unref (cast->links);
  g_free (cast);
}
