/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/net/network.h"

#include "sim/engine/random-stream.h"

#include <stdio.h>

enum
{
  UDP_OVERHEAD = 14 + 20 + 8, /* Ethernet, IPv4, UDP */
};

typedef struct
{
  char *name;
  guint32 address;
  HostState state;
  NetworkTrouble trouble;
  GArray *sockets; /* Socket */
} NetworkHost;

typedef struct
{
  guint16 first, last; /* ports */
  DatagramFunc func;
  gpointer user; /* borrowed */
} Socket;

/* Packets of a path that are to be lost: COUNT, after SKIP that are not. */
typedef struct
{
  guint skip, count;
} Doom;

/* One direction between two hosts. */
typedef struct
{
  NetworkLink link;
  NetworkTrouble trouble;
  SimTime busy_until;   /* the line is taken until then */
  SimTime last_arrival;
  SimTime last_extra;   /* latency by troubles, of the packet before */
  RandomStream dice, loss_dice;
  GArray *dooms;        /* Doom, or NULL */
} Path;

/* A datagram on its way. */
typedef struct Flight
{
  struct Flight *next, **link;
  Network *network;
  HostId to;
  guint16 to_port;
  Datagram datagram;
} Flight;

struct Network
{
  Engine *engine; /* borrowed */
  Trace *trace;   /* borrowed */
  guint64 seed;
  NetworkLink default_link;
  GArray *hosts;      /* NetworkHost by HostId */
  GHashTable *names;  /* char * → HostId; never walked */
  GHashTable *addresses; /* address → HostId; never walked */
  GHashTable *paths;  /* from << 16 | to → Path *; never walked */
  Flight *flights;
};

static void
clear_host (gpointer data)
{
  NetworkHost *host = data;

  g_free (host->name);
  if (host->sockets != NULL)
    g_array_unref (host->sockets);
}

static void
free_path (gpointer data)
{
  Path *path = data;

  g_clear_pointer (&path->dooms, g_array_unref);
  g_free (path);
}

Network *
network_new (Engine *engine, Trace *trace, guint64 seed, const NetworkLink *default_link)
{
  Network *network = g_new0 (Network, 1);

  network->engine = engine;
  network->trace = trace;
  network->seed = seed;
  network->default_link = *default_link;
  network->hosts = g_array_new (FALSE, TRUE, sizeof (NetworkHost));
  g_array_set_clear_func (network->hosts, clear_host);
  g_array_set_size (network->hosts, 1);
  network->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  network->addresses = g_hash_table_new (NULL, NULL);
  network->paths = g_hash_table_new_full (NULL, NULL, NULL, free_path);
  return network;
}

static void
free_flight (Flight *flight)
{
  *flight->link = flight->next;
  if (flight->next != NULL)
    flight->next->link = flight->link;
  g_bytes_unref (flight->datagram.bytes);
  g_free (flight);
}

void
network_free (Network *network)
{
  while (network->flights != NULL)
    free_flight (network->flights);
  g_array_unref (network->hosts);
  g_hash_table_unref (network->names);
  g_hash_table_unref (network->addresses);
  g_hash_table_unref (network->paths);
  g_free (network);
}

Engine *
network_get_engine (const Network *network)
{
  return network->engine;
}

Trace *
network_get_trace (const Network *network)
{
  return network->trace;
}

guint64
network_get_seed (const Network *network)
{
  return network->seed;
}

static NetworkHost *
host_at (const Network *network, HostId host)
{
  g_assert (host > 0 && host < network->hosts->len);
  return &g_array_index (network->hosts, NetworkHost, host);
}

HostId
network_add_host (Network *network, const char *name, HostRole role, const char *domain, guint32 address)
{
  HostId id = (HostId) network->hosts->len;
  NetworkHost host = { .name = g_strdup (name), .address = address, .sockets = g_array_new (FALSE, FALSE, sizeof (Socket)) };
  Trace *trace = network->trace;

  g_assert (network->hosts->len < G_MAXUINT16);
  g_array_append_val (network->hosts, host);
  g_hash_table_insert (network->names, g_strdup (name), GUINT_TO_POINTER (id));
  g_hash_table_insert (network->addresses, GUINT_TO_POINTER (address), GUINT_TO_POINTER (id));
  trace_name_host (trace, id, name);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_HOST, .host = id, .code = role, .note = trace_text (trace, domain), .value = address });
  return id;
}

guint32
network_get_address (const Network *network, HostId host)
{
  return host_at (network, host)->address;
}

