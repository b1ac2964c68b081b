/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/live-session.h"

#include "sim/live/live-server.h"
#include "sim/world/scenario-reader.h"

enum
{
  REFRESH_INTERVAL = 120, /* milliseconds */
  SPARED = 10,          /* a refresh that took a while is followed by so many times that of rest */
};

struct _LiveSession
{
  GObject parent_instance;

  char *file;              /* of the planned scenario, or NULL */
  GPtrArray *gates;        /* LiveGate * */
  GPtrArray *accounts;     /* LiveAccount * */

  Player *player;
  Simulation *simulation;  /* the player's, while open */
  LiveServer *server;      /* NULL: closed */
  guint visitors;
  guint refresh;           /* source */
  gint64 next_refresh_us;
};

G_DEFINE_TYPE (LiveSession, live_session, G_TYPE_OBJECT)

enum
{
  PROP_OPEN = 1,
  PROP_VISITORS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
free_gate (gpointer data)
{
  LiveGate *gate = data;

  g_free (gate->host);
  g_free (gate);
}

static void
free_account (gpointer data)
{
  LiveAccount *account = data;

  g_free (account->address);
  g_free (account->user);
  g_free (account->password);
  g_free (account);
}

static void
live_session_dispose (GObject *object)
{
  LiveSession *session = MAILFLOW_LIVE_SESSION (object);

  live_session_close (session);
  g_clear_object (&session->player);
  G_OBJECT_CLASS (live_session_parent_class)->dispose (object);
}

static void
live_session_finalize (GObject *object)
{
  LiveSession *session = MAILFLOW_LIVE_SESSION (object);

  g_ptr_array_unref (session->gates);
  g_ptr_array_unref (session->accounts);
  g_free (session->file);
  G_OBJECT_CLASS (live_session_parent_class)->finalize (object);
}

static void
live_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  LiveSession *session = MAILFLOW_LIVE_SESSION (object);

  if (id == PROP_OPEN)
    g_value_set_boolean (value, live_session_get_open (session));
  else if (id == PROP_VISITORS)
    g_value_set_uint (value, session->visitors);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
live_session_class_init (LiveSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = live_session_dispose;
  object_class->finalize = live_session_finalize;
  object_class->get_property = live_session_get_property;
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_VISITORS] = g_param_spec_uint ("visitors", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
live_session_init (LiveSession *session)
{
  session->gates = g_ptr_array_new_with_free_func (free_gate);
  session->accounts = g_ptr_array_new_with_free_func (free_account);
}

LiveSession *
live_session_new (void)
{
  return g_object_new (LIVE_SESSION_TYPE, NULL);
}

static void
add_gate (LiveSession *session, const LiveServiceKind *kind, const char *host, guint16 port)
{
  LiveGate *gate = g_new (LiveGate, 1);

  *gate = (LiveGate){ kind->name, port, g_strdup (host), kind->port };
  g_ptr_array_add (session->gates, gate);
}

static gboolean
can_bind (GInetAddress *address, guint16 port, GSocketType type)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  return socket != NULL && g_socket_bind (socket, place, type == G_SOCKET_TYPE_STREAM, NULL)
         && (type != G_SOCKET_TYPE_STREAM || g_socket_listen (socket, NULL));
}

/* The usual port of KIND, or 0 where it is taken. */
static guint16
choose_port (const LiveServiceKind *kind)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  gboolean taken = !can_bind (address, kind->usual_port, G_SOCKET_TYPE_STREAM)
                   || (kind->datagrams && !can_bind (address, kind->usual_port, G_SOCKET_TYPE_DATAGRAM));

  return taken ? 0 : kind->usual_port;
}

/* LiveDoor * of what is planned. */
static GPtrArray *
make_doors (LiveSession *session)
{
  GPtrArray *doors = live_doors_new ();

  for (guint i = 0; i < session->gates->len; i++)
    {
      const LiveGate *gate = g_ptr_array_index (session->gates, i);

      live_doors_add (doors, live_service_kind_find (gate->service), gate->host, gate->port);
    }
  return doors;
}

/* In the order in which somebody sets up a mail program. */
static gboolean
plan_gates (LiveSession *session, const Scenario *scenario, GError **error)
{
  static const char *const services[] = { "submission", "imap", "pop3", "smtp", "dns" };
  g_autoptr (GPtrArray) doors = live_doors_new ();

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const LiveServiceKind *kind = live_service_kind_find (services[i]);

      live_doors_add (doors, kind, NULL, choose_port (kind));
    }
  if (!live_server_plan (scenario, doors, error))
    return FALSE;
  for (guint i = 0; i < doors->len; i++)
    {
      const LiveDoor *door = g_ptr_array_index (doors, i);

      add_gate (session, door->kind, door->host, door->port);
    }
  return TRUE;
}

