/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

#include "sim/live/live-server.h"

#include <glib-unix.h>
#include <stdio.h>
#include <sys/resource.h>

typedef struct
{
  GPtrArray *doors;  /* LiveDoor * */
  char *host;        /* the --host that the next ports are of, or NULL */
  double speed;
  char *trace;
  char *expose;
} ServeOptions;

/* GOption knows no order of options; ours has: a port is of the --host before it. */
static ServeOptions *parsed;

/* The ports before the first --host are that host's too. */
static gboolean
take_host (const char *option, const char *value, gpointer user, GError **error)
{
  gboolean is_first = parsed->host == NULL;

  g_free (parsed->host);
  parsed->host = g_strdup (value);
  for (guint i = 0; is_first && i < parsed->doors->len; i++)
    {
      LiveDoor *door = g_ptr_array_index (parsed->doors, i);

      door->host = g_strdup (value);
    }
  return TRUE;
}

static gboolean
take_port (const char *option, const char *value, gpointer user, GError **error)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT16, &port, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s %s: expected a port from 1 to 65535, or 0 for any that is free", option, value);
      return FALSE;
    }
  live_doors_add (parsed->doors, live_service_kind_find (option + 2), parsed->host, (guint16) port);
  return TRUE;
}

static gboolean
take_speed (const char *option, const char *value, gpointer user, GError **error)
{
  char *end = NULL;

  parsed->speed = g_ascii_strtod (value, &end);
  if (*value != '\0' && (*end == '\0' || g_str_equal (end, "x")) && parsed->speed >= 0.001 && parsed->speed <= 1e6)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s %s: expected a factor from 0.001 to 1000000", option, value);
  return FALSE;
}

/* Without any port, all services have one each. */
static void
open_all (ServeOptions *options)
{
  for (guint i = 0; i < live_service_kind_count (); i++)
    live_doors_add (options->doors, live_service_kind_get (i), options->host, live_service_kind_get (i)->usual_port);
}

/* Each connection needs a descriptor. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
print_services (const LiveServer *server, GInetAddress *address)
{
  g_autofree char *place = g_inet_address_to_string (address);

  for (guint i = 0; i < live_server_count (server); i++)
    {
      const LiveService *service = live_server_service (server, i);

      g_print ("%-10s %s port %u is %s port %u\n", live_service_get_kind (service)->name, place, live_service_get_port (service),
               live_service_get_host (service), live_service_get_kind (service)->port);
    }
  g_print ("ready\n");
  fflush (stdout);
}

/* Who is told that it is ready may end it at once. The signals stay taken to the end of the program: a second one,
 * of somebody impatient or by way of a parent, must not stop the trace from being written. */
static void
run_until_signal (const LiveServer *server, GInetAddress *address)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  print_services (server, address);
  g_main_loop_run (loop);
}

static CommandStatus
serve (Simulation *simulation, const ServeOptions *options, GInetAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LiveServer) server = live_server_new (simulation, options->speed, options->doors, address, &error);

  if (server == NULL)
    {
      command_complain ("serve: %s", error->message);
      return COMMAND_UNUSABLE;
    }
  run_until_signal (server, address);
  g_clear_pointer (&server, live_server_free);
  simulation_stop (simulation, "stopped");
  if (options->trace != NULL && !command_write_trace (simulation_get_trace (simulation), options->trace))
    return COMMAND_UNUSABLE;
  return COMMAND_DONE;
}

static GInetAddress *
choose_address (const ServeOptions *options)
{
  GInetAddress *address = options->expose == NULL ? g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)
                                                  : g_inet_address_new_from_string (options->expose);

  if (address == NULL)
    command_complain ("--expose-to-network %s: expected an address of this computer, like 0.0.0.0", options->expose);
  else if (options->expose != NULL)
    command_complain ("serve: passwords travel in clear, and all on the network of %s can reach these ports", options->expose);
  return address;
}

static CommandStatus
serve_scenario (const char *name, ServeOptions *options)
{
  SimulationOptions prepared = { .until = -1, .level = options->trace != NULL ? TRACE_PACKETS : TRACE_NONE };
  g_autoptr (GInetAddress) address = choose_address (options);
  Scenario *scenario = address == NULL ? NULL : command_read_scenario (name);
  g_autoptr (Simulation) simulation = NULL;
  g_autofree const char **hosts = NULL;
  g_autoptr (GError) error = NULL;

  if (scenario == NULL)
    return COMMAND_UNUSABLE;
  if (options->doors->len == 0)
    open_all (options);
  if (!live_server_plan (scenario, options->doors, &error))
    {
      command_complain ("serve: %s", error->message);
      scenario_free (scenario);
      return COMMAND_UNUSABLE;
    }
  prepared.visited = hosts = live_server_hosts (options->doors);
  simulation = simulation_new (scenario, &prepared, &error);
  if (simulation != NULL)
    return serve (simulation, options, address);
  g_printerr ("%s\n", error->message);
  return COMMAND_UNUSABLE;
}

CommandStatus
command_serve (int argc, char **argv)
{
  ServeOptions options = { .doors = live_doors_new (), .speed = 1 };
  const GOptionEntry entries[] = {
    { "host", 0, 0, G_OPTION_ARG_CALLBACK, take_host, "the server to open (default: the first with mailboxes); again for the ports after it", "NAME" },
    { "smtp", 0, 0, G_OPTION_ARG_CALLBACK, take_port, "a port for SMTP, as between servers", "P" },
    { "submission", 0, 0, G_OPTION_ARG_CALLBACK, take_port, "a port for message submission", "P" },
    { "pop3", 0, 0, G_OPTION_ARG_CALLBACK, take_port, "a port for POP3", "P" },
    { "imap", 0, 0, G_OPTION_ARG_CALLBACK, take_port, "a port for IMAP", "P" },
    { "dns", 0, 0, G_OPTION_ARG_CALLBACK, take_port, "a port for the name server of its domain, UDP and TCP", "P" },
    { "speed", 0, 0, G_OPTION_ARG_CALLBACK, take_speed, "simulated seconds in a second (default: 1)", "X" },
    { "trace", 0, 0, G_OPTION_ARG_FILENAME, &options.trace, "at the end, write every record to FILE as JSON Lines", "FILE" },
    { "expose-to-network", 0, 0, G_OPTION_ARG_STRING, &options.expose, "DANGER: listen on this address instead of 127.0.0.1; passwords travel in clear", "ADDRESS" },
    { NULL },
  };
  g_auto (GStrv) words = NULL;
  CommandStatus status = COMMAND_UNUSABLE;

  parsed = &options;
  raise_descriptor_limit ();
  if (command_parse (argc, argv, entries, "SCENARIO",
                     "Opens a simulated server to real mail programs on 127.0.0.1; without any port, all its\n"
                     "services: 2025, 2587, 2110, 2143 and 2053. Prints 'ready' when they can be reached.\n"
                     "SIGINT (Ctrl+C) or SIGTERM ends it.",
                     &words))
    {
      if (g_strv_length (words) == 1)
        status = serve_scenario (words[0], &options);
      else
        command_complain ("serve: expected one scenario; see mailflow serve --help");
    }
  g_ptr_array_unref (options.doors);
  g_free (options.host);
  g_free (options.trace);
  g_free (options.expose);
  return status;
}