char *
network_format_address (const Network *network, HostId host)
{
  guint32 a = network_get_address (network, host);

  return g_strdup_printf ("%u.%u.%u.%u", a >> 24, a >> 16 & 255, a >> 8 & 255, a & 255);
}

guint32
network_parse_address (const char *text)
{
  guint a, b, c, d;
  char rest;

  if (sscanf (text, "%3u.%3u.%3u.%3u%c", &a, &b, &c, &d, &rest) != 4 || MAX (MAX (a, b), MAX (c, d)) > 255)
    return 0;
  return a << 24 | b << 16 | c << 8 | d;
}

HostId
network_find_address (const Network *network, guint32 address)
{
  return (HostId) GPOINTER_TO_UINT (g_hash_table_lookup (network->addresses, GUINT_TO_POINTER (address)));
}

HostId
network_find_host (const Network *network, const char *name)
{
  return (HostId) GPOINTER_TO_UINT (g_hash_table_lookup (network->names, name));
}

const char *
network_get_host_name (const Network *network, HostId host)
{
  return host_at (network, host)->name;
}

static void
init_dice (const Network *network, RandomStream *dice, const char *what, HostId from, HostId to)
{
  g_autofree char *actor = g_strdup_printf ("%s %s > %s", what, network_get_host_name (network, from),
                                            network_get_host_name (network, to));

  random_stream_init (dice, network->seed, actor);
}

static Path *
path_between (Network *network, HostId from, HostId to)
{
  gpointer key = GUINT_TO_POINTER ((guint) from << 16 | to);
  Path *path = g_hash_table_lookup (network->paths, key);

  if (path == NULL)
    {
      path = g_new0 (Path, 1);
      path->link = network->default_link;
      init_dice (network, &path->dice, "link", from, to);
      init_dice (network, &path->loss_dice, "loss", from, to);
      g_hash_table_insert (network->paths, key, path);
    }
  return path;
}

void
network_link (Network *network, HostId a, HostId b, const NetworkLink *link)
{
  path_between (network, a, b)->link = *link;
  path_between (network, b, a)->link = *link;
}

void
network_set_state (Network *network, HostId host, HostState state)
{
  host_at (network, host)->state = state;
  trace_add (network->trace, &(TraceRecord){ .kind = TRACE_HOST_STATE, .host = host, .code = state });
}

HostState
network_get_state (const Network *network, HostId host)
{
  return host_at (network, host)->state;
}

void
network_trouble_host (Network *network, HostId host, const NetworkTrouble *trouble)
{
  host_at (network, host)->trouble = *trouble;
}

void
network_trouble_pair (Network *network, HostId a, HostId b, const NetworkTrouble *trouble)
{
  path_between (network, a, b)->trouble = *trouble;
  path_between (network, b, a)->trouble = *trouble;
}

void
network_lose_packets (Network *network, HostId from, HostId to, guint skip, guint count)
{
  Path *path = path_between (network, from, to);
  const Doom doom = { skip, count };

  if (path->dooms == NULL)
    path->dooms = g_array_new (FALSE, FALSE, sizeof (Doom));
  g_array_append_val (path->dooms, doom);
}

guint32
network_combine_loss (guint32 first_ppm, guint32 second_ppm)
{
  const guint64 all = 1000000;

  if (first_ppm == 0 || second_ppm == 0)
    return first_ppm + second_ppm;
  return (guint32) (all - ((all - first_ppm) * (all - second_ppm) + all / 2) / all);
}

static NetworkTrouble
add_troubles (const NetworkTrouble *a, const NetworkTrouble *b)
{
  return (NetworkTrouble){ a->latency + b->latency, network_combine_loss (a->loss_ppm, b->loss_ppm), a->cut || b->cut };
}

/* All that is wrong on PATH, its link's own loss included. */
static NetworkTrouble
trouble_of (const Path *path, const NetworkHost *from, const NetworkHost *to)
{
  const NetworkTrouble usual = { .loss_ppm = path->link.loss_ppm };
  NetworkTrouble ends = add_troubles (&from->trouble, &to->trouble);
  NetworkTrouble line = add_troubles (&path->trouble, &usual);
  NetworkTrouble all = add_troubles (&ends, &line);

  all.cut |= from->state == HOST_DOWN || to->state == HOST_DOWN;
  return all;
}

/* Counts a packet of PATH, and says whether it is one that is to be lost. */
static gboolean
is_doomed (Path *path)
{
  gboolean doomed = FALSE;

  for (guint i = path->dooms == NULL ? 0 : path->dooms->len; i > 0; i--)
    {
      Doom *doom = &g_array_index (path->dooms, Doom, i - 1);

      if (doom->skip > 0)
        {
          doom->skip--;
          continue;
        }
      doomed = TRUE;
      if (--doom->count == 0)
        g_array_remove_index (path->dooms, i - 1);
    }
  return doomed;
}