/* The users of the domain whose server is opened: the first. */
static void
list_accounts (LiveSession *session, const Scenario *scenario)
{
  const ScenarioDomain *domain = g_ptr_array_index (scenario->domains, 0);

  for (guint i = 0; i < domain->users->len; i++)
    {
      const ScenarioUser *user = g_ptr_array_index (domain->users, i);
      LiveAccount *account = g_new (LiveAccount, 1);

      *account = (LiveAccount){ g_strdup_printf ("%s@%s", user->name, domain->name), g_strdup (user->name), g_strdup (user->password) };
      g_ptr_array_add (session->accounts, account);
    }
}

static void
forget_plan (LiveSession *session)
{
  g_ptr_array_set_size (session->gates, 0);
  g_ptr_array_set_size (session->accounts, 0);
  g_clear_pointer (&session->file, g_free);
}

gboolean
live_session_plan (LiveSession *session, const char *file, GError **error)
{
  g_autofree char *path = g_strdup (file);
  g_autoptr (Scenario) scenario = scenario_read_file (path, error);

  g_assert (session->server == NULL);
  forget_plan (session);
  if (scenario == NULL || !plan_gates (session, scenario, error))
    {
      forget_plan (session);
      return FALSE;
    }
  list_accounts (session, scenario);
  session->file = g_steal_pointer (&path);
  return TRUE;
}

const GPtrArray *
live_session_get_gates (LiveSession *session)
{
  return session->gates;
}

const GPtrArray *
live_session_get_accounts (LiveSession *session)
{
  return session->accounts;
}

static void
count_visitors (LiveSession *session)
{
  guint count = 0;

  for (guint i = 0; session->server != NULL && i < live_server_count (session->server); i++)
    count += live_service_count_connections (live_server_service (session->server, i));
  if (count == session->visitors)
    return;
  session->visitors = count;
  g_object_notify_by_pspec (G_OBJECT (session), properties[PROP_VISITORS]);
}

static gboolean
on_refresh (gpointer data)
{
  LiveSession *session = data;
  gint64 now = g_get_monotonic_time ();

  count_visitors (session);
  if (now < session->next_refresh_us)
    return G_SOURCE_CONTINUE;
  player_refresh (session->player);
  session->next_refresh_us = now + SPARED * (g_get_monotonic_time () - now);
  return G_SOURCE_CONTINUE;
}

static Simulation *
make_simulation (const char *file, const GPtrArray *doors, GError **error)
{
  g_autofree const char **hosts = live_server_hosts (doors);
  const SimulationOptions options = { .until = -1, .level = TRACE_PACKETS, .visited = hosts };
  Scenario *scenario = scenario_read_file (file, error);

  return scenario == NULL ? NULL : simulation_new (scenario, &options, error);
}

/* The ports that were only to be free ones are known now. */
static void
note_ports (LiveSession *session)
{
  for (guint i = 0; i < session->gates->len; i++)
    ((LiveGate *) g_ptr_array_index (session->gates, i))->port = live_service_get_port (live_server_service (session->server, i));
}

/* Takes SIMULATION, which is open by SERVER. */
static void
begin (LiveSession *session, Simulation *simulation, LiveServer *server)
{
  session->simulation = simulation;
  session->server = server;
  note_ports (session);
  g_clear_object (&session->player);
  session->player = player_new_growing (run_new (simulation));
  session->next_refresh_us = 0;
  session->refresh = g_timeout_add (REFRESH_INTERVAL, on_refresh, session);
  g_object_notify_by_pspec (G_OBJECT (session), properties[PROP_OPEN]);
}

gboolean
live_session_open (LiveSession *session, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GPtrArray) doors = make_doors (session);
  g_autoptr (Simulation) simulation = NULL;
  LiveServer *server;

  g_assert (session->file != NULL && session->server == NULL);
  simulation = make_simulation (session->file, doors, error);
  server = simulation == NULL ? NULL : live_server_new (simulation, 1, doors, address, error);
  if (server == NULL)
    return FALSE;
  begin (session, g_steal_pointer (&simulation), server);
  return TRUE;
}

void
live_session_close (LiveSession *session)
{
  if (session->server == NULL)
    return;
  g_clear_handle_id (&session->refresh, g_source_remove);
  g_clear_pointer (&session->server, live_server_free);
  simulation_stop (session->simulation, "stopped");
  session->simulation = NULL;
  player_refresh (session->player);
  player_stop_growing (session->player);
  count_visitors (session);
  g_object_notify_by_pspec (G_OBJECT (session), properties[PROP_OPEN]);
}

gboolean
live_session_get_open (LiveSession *session)
{
  return session->server != NULL;
}

guint
live_session_count_visitors (LiveSession *session)
{
  return session->visitors;
}

Player *
live_session_get_player (LiveSession *session)
{
  return session->player;
}