/* No die is thrown where nothing can be lost. */
static gboolean
is_lost (Path *path, const NetworkTrouble *trouble)
{
  gboolean doomed = is_doomed (path);
  gboolean by_chance = trouble->loss_ppm > 0 && random_stream_chance (&path->loss_dice, trouble->loss_ppm);

  return doomed || by_chance || trouble->cut;
}

SimTime
network_transit (Network *network, HostId from, HostId to, gsize size)
{
  Path *path = path_between (network, from, to);
  NetworkTrouble trouble = trouble_of (path, host_at (network, from), host_at (network, to));
  SimTime leaves = MAX (engine_now (network->engine), path->busy_until);
  SimTime on_line = (SimTime) ((__int128) size * 8 * SIM_SECOND / path->link.bandwidth);
  SimTime arrival = leaves + on_line + path->link.latency + trouble.latency;

  if (path->link.jitter > 0)
    arrival += (SimTime) random_stream_below (&path->dice, (guint64) path->link.jitter + 1);
  path->busy_until = leaves + on_line;
  path->last_arrival = trouble.latency == path->last_extra ? MAX (arrival, path->last_arrival) : arrival;
  path->last_extra = trouble.latency;
  return is_lost (path, &trouble) ? -path->last_arrival : path->last_arrival;
}

static guint
find_socket (const NetworkHost *host, guint16 port)
{
  guint i = 0;

  while (i < host->sockets->len && (port < g_array_index (host->sockets, Socket, i).first || port > g_array_index (host->sockets, Socket, i).last))
    i++;
  return i;
}

void
network_bind_udp (Network *network, HostId host, guint16 port, DatagramFunc func, gpointer user)
{
  const Socket socket = { port, port, func, user };

  network_unbind_udp (network, host, port);
  g_array_append_val (host_at (network, host)->sockets, socket);
}

void
network_bind_udp_range (Network *network, HostId host, guint16 first, DatagramFunc func, gpointer user)
{
  const Socket socket = { first, (guint16) (first + UDP_PORTS - 1), func, user };

  network_unbind_udp (network, host, first);
  g_array_append_val (host_at (network, host)->sockets, socket);
}

void
network_unbind_udp (Network *network, HostId host, guint16 port)
{
  GArray *sockets = host_at (network, host)->sockets;
  guint index = find_socket (host_at (network, host), port);

  if (index < sockets->len)
    g_array_remove_index (sockets, index);
}

void
network_unbind_host (Network *network, HostId host)
{
  g_array_set_size (host_at (network, host)->sockets, 0);
}

static void
on_arrival (gpointer target, guint64 argument)
{
  Flight *flight = target;
  const NetworkHost *host = host_at (flight->network, flight->to);

  guint index = find_socket (host, flight->to_port);

  if (host->state != HOST_DOWN && index < host->sockets->len)
    {
      const Socket socket = g_array_index (host->sockets, Socket, index);

      socket.func (socket.user, &flight->datagram);
    }
  free_flight (flight);
}

static void
launch (Network *network, const Flight *like, SimTime arrival)
{
  Flight *flight = g_new (Flight, 1);

  *flight = *like;
  flight->network = network;
  flight->next = network->flights;
  flight->link = &network->flights;
  if (flight->next != NULL)
    flight->next->link = &flight->next;
  network->flights = flight;
  g_bytes_ref (flight->datagram.bytes);
  engine_schedule (network->engine, ENGINE_WORK, arrival, on_arrival, flight, 0);
}

void
network_send_udp (Network *network, HostId from, guint16 from_port, HostId to, guint16 to_port, guint32 query, GBytes *bytes)
{
  guint32 cause = engine_get_cause (network->engine);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  SimTime arrival = network_transit (network, from, to, length + UDP_OVERHEAD);

  if (trace_wants (network->trace, TRACE_UDP))
    trace_add (network->trace, &(TraceRecord){ .kind = TRACE_UDP, .host = from, .peer = to, .code = to_port, .conn = query, .item = from_port, .text = trace_bytes (network->trace, data, length), .value = arrival });
  if (arrival >= 0)
    launch (network, &(Flight){ .to = to, .to_port = to_port, .datagram = { from, from_port, to_port, query, bytes } }, arrival);
  engine_set_cause (network->engine, cause);
}
